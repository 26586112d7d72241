import { rule } from "../../rule";

const ACL = "aws:ec2/networkAcl:NetworkAcl";

export const networkAclAttached = rule({
    name: "network-acl-attached",
    description: "Every network ACL guards a subnet.",
    why: "One that guards none looks like a wall and is none: its subnets have the default one.",
    severity: "low",
    remediation: "Set subnetIds, or make an aws.ec2.NetworkAclAssociation.",
    frameworks: { fsbp: ["EC2.16"], pci: ["1.2.7"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-16",
    // The subnets, and what gives them their ACL, may be in another stack.
    level: "advisory",
    checkStack: (stack) => {
        const associations = stack.links(
            ["aws:ec2/networkAclAssociation:NetworkAclAssociation"],
            "networkAclId",
            [ACL],
            ["id"],
        );
        for (const acl of stack.of(ACL)) {
            if (!acl.has("subnetIds") && associations.to(acl).length === 0) {
                acl.fail("guards no subnet; set subnetIds");
            }
        }
    },
});
