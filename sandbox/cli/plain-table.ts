import Table from "cli-table3";
import pc from "picocolors";

/** A table without lines, for a terminal. */
export function plainTable(head: readonly string[]) {
    return new Table({
        head: head.map((text) => pc.bold(text)),
        chars: Object.fromEntries(
            [
                "top",
                "top-mid",
                "top-left",
                "top-right",
                "bottom",
                "bottom-mid",
                "bottom-left",
                "bottom-right",
                "left",
                "left-mid",
                "mid",
                "mid-mid",
                "right",
                "right-mid",
                "middle",
            ].map((part) => [part, ""]),
        ),
        style: { "padding-left": 0, "padding-right": 2, head: [], border: [] },
    });
}
