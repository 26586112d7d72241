import Table from "cli-table3";
import pc from "picocolors";

const LINES = ["top", "bottom", "left", "right", "mid"].flatMap((side) =>
    side === "mid"
        ? [side, "middle", "mid-mid", "left-mid", "right-mid"]
        : side === "top" || side === "bottom"
          ? [side, `${side}-mid`, `${side}-left`, `${side}-right`]
          : [side],
);

/** Rows as a table without lines. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const table = new Table({
        head: head.map((text) => pc.bold(text)),
        chars: Object.fromEntries(LINES.map((line) => [line, ""])),
        style: { "padding-left": 0, "padding-right": 2, head: [], border: [] },
    });
    table.push(...rows.map((row) => [...row]));
    return table.toString().replace(/ +$/gm, "");
}
