import pc from "picocolors";
import { plainTable } from "../data/plain-table";
import { type Access, isFault, type Mark } from "./finding";

export const FORMATS = ["table", "csv", "json"] as const;

export type Format = (typeof FORMATS)[number];

/** The accesses, and what else there is to say of how they were found. */
export interface Review {
    readonly accesses: readonly Access[];
    /** What was not looked at, and why. */
    readonly notes: readonly string[];
}

const HEAD = ["who", "may", "what", "in detail", "by", "only if", "marked"] as const;

/** A review as text that ends with a newline. */
export function written({ accesses, notes }: Review, format: Format): string {
    switch (format) {
        case "json":
            return `${JSON.stringify({ accesses, notes }, null, 4)}\n`;
        case "csv":
            // Notes are no rows: who reads the file with a program wants accesses alone.
            return [["area", ...HEAD], ...accesses.map((one) => [one.area, ...cells(one)])]
                .map((row) => `${row.map(csvCell).join(",")}\r\n`)
                .join("");
        case "table":
            return table(accesses, notes);
    }
}

function table(accesses: readonly Access[], notes: readonly string[]): string {
    const parts = (["aws", "database"] as const).flatMap((area) => {
        const rows = accesses.filter((access) => access.area === area);
        const title = area === "aws" ? "By IAM and policies" : "In the database";
        return rows.length === 0
            ? []
            : [`${pc.bold(title)} (${rows.length})\n\n${plainTable(HEAD, rows.map(cells))}`];
    });
    const faults = accesses.filter(isFault).length;
    const looks = accesses.filter(({ marks }) => marks.length > 0).length - faults;
    const count = `${accesses.length} accesses: ${faults} too wide or unused, ${looks} to look at`;
    return `${[...parts, ...notes.map((note) => `Not looked at: ${note}`), count].join("\n\n")}\n`;
}

function cells({ who, kind, what, detail, by, onlyIf, marks }: Access): string[] {
    return [who, kind, what, detail, by.join(", "), onlyIf.join(", "), marks.map(told).join("; ")];
}

function told({ kind, reason }: Mark): string {
    return `${kind}: ${reason}`;
}

/** A cell that no spreadsheet takes for a formula. */
function csvCell(text: string): string {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
