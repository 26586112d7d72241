import { defineTable } from "./define-table";

export const tokens = defineTable({
    name: "tokens",
    purpose: "Tokens that stand for level-3 values, until they expire.",
    attributes: {
        token: { type: "S", level: 0, holds: "The token: random, it tells nothing of the value." },
        userId: { type: "S", level: 1, holds: "Whose value it is, by the id of the database." },
        value: { type: "S", level: 3, holds: "The value that the token stands for." },
        hint: {
            type: "S",
            level: 2,
            holds: "The end of the value, by which the person knows it.",
            optional: true,
        },
        expiresAt: { type: "N", level: 0, holds: "Second (Unix time) after which it is deleted." },
    },
    key: { hash: "token" },
    indexes: {
        // All tokens of a person, to revoke them.
        "by-user": { hash: "userId", projection: "KEYS_ONLY" },
    },
    ttl: "expiresAt",
});
