import { rule } from "../../rule";
import { SECURITY_GROUP } from "../../security-groups";

export const securityGroupRulesExclusive = rule({
    name: "security-group-rules-exclusive",
    description: "Every security group has the rules of its program and no others.",
    why: "A rule that somebody adds by hand stays for ever unnoticed. Off by default, because groups that others may add rules to are sound, too.",
    severity: "medium",
    remediation:
        "Make an aws.ec2.VpcSecurityGroupRulesExclusive with the ids of the group's rules, or write the rules inline.",
    frameworks: { pci: ["1.2.7"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/vpcsecuritygrouprulesexclusive/",
    level: "disabled",
    checkStack: (stack) => {
        const exclusive = stack.links(
            ["aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive"],
            "securityGroupId",
            [SECURITY_GROUP],
            ["id"],
        );
        for (const group of stack.of(SECURITY_GROUP)) {
            const isInline = group.has("ingress") || group.has("egress");
            if (!isInline && exclusive.to(group).length === 0) {
                group.fail(
                    "takes rules of anybody; make an aws.ec2.VpcSecurityGroupRulesExclusive for it",
                );
            }
        }
    },
});
