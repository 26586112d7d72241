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
            const attribute = attributeOf(spec, name);
            if (!isKeyable(attribute)) {
                throw new TypeError(`table ${spec.name}: ${name} can be no key`);
            }
            return [name, attribute.type];
        }),
    );
}

/** The attribute of this name, if the table has it. */
export function attributeOf(
    { attributes }: Pick<TableSpec, "attributes">,
    name: string,
): AttributeSpec | undefined {
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** Whether it can be a key: there, of a type of keys, and stored as it is. */
export function isKeyable(
    attribute: AttributeSpec | undefined,
): attribute is AttributeSpec & { type: KeyType } {
    return (
        attribute !== undefined && ["S", "N", "B"].includes(attribute.type) && attribute.level < 2
    );
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
