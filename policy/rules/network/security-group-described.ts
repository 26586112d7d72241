import { rule } from "../../rule";
import { SECURITY_GROUP, SECURITY_GROUP_TRAFFIC, trafficOf } from "../../security-groups";

/** What the provider writes where nothing is said. */
const DEFAULTS = ["Managed by Pulumi", "Managed by Terraform"];

export const securityGroupDescribed = rule({
    name: "security-group-described",
    description: "Every security group, and every rule of one, says what it is for.",
    why: "A rule that nobody can explain is one that nobody dares to take away.",
    severity: "low",
    remediation:
        "Set description, of the group and of each rule; a group's cannot be changed later.",
    frameworks: { pci: ["1.2.5"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    level: "advisory",
    types: SECURITY_GROUP_TRAFFIC,
    check: (resource) => {
        const parts = [
            ...(resource.type === SECURITY_GROUP ? [resource] : []),
            ...(["ingress", "egress"] as const)
                .flatMap((direction) => trafficOf(resource, direction))
                .map(({ traffic }) => traffic),
        ];
        for (const part of parts) {
            const description = part.read("description");
            if (!part.has("description") || DEFAULTS.includes(String(description))) {
                part.fail("does not say what it is for; set description");
            }
        }
    },
});
