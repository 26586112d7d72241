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

/** The median of the ratios within each round, which can be compared between machines. */
export function ratio(figures: Figures, of: string, to: string): void {
    const [a, b] = [figures.get(of) ?? [], figures.get(to) ?? []];
    const each = a.map((value, round) => value / (b[round] ?? Number.NaN));
    console.log(`${of} / ${to}: ${median(each).toFixed(2)}`);
}

function median(values: readonly number[]): number {
    return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function shown(value: string | number): string {
    return typeof value === "string" ? value : value.toFixed(value < 100 ? 1 : 0);
}
