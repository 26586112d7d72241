import type { Inspected } from "../../inspect";
import { rule } from "../../rule";
import { SECURITY_GROUP, SECURITY_GROUP_RULES, trafficOf } from "../../security-groups";

/** Names of protocols that AWS also knows by number. */
const NUMBERS: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp", "1": "icmp" };

function protocolAndPorts(traffic: Inspected, protocol: string): string {
    const name = String(traffic.read(protocol)).toLowerCase();
    const ports = ["fromPort", "toPort"].map((port) => String(traffic.read(port)));
    return name === "-1" || name === "all" ? "all" : [NUMBERS[name] ?? name, ...ports].join();
}

export const securityGroupRulesNotMixed = rule({
    name: "security-group-rules-not-mixed",
    description: "A security group has its rules inline or as resources, never both.",
    why: "Each update takes away the rules that the other kind has made, so what is open depends on who came last.",
    severity: "medium",
    remediation: "Make every rule of the group a resource, or write every one inline.",
    frameworks: { pci: ["1.2.7"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/",
    checkStack: (stack) => {
        const rulesOf = stack.links(
            SECURITY_GROUP_RULES,
            "securityGroupId",
            [SECURITY_GROUP],
            ["id"],
        );
        for (const group of stack.of(SECURITY_GROUP)) {
            const [separate, ...others] = rulesOf.to(group);
            if (separate === undefined) {
                continue;
            }
            const isInlineOnly = (direction: "ingress" | "egress") => {
                // After a refresh a group shows the rules of the others, too, as if they were its own.
                const known = [separate, ...others]
                    .flatMap((resource) => trafficOf(resource, direction))
                    .map(({ traffic, properties: { protocol } }) =>
                        protocolAndPorts(traffic, protocol),
                    );
                return group
                    .each(direction)
                    .some((entry) => !known.includes(protocolAndPorts(entry, "protocol")));
            };
            if (isInlineOnly("ingress") || isInlineOnly("egress")) {
                group.fail(
                    `has rules inline, while ${separate.name} is a resource; make all of them the same`,
                );
            }
        }
    },
});
