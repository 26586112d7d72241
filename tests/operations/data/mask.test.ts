import assert from "node:assert/strict";
import { shown } from "../../../operations/data/mask";

const of = (type: "S" | "N" | "B" | "SS" | "M", level: 0 | 1 | 2 | 3) => ({
    ...{ type, level },
    holds: "Something.",
});

describe("npm run data: what is shown of a value", () => {
    const bytes = { B: new Uint8Array(61) };
    for (const [what, spec, value, plain, clear = plain] of [
        ["level 0", of("S", 0), { S: "billing" }, '"billing"'],
        ["a number", of("N", 0), { N: "12.50" }, "12.50"],
        ["bytes", of("B", 0), { B: Uint8Array.of(1, 2, 255) }, '"AQL/"'],
        ["what commands a terminal", of("S", 0), { S: "\u001b[2J" }, '"\\u001b[2J"'],
        ["a map", of("M", 0), { M: { a: { S: "b" } } }, '{"a":{"S":"b"}}'],
        ["level 1", of("S", 1), { S: "user-7" }, "<level 1, 6 characters>", '"user-7"'],
        ["a number of level 1", of("N", 1), { N: "1984" }, "<level 1, 4 characters>", "1984"],
        ["a set of level 1", of("SS", 1), { SS: ["a"] }, "<level 1, SS>", '["a"]'],
        ["level 2", of("S", 2), bytes, "<level 2, 61 bytes>"],
        ["level 3", of("N", 3), bytes, "<level 3, 61 bytes>"],
        ["level 3 in clear", of("S", 3), { S: "x" }, "<level 3, NOT ENCRYPTED: stored as S>"],
        ["what no spec knows", undefined, { S: "x" }, "<not in the spec, S>"],
    ] as const) {
        it(`of ${what}`, () => {
            const copy = structuredClone(value) as Parameters<typeof shown>[1];
            assert.equal(shown(spec, copy, false), plain);
            assert.equal(shown(spec, copy, true), clear);
        });
    }
});
