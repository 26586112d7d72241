import type {
    Attributes,
    AttributeSpec,
    IndexableName,
    IndexSpec,
    KeyName,
    KeySpec,
    LocalIndexSpec,
    MemberName,
    NoIndexes,
    TableSpec,
    TtlName,
} from "./table-spec";

/** What nothing has the type of, so that the compiler points at the property. */
interface NoSuchProperty {
    readonly "no such property": never;
}

/** Refuses what the type of a property does not have, which inference lets pass. */
type Exactly<T, Allowed> = Readonly<Record<Exclude<keyof T, keyof Allowed>, NoSuchProperty>>;

type EachExactly<Members, Allowed> = {
    readonly [M in keyof Members]: Exactly<Members[M], Allowed>;
};

/**
 * A table's spec, of which the compiler knows every name. It refuses keys that are no attributes,
 * or that are encrypted or of a type that is no key's; a TTL that is no number; projections, access
 * and capacity that name what is not there. `specMistakes` finds what types cannot say.
 */
export function defineTable<
    const Name extends string,
    const A extends Attributes,
    const Key extends KeySpec<KeyName<A>>,
    const Indexes extends Readonly<Record<string, IndexSpec<IndexableName<A>, keyof A & string>>> =
        NoIndexes,
    const Locals extends Readonly<
        Record<string, LocalIndexSpec<IndexableName<A>, keyof A & string>>
    > = NoIndexes,
>(
    spec: TableSpec<
        Name,
        A,
        Key,
        Indexes,
        Locals,
        { attribute: keyof A & string; ttl: TtlName<A>; index: MemberName<Indexes> }
    > & {
        readonly attributes: EachExactly<A, AttributeSpec>;
        readonly key: Exactly<Key, KeySpec>;
        readonly indexes?: EachExactly<Indexes, IndexSpec>;
        readonly localIndexes?: EachExactly<Locals, LocalIndexSpec>;
    },
): TableSpec<Name, A, Key, Indexes, Locals> {
    return spec;
}
