import type { Mistake } from "./mistake";

/** What VPC block public access refuses: connections from the internet, or to it as well. */
export type BlockPublicAccess = "ingress" | "bidirectional";

/** The ways out of a network, as far as internet gateways carry them. */
export interface WaysOut {
    readonly nat: "none" | "single" | "perZone";
    /** An egress-only internet gateway. */
    readonly ipv6Egress: boolean;
}

/**
 * What block public access would break. It holds for every VPC of the account and region, also for
 * those that are not ours, and NAT and egress-only gateways pass only where nothing but `ingress` is
 * blocked (https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html).
 */
export function blockPublicAccessMistakes(
    mode: BlockPublicAccess,
    { nat, ipv6Egress }: WaysOut,
): Mistake[] {
    if (mode === "ingress") {
        return [];
    }
    const advice = (off: string) =>
        `must be ${off} where public access is blocked in both directions: nothing would get out; or block ingress alone`;
    return [
        ...(nat === "none" ? [] : [{ where: "nat", got: nat, advice: advice("none") }]),
        ...(ipv6Egress ? [{ where: "ipv6Egress", got: true, advice: advice("false") }] : []),
    ];
}
