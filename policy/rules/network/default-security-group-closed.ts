import { rule } from "../../rule";

const GROUPS = ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];

export const defaultSecurityGroupClosed = rule({
    name: "default-security-group-closed",
    description: "The default security group of every VPC is adopted and empty.",
    why: "AWS puts whatever names no security group into it, and it lets its members talk to each other and out.",
    severity: "high",
    remediation: "Make an aws.ec2.DefaultSecurityGroup for the VPC, without ingress and egress.",
    frameworks: {
        fsbp: ["EC2.2"],
        cis: ["5.5"],
        pci: ["1.3.1"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
    types: GROUPS,
    check: (group) => {
        for (const direction of ["ingress", "egress"]) {
            group.must(
                direction,
                (rules) => rules === undefined || (Array.isArray(rules) && rules.length === 0),
                `has ${direction} rules; the default security group must be empty`,
            );
        }
    },
    checkStack: (stack) => {
        const groups = stack.links(GROUPS, "vpcId", ["aws:ec2/vpc:Vpc"], ["id"]);
        for (const vpc of stack.of("aws:ec2/vpc:Vpc")) {
            if (groups.to(vpc).length === 0) {
                vpc.fail(
                    "its default security group is open; make an aws.ec2.DefaultSecurityGroup without rules for it",
                );
            }
        }
    },
});
