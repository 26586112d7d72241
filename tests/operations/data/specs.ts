import fc from "fast-check";
import type { AttributeSpec, KeyType, TableSpec } from "../../../tables/table-spec";

const KEY_TYPES: readonly KeyType[] = ["S", "N", "B"];

const attribute = fc.record({
    type: fc.constantFrom(...KEY_TYPES, "BOOL", "SS", "NS", "L", "M"),
    level: fc.constantFrom(0, 1, 2, 3),
    holds: fc.constant("Something."),
    optional: fc.option(fc.constant(true), { nil: undefined }),
}) as fc.Arbitrary<AttributeSpec>;

const keyAttribute: fc.Arbitrary<AttributeSpec> = fc.record({
    type: fc.constantFrom(...KEY_TYPES),
    level: fc.constantFrom(0, 1),
    holds: fc.constant("A key."),
});

/** Names that tell what is in them, and some that do not. */
const name = fc.constantFrom(
    ...["userId", "orderId", "purpose", "givenAt", "changedAt", "withdrawnAt", "noticeVersion"],
    ...["count", "payload", "flag"],
);

/** Specs whose names tell, of all types and levels, with a sort key or without, with a TTL or without. */
export const tellingSpec: fc.Arbitrary<TableSpec> = fc
    .record({
        keys: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }),
        keySpecs: fc.tuple(keyAttribute, keyAttribute),
        others: fc.dictionary(name, attribute),
        hasTtl: fc.boolean(),
    })
    .map(({ keys: [hash = "", range], keySpecs, others, hasTtl }) => ({
        name: "things",
        purpose: "For a test.",
        attributes: {
            ...others,
            [hash]: keySpecs[0],
            ...(range !== undefined && { [range]: keySpecs[1] }),
            ...(hasTtl && { goneAt: { type: "N", level: 0, holds: "When it goes." } as const }),
        },
        key: { hash, ...(range !== undefined && { range }) },
        ...(hasTtl && { ttl: "goneAt" }),
    }));
