import { rule } from "../../rule";

const DEFAULT_ACLS = ["aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"];
const VPC = "aws:ec2/vpc:Vpc";

export const defaultNetworkAclClosed = rule({
    name: "default-network-acl-closed",
    description: "The default network ACL of every VPC is adopted and lets nothing through.",
    why: "AWS lets everything through it, and every subnet that has no ACL of its own falls back to it. Off by default, because many rely on security groups alone, and may.",
    severity: "low",
    remediation:
        "Give each subnet a network ACL of its own, and make an aws.ec2.DefaultNetworkAcl without ingress and egress.",
    frameworks: { pci: ["1.3.1", "1.3.2"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html",
    level: "disabled",
    types: DEFAULT_ACLS,
    check: (acl) => {
        for (const direction of ["ingress", "egress"]) {
            for (const entry of acl.each(direction)) {
                entry.must(
                    "action",
                    (action) => action === "deny",
                    `lets traffic through (${direction}); the default network ACL must be empty`,
                );
            }
        }
    },
    checkStack: (stack) => {
        const byAcl = stack.links(
            DEFAULT_ACLS,
            "defaultNetworkAclId",
            [VPC],
            ["defaultNetworkAclId"],
        );
        const byVpc = stack.links(DEFAULT_ACLS, "vpcId", [VPC], ["id"]);
        for (const vpc of stack.of(VPC)) {
            if (byAcl.to(vpc).length === 0 && byVpc.to(vpc).length === 0) {
                vpc.fail(
                    "its default network ACL is open; make an aws.ec2.DefaultNetworkAcl without entries for it",
                );
            }
        }
    },
});
