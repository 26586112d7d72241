import type { StateResource } from "../engine/state";
import { load } from "./repository";

/**
 * Number of the platform's resources by layer, as their components tell: a component's type names
 * its layer (`pii:<layer>:<Class>`), and what is in it belongs to it. In the order of the layers.
 */
export function countByLayer(resources: readonly StateResource[]): Map<string, number> {
    const { LAYERS } = load("./stacks/layers") as { LAYERS: readonly string[] };
    const counts = new Map(LAYERS.map((layer) => [layer, 0]));
    for (const { urn } of resources) {
        const types = urn.split("::")[2] ?? "";
        const layer = /^pii:([a-z]+):/.exec(types)?.[1];
        if (layer !== undefined) {
            counts.set(layer, (counts.get(layer) ?? 0) + 1);
        }
    }
    return counts;
}
