import fc from "fast-check";
import { isKeyable } from "../../tables/derived";
import type {
    Attributes,
    AttributeSpec,
    Capacity,
    IndexSpec,
    KeySpec,
    LocalIndexSpec,
    Projection,
    Scaled,
    TableSpec,
} from "../../tables/table-spec";

const KEY: fc.Arbitrary<AttributeSpec> = fc.record({
    type: fc.constantFrom("S", "N", "B"),
    level: fc.constantFrom(0, 1),
    holds: fc.constant("A key."),
});

const ATTRIBUTE: fc.Arbitrary<AttributeSpec> = fc.record(
    {
        type: fc.constantFrom("S", "N", "B", "BOOL", "SS", "NS", "L", "M"),
        level: fc.constantFrom(0, 1, 2, 3),
        holds: fc.constant("Something."),
        optional: fc.constant(true),
    },
    { requiredKeys: ["type", "level", "holds"] },
);

/** Two of them are sure to be keys, so that every table can have a sort key. */
const ATTRIBUTES: fc.Arbitrary<Attributes> = fc
    .uniqueArray(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 2, maxLength: 24 })
    .chain((names) =>
        fc
            .tuple(...names.map((_, index) => (index < 2 ? KEY : ATTRIBUTE)))
            .map((specs) =>
                Object.fromEntries(specs.map((spec, index) => [names[index] ?? "", spec])),
            ),
    );

const SCALED: fc.Arbitrary<Scaled> = fc
    .tuple(
        fc.integer({ min: 1 }),
        fc.integer({ min: 0, max: 9_999 }),
        fc.integer({ min: 20, max: 90 }),
    )
    .map(([min, more, targetPercent]) => ({ min, max: min + more, targetPercent }));

function capacity(indexes: readonly string[]): fc.Arbitrary<Capacity> {
    const both = fc.record({ read: SCALED, write: SCALED });
    return fc.oneof(
        fc.record({ mode: fc.constant("onDemand" as const) }),
        fc.record({
            mode: fc.constant("provisioned" as const),
            read: SCALED,
            write: SCALED,
            indexes: fc
                .tuple(fc.subarray([...indexes]), both)
                .map(([some, each]) => Object.fromEntries(some.map((name) => [name, each]))),
        }),
    );
}

/** At most four attributes, so that 25 indexes together list no more than DynamoDB takes. */
function projection(
    names: readonly string[],
    key: KeySpec,
    index: KeySpec,
): fc.Arbitrary<Projection> {
    const keys = [key.hash, key.range, index.hash, index.range];
    const others = names.filter((name) => !keys.includes(name));
    const words = fc.constantFrom("ALL" as const, "KEYS_ONLY" as const);
    return others.length === 0
        ? words
        : fc.oneof(
              words,
              fc.subarray(others, { minLength: 1, maxLength: Math.min(4, others.length) }),
          );
}

/** Any spec that is right. */
export const RIGHT_SPEC: fc.Arbitrary<TableSpec> = ATTRIBUTES.chain((attributes) => {
    const names = Object.keys(attributes);
    const keyable = names.filter((name) => isKeyable(attributes[name]));
    const required = keyable.filter((name) => attributes[name]?.optional !== true);
    const indexName = fc.stringMatching(/^[\w.-]{3,20}$/);
    return fc
        .record({
            keys: fc.shuffledSubarray(required, { minLength: 1, maxLength: 2 }),
            globals: fc.uniqueArray(
                indexName.map((name) => `g${name}`),
                { maxLength: 20 },
            ),
            locals: fc.uniqueArray(
                indexName.map((name) => `l${name}`),
                { maxLength: 5 },
            ),
        })
        .chain(({ keys, globals, locals }) => {
            const [hash = "", sort] = keys;
            const key = sort === undefined ? { hash } : { hash, range: sort };
            const global: fc.Arbitrary<IndexSpec> = fc
                .shuffledSubarray(keyable, { minLength: 1, maxLength: 2 })
                .map(([first = "", second]) => ({ hash: first, range: second }))
                .chain((index) =>
                    projection(names, key, index).map((projected) => ({
                        ...index,
                        projection: projected,
                    })),
                );
            const orders = keyable.filter((name) => !keys.includes(name));
            const local = (): fc.Arbitrary<LocalIndexSpec> =>
                fc.constantFrom(...orders).chain((range) =>
                    projection(names, key, { hash, range }).map((projected) => ({
                        range,
                        projection: projected,
                    })),
                );
            return fc.record({
                name: fc.stringMatching(/^[\w.-]{3,247}$/),
                purpose: fc.constant("Anything."),
                attributes: fc.constant(attributes),
                key: fc.constant(key),
                indexes: each(globals, global),
                localIndexes:
                    sort === undefined || orders.length === 0
                        ? fc.constant({})
                        : each(locals, local()),
                capacity: capacity(globals),
            });
        });
});

function each<T>(
    names: readonly string[],
    value: fc.Arbitrary<T>,
): fc.Arbitrary<Record<string, T>> {
    return fc
        .tuple(...names.map(() => value))
        .map((values) => Object.fromEntries(values.map((one, index) => [names[index] ?? "", one])));
}
