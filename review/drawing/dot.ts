import type { Flow } from "./flows";
import { type Attributes, dotAttributes, quoted } from "./html-label";
import { portLabel, portName } from "./labels";
import type { Box, Layout } from "./layout";
import { bandColours, PASSIVE, type Scene } from "./scene";

const DEFAULTS = [
    // Arrows go around what stands in their way, at a distance.
    `graph ${dotAttributes({ bgcolor: "white", pad: 0.25, splines: "true", esep: "+5" })}`,
    `node ${dotAttributes({ shape: "plain", fontname: "Helvetica" })}`,
    `edge ${dotAttributes({ penwidth: 1.6, arrowsize: 0.7 })}`,
];

/** All labels, for their sizes: nodes whose names are numbers, in the order of the scene. */
export function labelsOnly({ name, labels }: Scene): string {
    return digraph(
        name,
        [...labels.values()].map((label, index) => `${index} ${dotAttributes({ label })}`),
    );
}

/** The picture, for `neato -n`: it keeps the places of the nodes and finds ways for the arrows. */
export function placedNodes(scene: Scene, { vpc, bands, boxes }: Layout): string {
    const { name, labels, flows, colours } = scene;
    const frames = [...bands].flatMap(([band, box]) => {
        const [fillcolor, color] = bandColours(band);
        return frame(band, { style: "filled,rounded", fillcolor, color }, box);
    });
    const nodes = [...labels].flatMap(([key, label]) => {
        const box = boxes.get(key);
        return box === undefined
            ? []
            : [`${quoted(key)} ${dotAttributes({ label, pos: middleOf(box) })}`];
    });
    return digraph(name, [
        ...frame("vpc", { style: "rounded", color: PASSIVE }, vpc, frames),
        ...nodes,
        ...flows.map((flow) => arrow(flow, colours.get(flow.from.key) ?? PASSIVE)),
    ]);
}

function digraph(name: string, statements: readonly string[]): string {
    return [`digraph ${quoted(`network ${name}`)} {`, ...DEFAULTS, ...statements, "}", ""].join(
        "\n",
    );
}

/** A box around others; upwards is where y grows in Graphviz. */
function frame(
    name: string,
    style: Attributes,
    { x, y, width, height }: Box,
    content: readonly string[] = [],
): string[] {
    const bb = `${x},${-y - height},${x + width},${-y}`;
    return [
        `subgraph ${quoted(`cluster ${name}`)} {`,
        `graph ${dotAttributes({ ...style, bb })}`,
        ...content,
        "}",
    ];
}

function middleOf({ x, y, width, height }: Box): string {
    return `${x + width / 2},${-y - height / 2}`;
}

function arrow(flow: Flow, colour: string): string {
    const { from, to, why, missing } = flow;
    const port = portLabel(flow);
    const style: Attributes =
        missing === undefined ? { color: colour } : { color: PASSIVE, style: "dashed" };
    return (
        `${quoted(from.key)} -> ${quoted(to.key)}:${quoted(portName(port))}:w ` +
        dotAttributes({ ...style, tooltip: `${from.name} to ${to.name}, ${port}: ${why}` })
    );
}
