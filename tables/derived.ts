import type {
    AttributeSpec,
    AttributeType,
    KeySpec,
    KeyType,
    Level,
    TableSpec,
} from "./table-spec";

/** The type under which an attribute is stored: ciphertext is binary. */
export function storedType({ type, level }: Pick<AttributeSpec, "type" | "level">): AttributeType {
    return level >= 2 ? "B" : type;
}

/**
 * What DynamoDB wants declared: exactly the attributes that are keys of the table or of an index,
 * each once, with its type.
 * @throws when a key is no attribute that can be one; `specMistakes` says so in words
 */
export function keyAttributes(spec: TableSpec): Readonly<Record<string, KeyType>> {
    const keys: KeySpec[] = [
        spec.key,
        ...Object.values(spec.localIndexes ?? {}).map(({ range }) => ({ hash: range })),
        ...Object.values(spec.indexes ?? {}),
    ];
    const names = keys.flatMap(({ hash, range }) => (range === undefined ? [hash] : [hash, range]));
    return Object.fromEntries(
        names.map((name) => {
            const attribute = spec.attributes[name];
            if (attribute === undefined || !isKeyable(attribute)) {
                throw new TypeError(`table ${spec.name}: ${name} can be no key`);
            }
            return [name, attribute.type];
        }),
    );
}

/** Whether it can be a key: a type of keys, stored as it is. */
export function isKeyable(
    attribute: AttributeSpec,
): attribute is AttributeSpec & { type: KeyType } {
    return ["S", "N", "B"].includes(attribute.type) && attribute.level < 2;
}

/** The most personal level of a table's attributes. */
export function highestLevel({ attributes }: Pick<TableSpec, "attributes">): Level {
    return Object.values(attributes).reduce<Level>(
        (highest, { level }) => (level > highest ? level : highest),
        0,
    );
}

/** Names of the attributes of these levels, as they stand in the spec. */
export function attributesOfLevel(
    { attributes }: Pick<TableSpec, "attributes">,
    ...levels: readonly Level[]
): string[] {
    return Object.entries(attributes)
        .filter(([, { level }]) => levels.includes(level))
        .map(([name]) => name);
}

/** Names of all indexes, the local ones first. */
export function indexNames(spec: Pick<TableSpec, "indexes" | "localIndexes">): string[] {
    return [...Object.keys(spec.localIndexes ?? {}), ...Object.keys(spec.indexes ?? {})];
}
