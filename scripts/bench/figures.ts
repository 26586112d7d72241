import { plainTable } from "../../sandbox/cli/plain-table";

/** Values by what they are of, one for each round. */
export type Figures = Map<string, number[]>;

/** Notes down how many seconds `work` takes. */
export async function timed<Result>(figures: Figures, what: string, work: () => Promise<Result>) {
    const start = performance.now();
    const result = await work();
    add(figures, what, (performance.now() - start) / 1000);
    return result;
}

export function add(figures: Figures, what: string, value: number): void {
    figures.set(what, [...(figures.get(what) ?? []), value]);
}

/** A table of the figures: median, least, most. */
export function print(title: string, figures: Figures): void {
    const table = plainTable([title, "median", "least", "most"]);
    for (const [what, values] of figures) {
        table.push([what, median(values), Math.min(...values), Math.max(...values)].map(shown));
    }
    console.log(`\n${table.toString()}`);
}

/** What a figure is to keep to. One that misses it is told, and no more. */
export type Bar = readonly ["at most" | "at least", number];

/**
 * The median of the ratios within each round, which can be compared between machines; with the bar
 * that it has, if any.
 */
export function ratio(figures: Figures, of: string, to: string, bar?: Bar): void {
    const [a, b] = [figures.get(of) ?? [], figures.get(to) ?? []];
    const each = a.map((value, round) => value / (b[round] ?? Number.NaN));
    tell(`${of} / ${to}`, median(each), bar);
}

/** The median of a figure beside its bar. */
export function figure(figures: Figures, what: string, bar: Bar): void {
    tell(what, median(figures.get(what) ?? []), bar);
}

function tell(what: string, value: number, bar?: Bar): void {
    const digits = value < 0.1 ? 4 : 2;
    const found = Number.isNaN(value) ? "not measured on this system" : value.toFixed(digits);
    console.log(`${what}: ${found}${bar === undefined ? "" : ` (${judgement(value, bar)})`}`);
}

function judgement(value: number, [side, limit]: Bar): string {
    const isMet = side === "at most" ? value <= limit : value >= limit;
    return `bar ${side} ${limit}${Number.isNaN(value) ? "" : isMet ? ", met" : ", missed"}`;
}

function median(values: readonly number[]): number {
    return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function shown(value: string | number): string {
    return typeof value === "string"
        ? value
        : value.toFixed(value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0);
}
