import fc from "fast-check";

/** Numbers that DynamoDB gives back as they were: 38 digits, 1e-130 to 1e126. */
export const number = fc.oneof(
    fc.maxSafeInteger(),
    fc
        .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
        .map((value) => (Math.abs(value) < 1e-100 ? 0 : value)),
);

export const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });

/** Names that a careless reader of JSON or of objects takes for something else. */
const name = fc.constantFrom("B", "BS", "S", "M", "constructor", "name", "toString", "b c");

/** A value of any type that DynamoDB has. */
export const anyValue = fc.letrec((tie) => ({
    value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        number,
        bytes,
        fc.boolean(),
        fc.array(fc.string({ minLength: 1 }), { minLength: 1 }).map((all) => new Set(all)),
        fc.array(number, { minLength: 1 }).map((all) => new Set(all)),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
})).value;
