import { type Column, namesOf, type Part, relation } from "./types";

const columns = {
    name: { level: 0, holds: "file name of the migration." },
    checksum: {
        level: 0,
        holds: "SHA-256 of the file with LF line ends; an edited file is refused.",
    },
    applied_at: { level: 0, holds: "when it was applied." },
    applied_by: { level: 0, holds: "login role that applied it." },
    duration_ms: { level: 0, holds: "how long its statements took, in milliseconds." },
} as const satisfies Readonly<Record<string, Column>>;

/** What the runner keeps of the migrations. */
export const LEDGER: Part = {
    relations: {
        "pii_migrations.ledger": relation({
            kind: "table",
            purpose: "One row per applied migration; written in the transaction that applied it.",
            columns,
            // It says whether all have been.
            rights: { pii_caretaker: { select: namesOf(columns) } },
        }),
    },
    routines: {},
};
