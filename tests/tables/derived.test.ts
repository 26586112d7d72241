import assert from "node:assert/strict";
import {
    attributeOf,
    attributesOfLevel,
    highestLevel,
    indexNames,
    isKeyable,
    keyAttributes,
    storedType,
} from "../../tables/derived";
import { consents } from "../../tables/consents";
import { tokens } from "../../tables/tokens";
import { GOOD, strings } from "./specs";

describe("what follows from a spec", () => {
    it("is what DynamoDB wants declared: the keys of the table and of every index", () => {
        assert.deepEqual(keyAttributes(GOOD), {
            customer: "S",
            number: "N",
            placedAt: "N",
            digest: "B",
        });
        assert.deepEqual(keyAttributes(consents), { userId: "S", purpose: "S", changedAt: "S" });
        assert.deepEqual(keyAttributes(tokens), { token: "S", userId: "S" });
    });

    it("is no declaration of what can be no key", () => {
        assert.throws(() => keyAttributes({ ...GOOD, key: { hash: "card" } }), {
            message: "table orders: card can be no key",
        });
        assert.throws(() => keyAttributes({ ...GOOD, key: { hash: "toString" } }), {
            message: "table orders: toString can be no key",
        });
    });

    it("is the most personal level, and the attributes of some levels", () => {
        assert.equal(highestLevel(consents), 1);
        assert.equal(highestLevel(tokens), 3);
        assert.equal(highestLevel({ attributes: strings("id") }), 0);
        assert.deepEqual(attributesOfLevel(GOOD, 2, 3), ["address", "card", "dueAt"]);
        assert.deepEqual(attributesOfLevel(GOOD, 1), ["customer"]);
        assert.deepEqual(attributesOfLevel(GOOD), []);
    });

    it("is every index", () => {
        assert.deepEqual(indexNames(GOOD), ["by-time", "by-digest", "by-number"]);
        assert.deepEqual(indexNames({}), []);
    });

    it("is how each attribute is stored: what is encrypted, as bytes", () => {
        const types = (["S", "N", "BOOL", "M"] as const).map((type) =>
            ([0, 1, 2, 3] as const).map((level) => storedType({ type, level })),
        );
        assert.deepEqual(types, [
            ["S", "S", "B", "B"],
            ["N", "N", "B", "B"],
            ["BOOL", "BOOL", "B", "B"],
            ["M", "M", "B", "B"],
        ]);
    });

    it("is which attributes there are, and which of them can be keys", () => {
        assert.equal(attributeOf(GOOD, "card"), GOOD.attributes.card);
        assert.equal(attributeOf(GOOD, "constructor"), undefined);
        const keyable = Object.keys(GOOD.attributes).filter((name) =>
            isKeyable(attributeOf(GOOD, name)),
        );
        assert.deepEqual(keyable, ["customer", "number", "placedAt", "digest", "expiresAt"]);
        assert.equal(isKeyable(undefined), false);
    });
});
