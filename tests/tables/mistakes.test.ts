import assert from "node:assert/strict";
import { specMistakes, specsMistakes } from "../../tables/mistakes";
import type { TableSpec } from "../../tables/table-spec";
import { TABLES } from "../../tables/tables";
import { GOOD, refuses, strings, told } from "./specs";

const POSSIBLE = "customer, number, placedAt, digest, expiresAt can be keys";
const CIPHERTEXT = "it is stored as ciphertext, by which nothing is found";

describe("a spec", () => {
    it("that is right has no mistakes, and so have the platform's", () => {
        assert.deepEqual(specMistakes(GOOD), []);
        assert.deepEqual(specsMistakes(TABLES), []);
    });

    it("may be no more than a key", () => {
        const spec = {
            name: "ids",
            purpose: "Ids.",
            attributes: strings("id"),
            key: { hash: "id" },
        };
        assert.deepEqual(specMistakes(spec), []);
    });

    it("may have a key as its TTL", () => {
        assert.deepEqual(specMistakes({ ...GOOD, ttl: "number" }), []);
    });

    it("is told everything that is wrong with it at once", () => {
        const spec: TableSpec = {
            ...GOOD,
            name: "o",
            key: { hash: "id", range: "number" },
            ttl: "customer",
            cache: { itemSeconds: 0, querySeconds: -1 },
        };
        assert.deepEqual(
            specMistakes(spec).map(({ where }) => where),
            ["name", "key.hash", "ttl", "cache.itemSeconds", "cache.querySeconds"],
        );
    });
});

describe("specs together", () => {
    it("are told whose mistake it is, and of two tables of one name", () => {
        assert.deepEqual(told(specsMistakes([GOOD, { ...GOOD, ttl: "paid" }, ...TABLES])), [
            [
                "orders.ttl",
                "paid",
                "must be an attribute of type N, and of level 0 or 1: what is encrypted tells DynamoDB no time",
            ],
            ["orders.name", "orders", "must be the name of one table alone"],
        ]);
    });
});

describe("a spec is wrong with", () => {
    const name =
        "must be 3 to 247 of a-z, A-Z, 0-9, _, . and -: AWS takes 255, and the physical name has 8 more";
    refuses([
        ["a name that is too short", { name: "ab" }, ["name", "ab", name]],
        ["a name that is too long", { name: "a".repeat(248) }, ["name", "a".repeat(248), name]],
        ["a name with a space", { name: "my table" }, ["name", "my table", name]],
        ["no purpose", { purpose: " " }, ["purpose", " ", "must say what is in the table"]],
    ]);

    it("names of attributes that are no names", () => {
        const long = "é".repeat(128);
        const attributes = { ...GOOD.attributes, ...strings("", long, `${"é".repeat(127)}e`) };
        const advice = "must have a name of 1 to 255 bytes in UTF-8";
        assert.deepEqual(told(specMistakes({ ...GOOD, attributes })), [
            ["attributes.", "", advice],
            [`attributes.${long}`, long, advice],
        ]);
    });

    it("an attribute that holds nobody knows what", () => {
        const paid = { ...GOOD.attributes.paid, holds: "" };
        assert.deepEqual(
            told(specMistakes({ ...GOOD, attributes: { ...GOOD.attributes, paid } })),
            [["attributes.paid.holds", "", "must say what it holds"]],
        );
    });
});

describe("a table's key is wrong with", () => {
    refuses([
        [
            "an attribute that is not there",
            { key: { hash: "id", range: "toString" } },
            ["key.hash", "id", `must be an attribute; ${POSSIBLE}`],
            ["key.range", "toString", `must be an attribute; ${POSSIBLE}`],
        ],
        [
            "a type that is no key's",
            {
                key: { hash: "customer", range: "paid" },
                indexes: undefined,
                capacity: undefined,
            },
            ["key.range", "paid", "must be of type S, N or B to be a key, and not BOOL"],
        ],
        [
            "a level that is encrypted",
            { key: { hash: "customer", range: "dueAt" } },
            ["key.range", "dueAt", `must be of level 0 or 1 to be a key: of level 3 ${CIPHERTEXT}`],
        ],
        [
            "an attribute that may be absent",
            { key: { hash: "customer", range: "digest" } },
            ["key.range", "digest", "must not be optional: DynamoDB refuses items without it"],
        ],
        [
            "one attribute twice",
            { key: { hash: "customer", range: "customer" } },
            ["key.range", "customer", "must be another attribute than hash"],
        ],
    ]);
});

describe("a TTL is wrong that", () => {
    const advice =
        "must be an attribute of type N, and of level 0 or 1: what is encrypted tells DynamoDB no time";
    refuses([
        ["is not there", { ttl: "endsAt" }, ["ttl", "endsAt", advice]],
        ["is no number", { ttl: "digest" }, ["ttl", "digest", advice]],
        ["is encrypted", { ttl: "dueAt" }, ["ttl", "dueAt", advice]],
        [
            "is of the lowest level that is encrypted",
            {
                ttl: "dueAt",
                attributes: {
                    ...GOOD.attributes,
                    dueAt: { type: "N", level: 2, holds: "When it was due." },
                },
            },
            ["ttl", "dueAt", advice],
        ],
    ]);
});

describe("what is cached is wrong with", () => {
    const item = "must be a whole number of seconds, at least 1: DAX takes 0 for no end";
    const query = "must be a whole number of seconds; with 0, DAX keeps no queries";
    refuses([
        [
            "items that never end",
            { cache: { itemSeconds: 0, querySeconds: 60 } },
            ["cache.itemSeconds", 0, item],
        ],
        [
            "parts of seconds",
            { cache: { itemSeconds: 1.5, querySeconds: 0.5 } },
            ["cache.itemSeconds", 1.5, item],
            ["cache.querySeconds", 0.5, query],
        ],
        [
            "less than no time",
            { cache: { itemSeconds: 60, querySeconds: -1 } },
            ["cache.querySeconds", -1, query],
        ],
    ]);
});

describe("access is wrong with", () => {
    const key = "must be the key of a tag: 1 to 128 of a-z, A-Z, 0-9, _, ., :, /, =, +, @ and -";
    refuses([
        [
            "no attribute",
            { access: { read: { attributes: [] } } },
            ["access.read.attributes", [], "must name attributes; leave it out for all of them"],
        ],
        [
            "an attribute that is not there",
            { access: { write: { attributes: ["paid", "payed"] } } },
            ["access.write.attributes[1]", "payed", "must be an attribute of the table"],
        ],
        [
            "an attribute twice",
            { access: { read: { attributes: ["paid", "expiresAt", "paid"] } } },
            ["access.read.attributes[2]", "paid", "must stand there once"],
        ],
        [
            "a reader who does not see what has expired",
            { access: { read: { attributes: ["paid", "card"] } } },
            [
                "access.read.attributes",
                ["paid", "card"],
                "must name expiresAt, the TTL: what has expired is there for days more, and readers leave it out by that",
            ],
        ],
        [
            "a tag that could be no tag's key",
            { access: { read: { ownItemsByTag: "${user}" }, write: { ownItemsByTag: "" } } },
            ["access.read.ownItemsByTag", "${user}", key],
            ["access.write.ownItemsByTag", "", key],
        ],
        [
            "a tag where partition keys are numbers",
            { key: { hash: "number", range: "customer" } },
            [
                "access.read.ownItemsByTag",
                "customer:id",
                "must be absent where the partition key is no string: a tag's value is one",
            ],
        ],
    ]);
});
