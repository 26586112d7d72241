import assert from "node:assert/strict";
import fc from "fast-check";
import { keyAttributes } from "../../tables/derived";
import { specMistakes } from "../../tables/mistakes";
import type { AttributeSpec, TableSpec } from "../../tables/table-spec";
import { RIGHT_SPEC } from "./arbitrary-spec";
import { range, strings } from "./specs";

/** Breaks one thing, and says where that is; undefined where the spec has no such thing. */
type Break = (spec: TableSpec) => { spec: TableSpec; where: string } | undefined;

const ABSENT = "there is no attribute of so long a name, which has more than forty characters";

function withAttribute(spec: TableSpec, name: string, change: Partial<AttributeSpec>): TableSpec {
    const old = spec.attributes[name];
    assert.ok(old);
    return { ...spec, attributes: { ...spec.attributes, [name]: { ...old, ...change } } };
}

function withCapacity(spec: TableSpec, scaled: { min: number; max: number }): TableSpec {
    return { ...spec, capacity: { mode: "provisioned", read: { min: 1, max: 1 }, write: scaled } };
}

const BREAKS: Record<string, Break> = {
    "a name that is too short": (spec) => ({ spec: { ...spec, name: "ab" }, where: "name" }),
    "a partition key that is no attribute": (spec) => ({
        spec: { ...spec, key: { ...spec.key, hash: ABSENT } },
        where: "key.hash",
    }),
    "a partition key that is encrypted": (spec) => ({
        spec: withAttribute(spec, spec.key.hash, { level: 2 }),
        where: "key.hash",
    }),
    "a partition key that is a list": (spec) => ({
        spec: withAttribute(spec, spec.key.hash, { type: "L" }),
        where: "key.hash",
    }),
    "a partition key that may be absent": (spec) => ({
        spec: withAttribute(spec, spec.key.hash, { optional: true }),
        where: "key.hash",
    }),
    "a sort key that is the partition key": (spec) => ({
        spec: { ...spec, key: { hash: spec.key.hash, range: spec.key.hash } },
        where: "key.range",
    }),
    "an index that lost its key": (spec) => {
        const [[name, index] = []] = Object.entries(spec.indexes ?? {});
        if (name === undefined || index === undefined) {
            return undefined;
        }
        const attributes = Object.entries(spec.attributes).filter(([each]) => each !== index.hash);
        return {
            spec: { ...spec, attributes: Object.fromEntries(attributes) },
            where: `indexes.${name}.hash`,
        };
    },
    "an index of a name that DynamoDB refuses": (spec) => ({
        spec: {
            ...spec,
            indexes: { ...spec.indexes, "a b": { hash: spec.key.hash, projection: "ALL" } },
        },
        where: "indexes.a b",
    }),
    "a global index of a local one's name": (spec) => {
        const [name] = Object.keys(spec.localIndexes ?? {});
        return name === undefined
            ? undefined
            : {
                  spec: {
                      ...spec,
                      indexes: { [name]: { hash: spec.key.hash, projection: "ALL" } },
                  },
                  where: `localIndexes.${name}`,
              };
    },
    "a local index by the partition key": (spec) => ({
        spec: { ...spec, localIndexes: { own: { range: spec.key.hash, projection: "ALL" } } },
        where: "localIndexes.own.range",
    }),
    "a list with the partition key": (spec) => ({
        spec: {
            ...spec,
            indexes: { own: { hash: spec.key.hash, projection: [spec.key.hash] } },
        },
        where: "indexes.own.projection[0]",
    }),
    "too many global indexes": (spec) => ({
        spec: {
            ...spec,
            indexes: Object.fromEntries(
                range(21).map((each) => [
                    `index${each}`,
                    { hash: spec.key.hash, projection: "ALL" as const },
                ]),
            ),
        },
        where: "indexes",
    }),
    "too many attributes in lists": (spec) => {
        const names = range(17).map((each) => `${ABSENT} ${each}`);
        return {
            spec: {
                ...spec,
                attributes: { ...spec.attributes, ...strings(...names) },
                indexes: Object.fromEntries(
                    range(6).map((each) => [
                        `index${each}`,
                        { hash: spec.key.hash, projection: names },
                    ]),
                ),
            },
            where: "indexes",
        };
    },
    "a TTL that is no attribute": (spec) => ({ spec: { ...spec, ttl: ABSENT }, where: "ttl" }),
    "items that stay in the cache": (spec) => ({
        spec: { ...spec, cache: { itemSeconds: 0, querySeconds: 0 } },
        where: "cache.itemSeconds",
    }),
    "capacity that cannot be": (spec) => ({
        spec: withCapacity(spec, { min: 2, max: 1 }),
        where: "capacity.write.max",
    }),
    "access to what is not there": (spec) => ({
        spec: { ...spec, access: { read: { attributes: [ABSENT] } } },
        where: "access.read.attributes[0]",
    }),
};

describe("any spec that is right", () => {
    it("has no mistakes", () => {
        fc.assert(
            fc.property(RIGHT_SPEC, (spec) => {
                assert.deepEqual(specMistakes(spec), []);
            }),
        );
    });

    it("declares exactly the keys of the table and of its indexes, each of its type", () => {
        fc.assert(
            fc.property(RIGHT_SPEC, (spec) => {
                const keys = new Set<string | undefined>([spec.key.hash, spec.key.range]);
                for (const index of Object.values(spec.indexes ?? {})) {
                    keys.add(index.hash).add(index.range);
                }
                for (const index of Object.values(spec.localIndexes ?? {})) {
                    keys.add(index.range);
                }
                keys.delete(undefined);
                const declared = keyAttributes(spec);
                assert.deepEqual(new Set(Object.keys(declared)), keys);
                for (const [name, type] of Object.entries(declared)) {
                    assert.equal(type, spec.attributes[name]?.type);
                }
            }),
        );
    });

    for (const [what, breakIt] of Object.entries(BREAKS)) {
        it(`is wrong with ${what}`, () => {
            fc.assert(
                fc.property(RIGHT_SPEC, (right) => {
                    const broken = breakIt(right);
                    fc.pre(broken !== undefined);
                    const places = specMistakes(broken.spec).map(({ where }) => where);
                    assert.ok(
                        places.includes(broken.where),
                        `${broken.where} not in ${places.join()}`,
                    );
                }),
                { numRuns: 20 },
            );
        });
    }
});
