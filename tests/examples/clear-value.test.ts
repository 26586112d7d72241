import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeClear, encodeClear } from "../../examples/tables-client/clear-value";
import { anyValue } from "./values";

const text = (value: unknown) => Buffer.from(encodeClear(value)).toString();

describe("examples: clear values", () => {
    for (const [value, expected] of [
        ["abc", '{"S":"abc"}'],
        [1.5, '{"N":"1.5"}'],
        [new Uint8Array([1, 2, 255]), '{"B":"AQL/"}'],
        [Buffer.from([1, 2, 255]), '{"B":"AQL/"}'],
        [false, '{"BOOL":false}'],
        [new Set(["a"]), '{"SS":["a"]}'],
        [new Set([1, 2]), '{"NS":["1","2"]}'],
        [[1, undefined, new Uint8Array([1])], '{"L":[{"N":"1"},{"B":"AQ=="}]}'],
        [{ B: "AQ==", gone: undefined }, '{"M":{"B":{"S":"AQ=="}}}'],
    ] as const) {
        it(`is DynamoDB's JSON: ${expected}`, () => {
            assert.equal(text(value).trimEnd(), expected);
        });
    }

    it("comes back as it was", () => {
        fc.assert(
            fc.property(anyValue, (value) => {
                assert.deepEqual(decodeClear(encodeClear(value)), value);
            }),
        );
    });

    it("has a length that does not tell true from false, nor 1 from 10 digits", () => {
        for (const value of [true, false, 1, 1234567890, "", "0123456789"]) {
            assert.equal(encodeClear(value).length, 32);
        }
        fc.assert(
            fc.property(fc.string(), (value) => {
                assert.equal(encodeClear(value).length % 32, 0);
            }),
        );
    });

    for (const [what, value] of [
        ["an empty set", new Set()],
        ["not a number", Number.NaN],
        ["a whole number beyond 2^53", 2 ** 53],
        ["a Blob, which can be read only later", [new Blob(["a"])]],
        ["a function", () => 1],
    ] as const) {
        it(`refuses ${what}`, () => {
            assert.throws(() => encodeClear(value), Error);
        });
    }
});
