import type { TableSpec } from "./table-spec";

/** The tables of the platform. */
export const TABLES = [
    {
        name: "consents",
        purpose: "Which purposes a person has consented to, since when, and when it was withdrawn.",
        piiLevel: 1,
        keys: { userId: "S", purpose: "S", changedAt: "S" },
        hashKey: "userId",
        rangeKey: "purpose",
        indexes: [
            {
                // Everybody who consented to a purpose, the latest change first.
                name: "by-purpose",
                hashKey: "purpose",
                rangeKey: "changedAt",
                projection: "ALL",
            },
        ],
    },
    {
        name: "tokens",
        purpose: "Tokens that stand for level-3 values, until they expire.",
        piiLevel: 3,
        keys: { token: "S", userId: "S" },
        hashKey: "token",
        indexes: [
            {
                // All tokens of a person, to revoke them.
                name: "by-user",
                hashKey: "userId",
                projection: "KEYS_ONLY",
            },
        ],
        ttlAttribute: "expiresAt",
    },
] as const satisfies readonly TableSpec[];

export type TableName = (typeof TABLES)[number]["name"];
