import type { Flow } from "./flows";

/** Width and height, in points. */
export interface Size {
    readonly width: number;
    readonly height: number;
}

/** A rectangle by its upper left corner; y grows downwards. */
export interface Box extends Size {
    readonly x: number;
    readonly y: number;
}

/** What is to be placed. Sizes are asked for by the keys of sides, and the names of bands. */
export interface Parts {
    /** From the top; each begins with its subnets. */
    readonly bands: readonly { readonly name: string; readonly keys: readonly string[] }[];
    /** What stands above everything and what stands below it. */
    readonly title: string;
    readonly legend: string;
    /** Sides that connect to something in the VPC, or from there are connected to. */
    readonly entering: readonly string[];
    readonly leaving: readonly string[];
    readonly flows: readonly Pick<Flow, "from" | "to">[];
    readonly size: (key: string) => Size;
}

/** Where everything stands. */
export interface Layout {
    readonly vpc: Box;
    readonly bands: ReadonlyMap<string, Box>;
    /** By the key of the side, and for the subnets of a band by its name. */
    readonly boxes: ReadonlyMap<string, Box>;
}

const PAD = 12;
const BETWEEN = { bands: 10, stacked: 18, columns: 84 };

/**
 * Bands below each other. In each of them its subnets, and then its peers in columns: to the right
 * of all that connects to them. What enters stands above the VPC, what is left for to its right.
 */
export function layOut(parts: Parts): Layout {
    const { bands, entering, leaving, flows, size } = parts;
    const boxes = new Map<string, Box>();
    const put = (key: string, x: number, y: number) => boxes.set(key, { x, y, ...size(key) });
    /** Puts one below the other, their middles at `middle`, whoever has sources further up first. */
    const stack = (keys: readonly string[], x: number, middle: number) => {
        let y = middle - stackHeight(keys, size) / 2;
        for (const key of bySources(keys, flows, boxes)) {
            put(key, x, y);
            y += size(key).height + BETWEEN.stacked;
        }
    };

    const columns = columnsOf(
        bands.flatMap(({ keys }) => keys),
        flows,
    );
    const left = PAD + Math.max(0, ...bands.map(({ name }) => size(name).width)) + 2 * PAD;
    const starts: number[] = [];
    let right = left;
    for (const column of columns) {
        starts.push(right);
        right += widest(column, size) + BETWEEN.columns;
    }
    right += PAD - (columns.length === 0 ? 0 : BETWEEN.columns);

    let x = left;
    for (const key of entering) {
        put(key, x, 0);
        x += size(key).width + BETWEEN.stacked;
    }
    const top = entering.length === 0 ? 0 : stackHeight(entering.slice(0, 1), size) + 28;
    let y = top + PAD;
    const placed = new Map<string, Box>();
    for (const { name, keys } of bands) {
        const stacks = columns.map((column) => column.filter((key) => keys.includes(key)));
        const heights = [size(name).height, ...stacks.map((keys) => stackHeight(keys, size))];
        const height = Math.max(...heights) + 2 * PAD;
        placed.set(name, { x: 0, y, width: right, height });
        put(name, PAD, y + (height - size(name).height) / 2);
        stacks.forEach((keys, column) => {
            stack(keys, starts[column] ?? 0, y + height / 2);
        });
        y += height + BETWEEN.bands;
    }
    const bottom = y - BETWEEN.bands + PAD;
    stack(leaving, right + PAD + BETWEEN.columns / 2, (top + bottom) / 2);
    put(parts.title, -PAD, -size(parts.title).height - PAD);
    put(parts.legend, -PAD, bottom + PAD);
    return {
        vpc: { x: -PAD, y: top, width: right + 2 * PAD, height: bottom - top },
        bands: placed,
        boxes,
    };
}

/** Peers by the length of the longest way to them; a circle is broken where it closes. */
function columnsOf(keys: readonly string[], flows: Parts["flows"]): string[][] {
    const depths = new Map<string, number>();
    const depthOf = (key: string, way: readonly string[]): number => {
        const known = depths.get(key);
        if (known !== undefined) {
            return known;
        }
        const sources = flows
            .filter(({ from, to }) => to.key === key && keys.includes(from.key))
            .map(({ from }) => from.key)
            .filter((source) => source !== key && !way.includes(source));
        const depth = Math.max(-1, ...sources.map((from) => depthOf(from, [...way, key]))) + 1;
        depths.set(key, depth);
        return depth;
    };
    const columns: string[][] = [];
    for (const key of keys) {
        (columns[depthOf(key, [])] ??= []).push(key);
    }
    return Array.from(columns, (column: string[] | undefined) => column ?? []);
}

/** In the order of the middles of what connects to them, as far as that is placed already. */
function bySources(
    keys: readonly string[],
    flows: Parts["flows"],
    boxes: ReadonlyMap<string, Box>,
): string[] {
    const middle = (key: string) => {
        const sources = flows
            .filter(({ to }) => to.key === key)
            .flatMap(({ from }) => boxes.get(from.key) ?? []);
        const sum = sources.reduce((total, { y, height }) => total + y + height / 2, 0);
        return sources.length === 0 ? 0 : sum / sources.length;
    };
    return keys.toSorted((a, b) => middle(a) - middle(b));
}

function stackHeight(keys: readonly string[], size: Parts["size"]): number {
    const heights = keys.map((key) => size(key).height);
    const gaps = Math.max(0, keys.length - 1) * BETWEEN.stacked;
    return heights.reduce((sum, height) => sum + height, gaps);
}

function widest(keys: readonly string[], size: Parts["size"]): number {
    return Math.max(0, ...keys.map((key) => size(key).width));
}
