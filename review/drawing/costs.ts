import type { Network } from "./network";

/** A fixed part of the network's bill, whatever the traffic. */
export interface CostLine {
    readonly what: string;
    readonly count: number;
    /** Of one, in USD a month. */
    readonly price: number;
}

/**
 * What the network costs a month without any traffic, where it costs anything. Orders of magnitude,
 * from the list prices of us-east-1: https://aws.amazon.com/privatelink/pricing/,
 * https://aws.amazon.com/vpc/pricing/
 */
export function fixedCosts({ endpoints, tiers, publicAddresses }: Network): CostLine[] {
    const addresses = endpoints
        .filter(({ kind }) => kind === "interface")
        .reduce((sum, { zones }) => sum + zones.length, 0);
    const natGateways = tiers
        .flatMap(({ subnets }) => subnets)
        .reduce((sum, subnet) => sum + subnet.natGateways, 0);
    return [
        { what: "interface endpoint, in one zone", count: addresses, price: 7 },
        { what: "NAT gateway", count: natGateways, price: 33 },
        { what: "public IPv4 address", count: publicAddresses, price: 3.6 },
    ].filter(({ count }) => count > 0);
}
