import assert from "node:assert/strict";
import { ItemFields } from "../../examples/tables-client/item-fields";
import { defineTable } from "../../tables/define-table";

const sessions = defineTable({
    name: "sessions",
    purpose: "Indexes that hold the TTL, and that do not.",
    attributes: {
        id: { type: "S", level: 0, holds: "Key." },
        user: { type: "S", level: 1, holds: "Key of indexes." },
        place: { type: "S", level: 1, holds: "Another attribute.", optional: true },
        end: { type: "N", level: 0, holds: "TTL." },
    },
    key: { hash: "id" },
    indexes: {
        whole: { hash: "user", projection: "ALL" },
        keys: { hash: "user", projection: "KEYS_ONLY" },
        "in-key": { hash: "user", range: "end", projection: "KEYS_ONLY" },
        named: { hash: "user", projection: ["end"] },
        other: { hash: "user", projection: ["place"] },
    },
    ttl: "end",
});

describe("examples: what a request asks for", () => {
    const fields = new ItemFields(sessions, undefined);

    for (const [index, names] of [
        [undefined, ["id", "user", "end"]],
        ["whole", ["id", "user", "end"]],
        ["keys", ["id", "user"]],
        ["in-key", ["id", "user", "end"]],
        ["named", ["id", "user", "end"]],
        ["other", ["id", "user"]],
    ] as const) {
        it(`is the key, what is wanted, and the TTL where ${index ?? "the table"} has it`, () => {
            assert.deepEqual(fields.projected(["user"], index), names);
        });
    }

    it("names nothing twice", () => {
        assert.deepEqual(fields.projected(["id", "end"]), ["id", "end"]);
    });
});
