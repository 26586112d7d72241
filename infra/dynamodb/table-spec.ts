/** Type of a key attribute: string, number or binary. */
export type KeyType = "S" | "N" | "B";

/** A secondary index over the whole table. */
export interface IndexSpec {
    readonly name: string;
    readonly hashKey: string;
    readonly rangeKey?: string;
    /** What an index entry holds beside its keys. */
    readonly projection: "ALL" | "KEYS_ONLY";
}

/** A table as the program, the commands and the tests read it. */
export interface TableSpec {
    /** Name in the code; the physical one is made from it. Changing it replaces the table. */
    readonly name: string;
    /** What is in it, in one sentence. */
    readonly purpose: string;
    /** Highest PII level of its attributes. */
    readonly piiLevel: 1 | 2 | 3;
    /** Types of exactly the attributes that are keys of the table or of an index. */
    readonly keys: Readonly<Record<string, KeyType>>;
    /** Partition key. Changing it replaces the table: all data is lost. */
    readonly hashKey: string;
    /** Sort key. Changing it replaces the table: all data is lost. */
    readonly rangeKey?: string;
    readonly indexes?: readonly IndexSpec[];
    /** Attribute with the second (Unix time) after which DynamoDB deletes an item. */
    readonly ttlAttribute?: string;
}

/** Everything that is wrong with a spec, in words for its author; empty when it is right. */
export function specMistakes(spec: TableSpec): string[] {
    const indexes = spec.indexes ?? [];
    const used = [spec, ...indexes].flatMap(({ hashKey, rangeKey }) =>
        rangeKey === undefined ? [hashKey] : [hashKey, rangeKey],
    );
    const names = indexes.map(({ name }) => name);
    const of = `table "${spec.name}"`;
    return [
        ...used
            .filter((key) => spec.keys[key] === undefined)
            .map((key) => `${of}: "${key}" is a key without a type; add it to keys`),
        ...Object.keys(spec.keys)
            .filter((key) => !used.includes(key))
            .map(
                (key) => `${of}: "${key}" is no key of the table or an index; take it out of keys`,
            ),
        ...names
            .filter((name, index) => names.indexOf(name) !== index)
            .map((name) => `${of}: two indexes have the name "${name}"`),
        ...names
            .filter((name) => !/^[\w.-]{3,255}$/.test(name))
            .map(
                (name) =>
                    `${of}: index name "${name}" must have 3 to 255 of a-z, A-Z, 0-9, _, . and -`,
            ),
        ...(spec.ttlAttribute !== undefined && (spec.keys[spec.ttlAttribute] ?? "N") !== "N"
            ? [`${of}: ttlAttribute "${spec.ttlAttribute}" must be a number`]
            : []),
    ];
}
