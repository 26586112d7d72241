import assert from "node:assert/strict";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { Items, type StoredItem } from "../../../operations/data/items";
import { consents } from "../../../tables/consents";
import { storedType } from "../../../tables/derived";
import type { TableSpec } from "../../../tables/table-spec";
import { tokens } from "../../../tables/tokens";
import { RIGHT_SPEC } from "../../tables/arbitrary-spec";
import { tellingSpec } from "./specs";

const NOW = 1_800_000_000;

const anySpec = fc.oneof(tellingSpec, RIGHT_SPEC);
const seedNumber = fc.integer({ min: 0, max: 1_000_000 });
const index = fc.integer({ min: 0, max: 100_000_000 });

/** What is wrong with an item, going by its spec. */
function mistakes(spec: TableSpec, item: StoredItem): string[] {
    return [
        ...Object.keys(item).filter((name) => !Object.hasOwn(spec.attributes, name)),
        ...Object.entries(spec.attributes).flatMap(([name, attribute]) => {
            const value = Object.hasOwn(item, name) ? item[name] : undefined;
            if (value === undefined) {
                return attribute.optional ? [] : [`${name} is missing`];
            }
            const type = storedType(attribute);
            const isRight = Object.keys(value).join() === type && !isEmpty(value);
            return isRight ? [] : [`${name} is ${JSON.stringify(value)}, not of ${type}`];
        }),
    ];
}

function isEmpty({ S, N, B, BOOL, L = [], M = {}, SS, NS }: AttributeValue): boolean {
    const isSafe = N === undefined || Number.isSafeInteger(Number(N));
    const sizes = [S, N, B, SS, NS].map((content) => content?.length ?? 0);
    const size = sizes.reduce((a, b) => a + b) + L.length + Object.keys(M).length;
    return !isSafe || (size === 0 && BOOL === undefined);
}

function text(item: StoredItem): string {
    return JSON.stringify(item);
}

describe("npm run data: generated items", () => {
    it("are as their spec says", () => {
        fc.assert(
            fc.property(anySpec, seedNumber, index, (spec, seed, at) => {
                assert.deepEqual(mistakes(spec, new Items(spec, seed).at(at, NOW)), []);
            }),
        );
    });

    it("are the same whenever they are made, and whichever were made before", () => {
        fc.assert(
            fc.property(anySpec, seedNumber, fc.array(index), index, (spec, seed, before, at) => {
                const items = new Items(spec, seed);
                for (const other of before) {
                    items.at(other, NOW);
                }
                assert.deepEqual(items.at(at, NOW), new Items(spec, seed).at(at, NOW));
            }),
        );
    });

    it("have the keys that are told without them, at any time", () => {
        fc.assert(
            fc.property(anySpec, seedNumber, index, (spec, seed, at) => {
                const items = new Items(spec, seed);
                const { hash, range } = spec.key;
                const item = items.at(at, NOW);
                const names = range === undefined ? [hash] : [hash, range];
                const key = Object.fromEntries(names.map((name) => [name, item[name]]));
                assert.deepEqual(items.keyAt(at), key);
            }),
        );
    });

    /** How many different keys so many items have, by two seeds. */
    function differentKeys(spec: TableSpec, seed: number, first: number, count: number): number {
        const seeds = [seed, seed === 0 ? 1 : seed - 1];
        const keys = seeds.flatMap((number) => {
            const items = new Items(spec, number);
            return Array.from({ length: count }, (_, i) => text(items.keyAt(first + i)));
        });
        return new Set(keys).size;
    }

    it("all have keys of their own, and other ones by another seed", () => {
        fc.assert(
            fc.property(anySpec, seedNumber, index, (spec, seed, first) => {
                assert.equal(differentKeys(spec, seed, first, 50), 100);
            }),
        );
    });

    const key = { level: 0, holds: "A key." } as const;
    for (const [what, name, type] of [
        ["purposes", "purpose", "S"],
        ["times", "givenAt", "S"],
        ["seconds", "givenAt", "N"],
        ["numbers", "count", "N"],
        ["words", "city", "S"],
        ["bytes", "digest", "B"],
    ] as const) {
        it(`are told apart by ${what}`, () => {
            const spec: TableSpec = {
                name: "things",
                purpose: "For a test.",
                attributes: { userId: { ...key, type: "S" }, [name]: { ...key, type } },
                key: { hash: "userId", range: name },
            };
            assert.equal(differentKeys(spec, 5, 0, 1000), 2000);
        });
    }

    it("change with the time in their TTL only, which lies ahead of it", () => {
        const items = new Items(tokens, 1);
        for (let at = 0; at < 100; at++) {
            const { expiresAt, ...rest } = items.at(at, NOW);
            const { expiresAt: later, ...same } = items.at(at, NOW + 1000);
            assert.deepEqual(rest, same);
            assert.equal(Number(later?.N), Number(expiresAt?.N) + 1000);
            const days = (Number(expiresAt?.N) - NOW) / 86_400;
            assert.ok(days >= 1 && days < 366, String(days));
        }
    });

    it("are of people who have several, the same ones in every table", () => {
        const [a, b] = [new Items(consents, 7), new Items(tokens, 7)];
        const people = (items: Items) =>
            Array.from({ length: 40 }, (_, i) => items.at(i, NOW).userId?.S);
        assert.equal(new Set(people(a)).size, 10);
        assert.deepEqual(people(a), people(b));
    });

    it("tell of times in their order", () => {
        const items = new Items(consents, 1);
        let withdrawn = 0;
        for (let at = 0; at < 300; at++) {
            const { givenAt, changedAt, withdrawnAt } = items.at(at, NOW);
            assert.ok((givenAt?.S ?? "") <= (changedAt?.S ?? ""));
            assert.deepEqual(changedAt, withdrawnAt ?? givenAt);
            withdrawn += withdrawnAt === undefined ? 0 : 1;
        }
        assert.ok(withdrawn > 60 && withdrawn < 140, `${withdrawn} of 300`);
    });

    it("have other bytes each time where clients encrypt, about as many as those make", () => {
        const items = new Items(tokens, 1);
        const seen = new Set<string>();
        for (let at = 0; at < 100; at++) {
            const { value, hint } = items.at(at, NOW);
            const bytes = Buffer.from(value?.B ?? []);
            assert.ok(bytes.length >= 640 && bytes.length < 672);
            assert.ok(hint === undefined || (hint.B?.length ?? 0) >= 360);
            seen.add(bytes.toString("hex"));
        }
        assert.equal(seen.size, 100);
    });
});
