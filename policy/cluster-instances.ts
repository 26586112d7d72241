import { CLUSTER, CLUSTER_INSTANCE } from "./databases";
import { UNKNOWN } from "./inspect";
import type { Stack, StackResource } from "./resource";

/** Which instances of this stack are in which of its clusters. */
export function clustersOf(stack: Stack) {
    return stack.links(
        [CLUSTER_INSTANCE],
        "clusterIdentifier",
        [CLUSTER],
        ["clusterIdentifier", "id"],
    );
}

/**
 * A violation for each instance where neither it nor its cluster passes at `path`. What an instance
 * does not say its cluster may, so one whose cluster is made elsewhere is not judged.
 * @param instances those that are asked
 */
export function mustHaveOrInherit(
    stack: Stack,
    path: string,
    test: (value: unknown) => boolean,
    message: string,
    instances: readonly StackResource[] = stack.of(CLUSTER_INSTANCE),
): void {
    const clusters = clustersOf(stack);
    for (const instance of instances) {
        const [cluster] = clusters.from(instance);
        const values =
            cluster === undefined ? [UNKNOWN] : [instance.read(path), cluster.read(path)];
        if (!values.some((value) => value === UNKNOWN || test(value))) {
            instance.fail(message);
        }
    }
}
