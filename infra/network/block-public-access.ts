import type { Exits } from "./flow-matrix";
import type { Mistake } from "../mistake";

/** What VPC block public access refuses: connections from the internet, or to it as well. */
export type BlockPublicAccess = "ingress" | "bidirectional";

/**
 * What block public access would break. It holds for every VPC of the account and region, also for
 * those that are not ours, and NAT and egress-only gateways pass only where nothing but `ingress` is
 * blocked (https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html).
 */
export function blockPublicAccessMistakes(mode: BlockPublicAccess, exits: Exits): Mistake[] {
    const used = [...(exits.ipv4 ? ["nat"] : []), ...(exits.ipv6 ? ["ipv6Egress"] : [])];
    return mode === "ingress" || used.length === 0
        ? []
        : [
              {
                  where: "accountWideBlockPublicAccess",
                  got: mode,
                  advice: `must be ingress where there is a way out, by ${used.join(" and ")}: in both directions nothing would get through it`,
              },
          ];
}
