import assert from "node:assert/strict";
import { specMistakes } from "../../tables/mistakes";
import type { SpecMistake } from "../../tables/spec-mistake";
import type { Attributes, TableSpec } from "../../tables/table-spec";

/** A right spec that uses everything. */
export const GOOD = {
    name: "orders",
    purpose: "What was ordered.",
    attributes: {
        customer: { type: "S", level: 1, holds: "Who ordered." },
        number: { type: "N", level: 0, holds: "Number of the order." },
        placedAt: { type: "N", level: 0, holds: "When it was placed." },
        digest: { type: "B", level: 0, holds: "Digest of its terms.", optional: true },
        paid: { type: "BOOL", level: 0, holds: "Whether it is paid." },
        address: { type: "M", level: 2, holds: "Where it goes." },
        card: { type: "S", level: 3, holds: "Number of the card.", optional: true },
        dueAt: { type: "N", level: 3, holds: "When it was due." },
        expiresAt: { type: "N", level: 0, holds: "When it is deleted." },
    },
    key: { hash: "customer", range: "number" },
    indexes: {
        "by-digest": { hash: "digest", projection: "KEYS_ONLY" },
        "by-number": { hash: "number", range: "placedAt", projection: ["paid", "card"] },
    },
    localIndexes: { "by-time": { range: "placedAt", projection: ["address"] } },
    ttl: "expiresAt",
    stream: "NEW_AND_OLD_IMAGES",
    tableClass: "STANDARD_INFREQUENT_ACCESS",
    capacity: {
        mode: "provisioned",
        read: { min: 1, max: 1 },
        write: { min: 5, max: 100, targetPercent: 90 },
        indexes: {
            "by-number": { read: { min: 1, max: 2, targetPercent: 20 }, write: { min: 1, max: 2 } },
        },
    },
    cache: { itemSeconds: 1, querySeconds: 0 },
    access: {
        read: {
            attributes: ["customer", "number", "paid", "expiresAt"],
            ownItemsByTag: "customer:id",
        },
        write: { attributes: ["paid"] },
    },
} as const satisfies TableSpec;

/** Attributes of these names, each a string that is not personal. */
export function strings(...names: readonly string[]): Attributes {
    return Object.fromEntries(
        names.map((name) => [name, { type: "S", level: 0, holds: `The ${name}.` } as const]),
    );
}

export function range(count: number): number[] {
    return Array.from({ length: count }, (_, index) => index);
}

export type Told = [where: string, got: unknown, advice: string];

export function told(mistakes: readonly SpecMistake[]): Told[] {
    return mistakes.map(({ where, got, advice }) => [where, got, advice]);
}

/** A test for each: the good spec, changed, has exactly these mistakes. */
export function refuses(
    cases: readonly [what: string, change: Partial<TableSpec>, ...mistakes: Told[]][],
): void {
    for (const [what, change, ...mistakes] of cases) {
        it(what, () => {
            assert.deepEqual(told(specMistakes({ ...GOOD, ...change })), mistakes);
        });
    }
}
