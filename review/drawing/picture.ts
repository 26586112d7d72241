import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { labelsOnly, placedNodes } from "./dot";
import { layOut, type Size } from "./layout";
import type { Network } from "./network";
import { type Scene, sceneOf } from "./scene";

const POINTS_PER_INCH = 72;

/**
 * The network as SVG, on white; the same network always gives the same bytes.
 * Graphviz measures the labels, and draws the arrows between what was placed by that.
 */
export async function drawNetwork(network: Network, environment: string): Promise<string> {
    const graphviz = await Graphviz.load();
    const scene = sceneOf(network, environment);
    const sizes = sizesOf(scene, graphviz.layout(labelsOnly(scene), "plain", "dot"));
    const size = (key: string) => sizes.get(key) ?? { width: 0, height: 0 };
    const svg = graphviz.layout(placedNodes(scene, layOut({ ...scene, size })), "svg", "nop");
    // Arial has the same widths, and there is one of the two on every machine.
    return svg.replaceAll("Helvetica,sans-Serif", "Helvetica,Arial,sans-serif");
}

/** Reads `node NAME X Y WIDTH HEIGHT ...` of each label, in inches. */
function sizesOf({ labels }: Scene, plain: string): ReadonlyMap<string, Size> {
    const keys = [...labels.keys()];
    const nodes = [...plain.matchAll(/^node (\d+) \S+ \S+ (\S+) (\S+)/gm)];
    return new Map(
        nodes.map(([, index, width, height]) => [
            keys[Number(index)] ?? "",
            { width: Number(width) * POINTS_PER_INCH, height: Number(height) * POINTS_PER_INCH },
        ]),
    );
}
