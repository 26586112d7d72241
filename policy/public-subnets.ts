import { Exact } from "./exact";
import type { Stack } from "./resource";
import { publicSubnets } from "./routes";

/** A violation for each public subnet that `property` of a resource of `types` names. */
export function mustNotNamePublicSubnets(
    stack: Stack,
    types: readonly string[],
    property: string,
): void {
    const subnets = new Exact(stack.of("aws:ec2/subnet:Subnet"));
    const open = publicSubnets(stack);
    for (const resource of stack.of(...types)) {
        for (const { name } of subnets.namedBy(resource, property).filter((one) => open.has(one))) {
            resource.fail(
                `subnet ${name} has a route to an internet gateway; name private subnets in ${property}`,
            );
        }
    }
}
