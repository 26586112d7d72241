import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { UNKNOWN } from "../../sandbox/provider/unknown";
import { randomProvider } from "../../sandbox/random/provider";

const type = (name: string) =>
    `random:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

describe("the random stand-in", () => {
    const provider = randomProvider();

    function check(name: string, news: Props) {
        const randomSeed = new Uint8Array(32);
        return provider.check({ urn: "", type: type(name), name: "r", olds: {}, news, randomSeed });
    }

    function create(name: string, news: Props, preview = false) {
        const { inputs, failures } = check(name, news);
        assert.deepEqual(failures, []);
        return provider.create({ urn: "", type: type(name), name: "r", inputs, preview });
    }

    it("draws a password of the length and the kinds that are asked for", async () => {
        for (let i = 0; i < 50; i++) {
            const { id, outputs } = await create("RandomPassword", {
                length: 12,
                minLower: 2,
                minUpper: 3,
                minNumeric: 4,
                minSpecial: 3,
                overrideSpecial: "-_",
            });
            assert.equal(id, "none");
            const kinds = [/[a-z]/g, /[A-Z]/g, /[0-9]/g, /[-_]/g];
            const counts = kinds.map((kind) => (outputs.result as string).match(kind)?.length);
            assert.deepEqual(counts, [2, 3, 4, 3]);
        }
    });

    it("draws from all kinds that are allowed, and from no other", async () => {
        const { outputs } = await create("RandomString", { length: 5000, special: false });
        assert.match(outputs.result as string, /^[A-Za-z0-9]{5000}$/);
        assert.equal(new Set(outputs.result as string).size, 62);
        const all = await create("RandomString", { length: 5000 });
        assert.equal(new Set(all.outputs.result as string).size, 83);
        assert.equal(all.id, all.outputs.result);
    });

    it("draws something else each time", async () => {
        const draws = Array.from({ length: 20 }, () => create("RandomPassword", { length: 32 }));
        const results = (await Promise.all(draws)).map(({ outputs }) => outputs.result);
        assert.equal(new Set(results).size, 20);
    });

    it("writes the bytes of an id in four ways, after the prefix", async () => {
        const { id, outputs } = await create("RandomId", { byteLength: 7, prefix: "p-" });
        const bytes = Buffer.from(id, "base64url");
        assert.equal(bytes.length, 7);
        assert.deepEqual(outputs, {
            byteLength: 7,
            prefix: "p-",
            hex: `p-${bytes.toString("hex")}`,
            dec: `p-${BigInt(`0x${bytes.toString("hex")}`)}`,
            b64Std: `p-${bytes.toString("base64")}`,
            b64Url: `p-${id}`,
        });
    });

    it("draws bytes, whole numbers and UUIDs", async () => {
        const bytes = (await create("RandomBytes", { length: 16 })).outputs;
        assert.equal(Buffer.from(bytes.base64 as string, "base64").toString("hex"), bytes.hex);
        assert.equal((bytes.hex as string).length, 32);
        const numbers = new Set<unknown>();
        for (let i = 0; i < 200; i++) {
            numbers.add((await create("RandomInteger", { min: -1, max: 1 })).outputs.result);
        }
        assert.deepEqual([...numbers].sort(), [-1, 0, 1]);
        const { id, outputs } = await create("RandomUuid", {});
        assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        assert.equal(outputs.result, id);
    });

    it("draws nothing at preview", async () => {
        const { id, outputs } = await create("RandomId", { byteLength: 4 }, true);
        assert.deepEqual([id, outputs.hex, outputs.byteLength], ["", UNKNOWN, 4]);
    });

    it("keeps what was drawn until an input changes, and draws anew for any that does", () => {
        const diff = (before: Props, after: Props) =>
            provider.diff({
                type: type("RandomPassword"),
                olds: {},
                oldInputs: check("RandomPassword", before).inputs,
                news: check("RandomPassword", after).inputs,
            });
        const before = { length: 16, keepers: { version: "1" } };
        assert.deepEqual(diff(before, { ...before, special: true }).changed, []);
        for (const after of [
            { ...before, length: 17 },
            { ...before, special: false },
            { ...before, keepers: { version: "2" } },
        ]) {
            const { changed, replaces } = diff(before, after);
            assert.equal(changed.length, 1);
            assert.deepEqual(replaces, changed);
        }
    });

    it("answers a refresh with what is in the state", async () => {
        const { id, outputs } = await create("RandomUuid", {});
        const request = { urn: "", type: type("RandomUuid"), id, inputs: {} };
        assert.deepEqual(await provider.read({ ...request, state: outputs }), {
            id,
            inputs: {},
            outputs,
        });
    });

    it("refuses what cannot be drawn, and what it does not know", () => {
        const reasons = (name: string, news: Props) => check(name, news).failures;
        assert.deepEqual(reasons("RandomPassword", { length: 3, minLower: 2, minUpper: 2 }), [
            { property: "length", reason: "must be at least the sum of the minimums (4), got 3" },
        ]);
        assert.deepEqual(reasons("RandomPassword", { length: 0 })[0], {
            property: "length",
            reason: "must be a whole number from 1 on, got 0",
        });
        const none = { lower: false, upper: false, numeric: false, special: false };
        assert.deepEqual(reasons("RandomString", { length: 8, ...none }), [
            { property: "lower", reason: "or another kind of character must be allowed" },
        ]);
        assert.deepEqual(reasons("RandomInteger", { min: 2, max: 1 }), [
            { property: "max", reason: "must be at least min (2), got 1" },
        ]);
        assert.deepEqual(reasons("RandomInteger", { min: 1, max: 2, seed: "a" }), [
            {
                property: "seed",
                reason:
                    "the sandbox's model of random:index/randomInteger:RandomInteger has no such " +
                    "input; add it in sandbox/random",
            },
        ]);
        assert.throws(
            () => check("RandomPet", {}),
            /no model of random:index\/randomPet:RandomPet/,
        );
    });
});
