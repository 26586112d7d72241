import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { FieldCipher, type FieldKeys } from "../../examples/tables-client/field-cipher";
import { KeyService, LEVEL_2_KEY, LEVEL_3_KEY, OTHER_LEVEL_2_KEY } from "./kms";

const context = { table: "tokens", attribute: "value", item: "abc" };
const clear = Buffer.from("DE02120300000000202051");

describe("examples: encryption of attributes", () => {
    let kms: KeyService;
    let keys: FieldKeys;

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

    for (const level of [2, 3] as const) {
        describe(`of level ${level}`, () => {
            let sealed: Uint8Array;

            beforeEach(async () => {
                sealed = await new FieldCipher(keys).encrypt(level, context, clear);
            });

            it("opens with what it was bound to, and tells KMS and nobody else of it", async () => {
                const opened = await new FieldCipher(keys).decrypt(level, context, sealed);
                assert.deepEqual(Buffer.from(opened), clear);
                const asked = { ...context, "pii-level": String(level) };
                assert.deepEqual(
                    kms.asked.map(({ operation, context }) => ({
                        operation,
                        context: { ...context },
                    })),
                    [
                        { operation: "GenerateDataKey", context: asked },
                        { operation: "Decrypt", context: asked },
                    ],
                );
            });

            it("is another ciphertext each time, without the clear text in it", async () => {
                const again = await new FieldCipher(keys).encrypt(level, context, clear);
                assert.notDeepEqual(again, sealed);
                assert.equal(Buffer.from(sealed).includes(clear), false);
            });

            for (const [what, other] of [
                ["another item", { item: "abd" }],
                ["another attribute", { attribute: "hint" }],
                ["another table", { table: "consents" }],
            ] as const) {
                it(`is refused as that of ${what}`, async () => {
                    await assert.rejects(
                        new FieldCipher(keys).decrypt(level, { ...context, ...other }, sealed),
                        /^Error: the ciphertext is that of \{.*\} and not of \{.*\}$/,
                    );
                });
            }

            it("is refused as that of the other level, and KMS is not asked", async () => {
                const asked = kms.asked.length;
                await assert.rejects(
                    new FieldCipher(keys).decrypt(level === 2 ? 3 : 2, context, sealed),
                );
                assert.equal(kms.asked.length, asked);
            });

            it("is refused when any byte of it was changed", async () => {
                const cipher = new FieldCipher(keys);
                for (let at = 0; at < sealed.length; at += 1) {
                    const changed = Uint8Array.from(sealed);
                    changed[at] = (changed[at] ?? 0) ^ 1;
                    await assert.rejects(
                        cipher.decrypt(level, context, changed),
                        `byte ${at} of ${sealed.length}`,
                    );
                }
            });

            it("is refused when KMS refuses", async () => {
                kms.denied.add("Decrypt");
                await assert.rejects(
                    new FieldCipher(keys).decrypt(level, context, sealed),
                    /AccessDeniedException/,
                );
            });

            it("asks KMS once for what is read again, and each time where that is not wanted", async () => {
                const decryptions = () =>
                    kms.asked.filter(({ operation }) => operation === "Decrypt").length;
                const caching = new FieldCipher(keys);
                await caching.decrypt(level, context, sealed);
                await caching.decrypt(level, context, sealed);
                assert.equal(decryptions(), 1);
                const asking = new FieldCipher({ ...keys, dataKeySeconds: 0 });
                await asking.decrypt(level, context, sealed);
                await asking.decrypt(level, context, sealed);
                assert.equal(decryptions(), 3);
            });

            it("asks KMS for a new data key for everything that is encrypted", async () => {
                const cipher = new FieldCipher(keys);
                await cipher.encrypt(level, context, clear);
                await cipher.encrypt(level, context, clear);
                assert.deepEqual(
                    kms.asked.map(({ operation }) => operation),
                    ["GenerateDataKey", "GenerateDataKey", "GenerateDataKey"],
                );
            });
        });
    }

    it("does not open with another key of the same level", async () => {
        const other = new FieldCipher({ ...keys, level2KeyArn: OTHER_LEVEL_2_KEY });
        const sealed = await other.encrypt(2, context, clear);
        await assert.rejects(new FieldCipher(keys).decrypt(2, context, sealed));
    });

    it("opens level 3 only with the application's own key besides", async () => {
        const sealed = await new FieldCipher(keys).encrypt(3, context, clear);
        const stranger = new FieldCipher({ ...keys, appKeys: { v1: randomBytes(32) } });
        await assert.rejects(stranger.decrypt(3, context, sealed));
    });

    it("opens what a former key of the application encrypted, as long as it is named", async () => {
        const sealed = await new FieldCipher(keys).encrypt(3, context, clear);
        const v2 = randomBytes(32);
        const appKeys = { ...keys.appKeys, v2 };
        const rotated = new FieldCipher({ ...keys, appKeys, appKeyVersion: "v2" });
        assert.deepEqual(Buffer.from(await rotated.decrypt(3, context, sealed)), clear);
        const anew = await rotated.encrypt(3, context, clear);
        const only = new FieldCipher({ ...keys, appKeys: { v2 }, appKeyVersion: "v2" });
        assert.deepEqual(Buffer.from(await only.decrypt(3, context, anew)), clear);
        await assert.rejects(only.decrypt(3, context, sealed));
    });

    for (const [bad, message] of [
        [{ appKeyVersion: "v2" }, /"v2" must have 32 bytes, and has none/],
        [{ appKeys: { v1: randomBytes(16) } }, /"v1" must have 32 bytes, and has 16/],
    ] as const) {
        it(`refuses own keys: ${message.source}`, () => {
            assert.throws(() => new FieldCipher({ ...keys, ...bad }), message);
        });
    }
});
