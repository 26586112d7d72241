import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { FieldCipher, type FieldKeys } from "../../examples/tables-client/field-cipher";
import { TableClient } from "../../examples/tables-client/table-client";
import { consents } from "../../tables/consents";
import { defineTable } from "../../tables/define-table";
import type { Item } from "../../tables/item";
import { tokens } from "../../tables/tokens";
import { KeyService, LEVEL_2_KEY, LEVEL_3_KEY } from "./kms";
import { TableServer } from "./tables";
import { anyValue, bytes, number } from "./values";

/** Every type, in clear and encrypted once and twice. */
const all = defineTable({
    name: "all",
    purpose: "One attribute of each type at each way of storing it.",
    attributes: {
        id: { type: "B", level: 1, holds: "Key." },
        at: { type: "N", level: 0, holds: "Key." },
        s1: { type: "S", level: 1, holds: "Clear.", optional: true },
        l0: { type: "L", level: 0, holds: "Clear.", optional: true },
        s2: { type: "S", level: 2, holds: "Encrypted.", optional: true },
        n2: { type: "N", level: 2, holds: "Encrypted.", optional: true },
        b2: { type: "B", level: 2, holds: "Encrypted.", optional: true },
        bool2: { type: "BOOL", level: 2, holds: "Encrypted.", optional: true },
        ss3: { type: "SS", level: 3, holds: "Encrypted.", optional: true },
        ns3: { type: "NS", level: 3, holds: "Encrypted.", optional: true },
        l3: { type: "L", level: 3, holds: "Encrypted.", optional: true },
        m3: { type: "M", level: 3, holds: "Encrypted.", optional: true },
    },
    key: { hash: "id", range: "at" },
    indexes: { "by-s1": { hash: "s1", projection: ["s2"] } },
    localIndexes: { "by-id-s1": { range: "s1", projection: "ALL" } },
});

const set = <T>(values: fc.Arbitrary<T>) =>
    fc.array(values, { minLength: 1, maxLength: 4 }).map((found) => new Set(found));

const anyItem: fc.Arbitrary<Item<typeof all>> = fc.record(
    {
        id: bytes,
        at: number,
        s1: fc.string({ minLength: 1 }),
        l0: fc.array(anyValue, { maxLength: 3 }),
        s2: fc.string(),
        n2: number,
        b2: bytes,
        bool2: fc.boolean(),
        ss3: set(fc.string({ minLength: 1 })),
        ns3: set(number),
        l3: fc.array(anyValue, { maxLength: 3 }),
        m3: fc.dictionary(
            fc.string({ minLength: 1 }).filter((name) => name !== "__proto__"),
            anyValue,
            { maxKeys: 3, noNullPrototype: true },
        ),
    },
    { requiredKeys: ["id", "at"], noNullPrototype: true },
);

const SECOND = 1_800_000_000;

const token = {
    token: "t-1",
    userId: "u-1",
    value: "DE02120300000000202051",
    hint: "2051",
    expiresAt: SECOND + 60,
};

const conditionFailed = { name: "ConditionalCheckFailedException" };

describe("examples: a client of tables", function () {
    let server: TableServer;
    let kms: KeyService;
    let keys: FieldKeys;
    let tokenTable: string;
    let consentTable: string;
    let allTable: string;

    before(async () => {
        server = await TableServer.start();
        [tokenTable, consentTable, allTable] = await Promise.all([
            server.create(tokens),
            server.create(consents),
            server.create(all),
        ]);
    });
    after(() => server.stop());

    beforeEach(async () => {
        kms = await KeyService.start();
        keys = {
            kms: kms.client,
            level2KeyArn: LEVEL_2_KEY,
            level3KeyArn: LEVEL_3_KEY,
            appKeys: { v1: randomBytes(32) },
            appKeyVersion: "v1",
        };
    });
    afterEach(() => {
        kms.stop();
    });

    const tokenClient = (now = SECOND) =>
        new TableClient({
            spec: tokens,
            tableName: tokenTable,
            dynamodb: server.dynamodb,
            cipher: new FieldCipher(keys),
            now: () => now * 1000,
        });
    const consentClient = () =>
        new TableClient({
            spec: consents,
            tableName: consentTable,
            dynamodb: server.dynamodb,
        });

    const consent = (purpose: string, userId = "u-1", changedAt = "2026-01-01T00:00:00Z") => ({
        userId,
        purpose,
        changedAt,
        givenAt: changedAt,
        noticeVersion: "3",
    });

    describe("stores", () => {
        it("an item whole, and gives it back", async () => {
            const client = tokenClient();
            await client.put(token);
            assert.deepEqual(await client.get({ token: "t-1" }), token);
            assert.deepEqual(await client.get({ token: "t-1" }, { consistent: true }), token);
            assert.equal(await client.get({ token: "t-2" }), undefined);
        });

        it("what is of level 2 and 3 as ciphertext, and the rest in clear", async () => {
            await tokenClient().put(token);
            const stored = await server.stored(tokenTable, "token", "t-1");
            const { value, hint, ...clear } = stored;
            assert.deepEqual(clear, {
                token: { S: "t-1" },
                userId: { S: "u-1" },
                expiresAt: { N: String(token.expiresAt) },
            });
            for (const [sealed, secret] of [
                [value, token.value],
                [hint, token.hint],
            ] as const) {
                assert.deepEqual(Object.keys(sealed ?? {}), ["B"]);
                assert.equal(Buffer.from(sealed?.B ?? []).includes(secret), false);
            }
            assert.equal(JSON.stringify(stored).includes(token.value), false);
        });

        it("any item, and gives it back as it was", async () => {
            const client = new TableClient({
                spec: all,
                tableName: allTable,
                dynamodb: server.dynamodb,
                cipher: new FieldCipher(keys),
            });
            await fc.assert(
                fc.asyncProperty(anyItem, async (item) => {
                    await client.put(item);
                    assert.deepEqual(await client.get(item), item);
                    await client.delete(item);
                    assert.equal(await client.get(item), undefined);
                }),
                { numRuns: 60 },
            );
        });

        it("nothing when an attribute is not in the spec, and names all such", async () => {
            const wrong = { ...token, token: "t-3", Hint: "2051", iban: "DE02" };
            await assert.rejects(
                tokenClient().put(wrong),
                /table tokens has no attribute Hint, iban; its spec has token, userId, value, hint, expiresAt/,
            );
            assert.deepEqual(await server.stored(tokenTable, "token", "t-3"), {});
        });

        it("nothing that would be lost, or that is no attribute but by what every object has", async () => {
            const client = tokenClient();
            const hint: unknown = JSON.parse('{"__proto__": 1}');
            await assert.rejects(
                client.put({ ...token, token: "t-5", hint } as never),
                /an attribute of a map cannot be called __proto__; give it another name/,
            );
            await assert.rejects(
                client.put({ ...token, token: "t-5", toString: "2051" } as never),
                /table tokens has no attribute toString/,
            );
            assert.deepEqual(await server.stored(tokenTable, "token", "t-5"), {});
        });

        it("nothing when KMS refuses", async () => {
            kms.denied.add("GenerateDataKey");
            await assert.rejects(
                tokenClient().put({ ...token, token: "t-4" }),
                /AccessDeniedException/,
            );
            assert.deepEqual(await server.stored(tokenTable, "token", "t-4"), {});
        });

        it("nothing without a cipher, where the spec wants one", () => {
            assert.throws(
                () =>
                    new TableClient({
                        spec: tokens,
                        tableName: tokenTable,
                        dynamodb: server.dynamodb,
                    }),
                /table tokens has attributes to encrypt \(value, hint\); give its client a cipher/,
            );
        });
    });

    describe("refuses", () => {
        /** Stores the item as somebody who may write the table, and may not encrypt. */
        const forge = async (
            from: string,
            change: (stored: Record<string, unknown>) => unknown,
        ) => {
            const stored = await server.stored(tokenTable, "token", from);
            const Item = change(stored) as typeof stored;
            await server.raw.send(new PutItemCommand({ TableName: tokenTable, Item }));
        };

        beforeEach(() => tokenClient().put(token));

        it("a ciphertext that was put into another item", async () => {
            await forge("t-1", (stored) => ({ ...stored, token: { S: "t-5" } }));
            await assert.rejects(tokenClient().get({ token: "t-5" }), (error: Error) => {
                assert.equal(error.message, "attribute value of an item of tokens is no use");
                assert.match(String(error.cause), /the ciphertext is that of/);
                return true;
            });
        });

        it("a ciphertext that was put into another attribute", async () => {
            await forge("t-1", ({ value, ...stored }) => ({ ...stored, value, hint: value }));
            await assert.rejects(
                tokenClient().get({ token: "t-1" }),
                /attribute hint of an item of tokens is no use/,
            );
        });

        it("clear text where a ciphertext should be", async () => {
            await forge("t-1", (stored) => ({ ...stored, value: { S: "DE02" } }));
            await assert.rejects(tokenClient().get({ token: "t-1" }), (error: Error) => {
                assert.match(String(error.cause), /it is not encrypted/);
                return true;
            });
        });

        it("to tell the key of an item to KMS", () => {
            assert.ok(kms.asked.length > 0);
            for (const { context } of kms.asked) {
                assert.deepEqual(Object.keys(context).sort(), [
                    "attribute",
                    "item",
                    "pii-level",
                    "table",
                ]);
                assert.match(context.item ?? "", /^[\w-]{43}$/);
                assert.equal(JSON.stringify(context).includes("t-1"), false);
            }
        });
    });

    describe("reads", () => {
        it("and decrypts what was asked for alone", async () => {
            await tokenClient().put(token);
            kms.asked.length = 0;
            const found = await tokenClient().get({ token: "t-1" }, { only: ["hint"] });
            assert.deepEqual(found, { token: "t-1", hint: "2051" });
            assert.deepEqual(
                kms.asked.map(({ context }) => context.attribute),
                ["hint"],
            );
            // @ts-expect-error: what was not asked for is no part of the answer.
            assert.equal(found.value, undefined);
        });

        it("nothing that has expired, though it is still stored", async () => {
            await tokenClient().put({ ...token, token: "t-6" });
            const key = { token: "t-6" };
            assert.equal((await tokenClient(SECOND + 59).get(key))?.hint, "2051");
            assert.equal(await tokenClient(SECOND + 60).get(key), undefined);
            assert.equal(await tokenClient(SECOND + 60).get(key, { only: ["hint"] }), undefined);
            assert.notDeepEqual(await server.stored(tokenTable, "token", "t-6"), {});
        });

        it("the items of a partition in the order of their sort key, page by page", async () => {
            const client = consentClient();
            for (const purpose of ["ads", "news", "newsletter", "research"]) {
                await client.put(consent(purpose, "u-2"));
            }
            const purposes = async (...query: Parameters<typeof client.query>) =>
                (await client.query(...query)).items.map(({ purpose }) => purpose);
            assert.deepEqual(await purposes({ userId: "u-2" }), [
                "ads",
                "news",
                "newsletter",
                "research",
            ]);
            assert.deepEqual(await purposes({ userId: "u-2", purpose: "news" }), ["news"]);
            for (const [purpose, found] of [
                [{ startsWith: "news" }, ["news", "newsletter"]],
                [{ from: "news", to: "newsletter" }, ["news", "newsletter"]],
                [{ from: "newsletter" }, ["newsletter", "research"]],
                [{ to: "news" }, ["ads", "news"]],
            ] as const) {
                assert.deepEqual(await purposes({ userId: "u-2", purpose }), found);
            }
            const first = await client.query({ userId: "u-2" }, { descending: true, limit: 3 });
            assert.deepEqual(
                first.items.map(({ purpose }) => purpose),
                ["research", "newsletter", "news"],
            );
            assert.ok(first.next);
            const last = await client.query(
                { userId: "u-2" },
                { descending: true, limit: 3, after: first.next, consistent: true },
            );
            assert.deepEqual(last, { items: [consent("ads", "u-2")] });
        });

        it("the entries of an index, with what it holds", async () => {
            const client = consentClient();
            await client.put(consent("profiling", "u-3", "2026-02-01T00:00:00Z"));
            await client.put(consent("profiling", "u-4", "2026-03-01T00:00:00Z"));
            const { items } = await client.queryIndex(
                "by-purpose",
                { purpose: "profiling", changedAt: { from: "2026-02-15" } },
                { only: ["changedAt"] },
            );
            assert.deepEqual(items, [
                { userId: "u-4", purpose: "profiling", changedAt: "2026-03-01T00:00:00Z" },
            ]);
            await tokenClient().put({ ...token, token: "t-7", userId: "u-7" });
            const byUser = await tokenClient().queryIndex("by-user", { userId: "u-7" });
            assert.deepEqual(byUser.items, [{ token: "t-7", userId: "u-7" }]);
            const only = await tokenClient().queryIndex(
                "by-user",
                { userId: "u-7" },
                { only: ["userId"] },
            );
            assert.deepEqual(only.items, [{ token: "t-7", userId: "u-7" }]);
        });

        it("encrypted attributes of an index, local or global", async () => {
            const client = new TableClient({
                spec: all,
                tableName: allTable,
                dynamodb: server.dynamodb,
                cipher: new FieldCipher(keys),
            });
            const item = { id: new Uint8Array([7]), at: 7, s1: "seven", s2: "secret", n2: 77 };
            await client.put(item);
            const { n2, ...entry } = item;
            const found = await client.queryIndex("by-s1", { s1: "seven" });
            assert.deepEqual(found.items, [entry]);
            const local = await client.queryIndex("by-id-s1", { id: item.id, s1: "seven" });
            assert.deepEqual(local.items, [{ ...entry, n2 }]);
        });
    });

    describe("changes", () => {
        it("single attributes, encrypted where they should be", async () => {
            const client = tokenClient();
            await client.put({ ...token, token: "t-8" });
            await client.update({ token: "t-8" }, { value: "FR14", userId: "u-8", hint: null });
            const { hint, ...rest } = token;
            assert.equal(hint, "2051");
            assert.deepEqual(await client.get({ token: "t-8" }), {
                ...rest,
                token: "t-8",
                userId: "u-8",
                value: "FR14",
            });
            const stored = await server.stored(tokenTable, "token", "t-8");
            assert.deepEqual(Object.keys(stored.value ?? {}), ["B"]);
        });

        it("nothing that is not there", async () => {
            const update = tokenClient().update({ token: "none" }, { userId: "u-1" });
            await assert.rejects(update, conditionFailed);
            assert.deepEqual(await server.stored(tokenTable, "token", "none"), {});
        });

        it("and deletes by key, also what is not there", async () => {
            const client = consentClient();
            await client.put(consent("survey"));
            const key = { userId: "u-1", purpose: "survey" };
            await client.delete(key);
            assert.equal(await client.get(key, { consistent: true }), undefined);
            await client.delete(key);
        });

        it("only what is as it was said to be", async () => {
            const client = consentClient();
            const item = consent("mail");
            const key = { userId: "u-1", purpose: "mail" };
            const absent = { onlyIf: { userId: null } };
            await client.put(item, absent);
            await assert.rejects(client.put(item, absent), conditionFailed);
            const other = { onlyIf: { noticeVersion: "2" } };
            const changes = { withdrawnAt: "2026-04-01T00:00:00Z" };
            await assert.rejects(client.update(key, changes, other), conditionFailed);
            await assert.rejects(client.delete(key, other), conditionFailed);
            const same = { onlyIf: { noticeVersion: "3", withdrawnAt: null } };
            await client.update(key, changes, same);
            await assert.rejects(client.delete(key, same), conditionFailed);
            assert.deepEqual(await client.get(key), { ...item, ...changes });
        });
    });

    it("is typed by the spec", () => {
        const client = tokenClient();
        const wrong = () => [
            // @ts-expect-error: no such key.
            client.get({ userId: "u-1" }),
            // @ts-expect-error: the value is missing.
            client.put({ token: "t", userId: "u", expiresAt: 1 }),
            // @ts-expect-error: not optional.
            client.update({ token: "t" }, { value: null }),
            // @ts-expect-error: part of the key.
            client.update({ token: "t" }, { token: "u" }),
            // @ts-expect-error: encrypted.
            client.delete({ token: "t" }, { onlyIf: { hint: "2051" } }),
            // @ts-expect-error: no such index.
            client.queryIndex("by-hint", { hint: "2051" }),
            // @ts-expect-error: not in the index.
            client.queryIndex("by-user", { userId: "u" }, { only: ["value"] }),
            // @ts-expect-error: numbers have no beginning.
            client.query({ token: "t", expiresAt: { startsWith: 1 } }),
        ];
        assert.equal(typeof wrong, "function");
    });
});
