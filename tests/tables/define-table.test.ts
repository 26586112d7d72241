import assert from "node:assert/strict";
import { defineTable } from "../../tables/define-table";
import { specMistakes } from "../../tables/mistakes";

// The compiler judges: each expected error is of one mistake, and one that is missing is an error.

const plain = {
    name: "orders",
    purpose: "What was ordered.",
    attributes: {
        id: { type: "S", level: 1, holds: "Who ordered." },
        at: { type: "N", level: 0, holds: "When." },
        maybe: { type: "B", level: 0, holds: "Perhaps something.", optional: true },
        paid: { type: "BOOL", level: 0, holds: "Whether it is paid." },
        card: { type: "S", level: 3, holds: "Number of the card." },
        due: { type: "N", level: 2, holds: "When it was due." },
    },
    key: { hash: "id", range: "at" },
} as const;

const scaled = { min: 1, max: 2 };

describe("defineTable", () => {
    it("gives back what it is given", () => {
        const spec = defineTable({
            ...plain,
            indexes: { sparse: { hash: "maybe", range: "at", projection: ["paid", "card"] } },
            localIndexes: { local: { range: "maybe", projection: ["due"] } },
            ttl: "at",
            capacity: {
                mode: "provisioned",
                read: scaled,
                write: scaled,
                indexes: { sparse: { read: scaled, write: scaled } },
            },
            access: { read: { attributes: ["paid", "card"] }, write: { ownItemsByTag: "id" } },
        });
        assert.deepEqual(spec.attributes, plain.attributes);
        assert.deepEqual(specMistakes(spec), []);
    });
});

/** Never run: for the compiler alone. */
export function mistakes(): void {
    const { attributes } = plain;

    // Keys of the table.
    // @ts-expect-error no such attribute
    defineTable({ ...plain, key: { hash: "idd" } });
    // @ts-expect-error no such attribute
    defineTable({ ...plain, key: { hash: "id", range: "att" } });
    // @ts-expect-error of a type that is no key's
    defineTable({ ...plain, key: { hash: "paid" } });
    // @ts-expect-error it is encrypted
    defineTable({ ...plain, key: { hash: "id", range: "due" } });
    // @ts-expect-error may be absent
    defineTable({ ...plain, key: { hash: "maybe" } });
    // @ts-expect-error no partition key
    defineTable({ ...plain, key: { range: "at" } });
    // @ts-expect-error no such property
    defineTable({ ...plain, key: { hash: "id", rang: "at" } });

    // Indexes.
    // @ts-expect-error no such attribute
    defineTable({ ...plain, indexes: { one: { hash: "idd", projection: "ALL" } } });
    // @ts-expect-error no such attribute
    defineTable({ ...plain, indexes: { one: { hash: "id", range: "att", projection: "ALL" } } });
    // @ts-expect-error of a type that is no key's
    defineTable({ ...plain, indexes: { one: { hash: "paid", projection: "ALL" } } });
    // @ts-expect-error it is encrypted
    defineTable({ ...plain, indexes: { one: { hash: "card", projection: "ALL" } } });
    // @ts-expect-error no such attribute
    defineTable({ ...plain, indexes: { one: { hash: "at", projection: ["paid", "payed"] } } });
    // @ts-expect-error no projection
    defineTable({ ...plain, indexes: { one: { hash: "at" } } });
    // @ts-expect-error no such property
    defineTable({ ...plain, indexes: { one: { hash: "at", rang: "id", projection: "ALL" } } });
    // @ts-expect-error no such attribute
    defineTable({ ...plain, localIndexes: { one: { range: "att", projection: "ALL" } } });
    // @ts-expect-error it is encrypted
    defineTable({ ...plain, localIndexes: { one: { range: "due", projection: "ALL" } } });
    // @ts-expect-error no such attribute
    defineTable({ ...plain, localIndexes: { one: { range: "maybe", projection: ["payed"] } } });
    const hashed = { hash: "at", range: "maybe", projection: "ALL" } as const;
    // @ts-expect-error a local index has the table's partition key
    defineTable({ ...plain, localIndexes: { hashed } });

    // TTL.
    // @ts-expect-error no such attribute
    defineTable({ ...plain, ttl: "until" });
    // @ts-expect-error it is no number
    defineTable({ ...plain, ttl: "id" });
    // @ts-expect-error it is encrypted
    defineTable({ ...plain, ttl: "due" });

    // Capacity.
    const provisioned = { mode: "provisioned", read: scaled, write: scaled } as const;
    const one = { read: scaled, write: scaled };
    // @ts-expect-error the table has no index
    defineTable({ ...plain, capacity: { ...provisioned, indexes: { one } } });
    const indexed = { ...plain, indexes: { two: { hash: "at", projection: "ALL" } } } as const;
    // @ts-expect-error no such index
    defineTable({ ...indexed, capacity: { ...provisioned, indexes: { one } } });
    const units = { read: 1, write: 1 };
    // @ts-expect-error a ceiling is for what is on demand
    defineTable({ ...plain, capacity: { ...provisioned, ceiling: units } });

    // Access.
    // @ts-expect-error no such attribute
    defineTable({ ...plain, access: { read: { attributes: ["payed"] } } });
    // @ts-expect-error no such attribute
    defineTable({ ...plain, access: { write: { attributes: ["paid", "payed"] } } });

    // Attributes, and what is misspelt.
    // @ts-expect-error no such type
    defineTable({ ...plain, attributes: { ...attributes, x: { type: "T", level: 0, holds: "" } } });
    // @ts-expect-error no such level
    defineTable({ ...plain, attributes: { ...attributes, x: { type: "S", level: 4, holds: "" } } });
    // @ts-expect-error nothing said of what it holds
    defineTable({ ...plain, attributes: { ...attributes, x: { type: "S", level: 0 } } });
    const misspelt = { type: "S", level: 0, holds: "", optionl: true } as const;
    // @ts-expect-error no such property
    defineTable({ ...plain, attributes: { ...attributes, x: misspelt } });
    // @ts-expect-error no such property
    defineTable({ ...plain, tll: "at" });
}
