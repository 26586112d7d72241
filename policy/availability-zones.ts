import { Exact } from "./exact";
import { UNKNOWN } from "./inspect";
import type { Resource, Stack } from "./resource";

/** A violation unless a subnet group names subnets enough for `count` zones. */
export function mustNameSubnets(group: Resource, count: number): void {
    const subnets = group.partly("subnetIds");
    if (Array.isArray(subnets) && subnets.length < count) {
        group.fail(`names ${subnets.length} subnets; name those of ${count} availability zones`);
    }
}

/** A violation for each subnet group whose subnets, as far as they are of this stack, share zones. */
export function mustSpanZones(stack: Stack, type: string, count: number): void {
    const subnets = new Exact(stack.of("aws:ec2/subnet:Subnet"));
    for (const group of stack.of(type)) {
        const named = subnets.namedBy(group, "subnetIds");
        const zones = new Set(
            named.map((one) => one.read("availabilityZone") ?? one.read("availabilityZoneId")),
        );
        const isTold = !zones.has(UNKNOWN) && !zones.has(undefined);
        const { length } = group.values("subnetIds");
        // Each subnet that is made elsewhere may be in another zone.
        const atMost = zones.size + length - named.length;
        if (isTold && length >= count && atMost < count) {
            group.fail(
                `its subnets are all in ${[...zones].join(", ")}; name those of ${count} availability zones`,
            );
        }
    }
}
