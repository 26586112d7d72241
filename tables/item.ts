import type { Attributes, AttributeType, Level, MemberName, TableSpec } from "./table-spec";

/** What the values of each type are in TypeScript. */
interface Values {
    S: string;
    N: number;
    B: Uint8Array;
    BOOL: boolean;
    SS: Set<string>;
    NS: Set<number>;
    L: unknown[];
    M: Record<string, unknown>;
}

type Stored<Of extends Level, Type extends AttributeType> = Of extends 2 | 3
    ? Uint8Array
    : Values[Type];

type OptionalName<A extends Attributes> = {
    [N in keyof A]: A[N] extends { optional: true } ? N : never;
}[keyof A];

/** All of them, of which those that are optional may be absent. */
type Fields<A extends Attributes, All extends Record<keyof A, unknown>> = Flat<
    Omit<All, OptionalName<A>> & Partial<Pick<All, OptionalName<A>>>
>;

type Flat<T> = { [N in keyof T]: T[N] };

/** An item of a table as programs handle it: everything in clear. */
export type Item<S extends TableSpec> = Fields<
    S["attributes"],
    { -readonly [N in keyof S["attributes"]]: Values[S["attributes"][N]["type"]] }
>;

/** An item of a table as it is stored: what is of level 2 or 3 is ciphertext. */
export type StoredItem<S extends TableSpec> = Fields<
    S["attributes"],
    {
        -readonly [N in keyof S["attributes"]]: Stored<
            S["attributes"][N]["level"],
            S["attributes"][N]["type"]
        >;
    }
>;

/** What tells an item of a table from all others. */
export type Key<S extends TableSpec> = Flat<
    Pick<Required<Item<S>>, KeyPart<S["key"]> & keyof Item<S>>
>;

/** Name of an index, local or global. */
export type IndexName<S extends TableSpec> =
    MemberName<NonNullable<S["indexes"]>> | MemberName<NonNullable<S["localIndexes"]>>;

/** The keys of an index, by which it is queried; several items may have the same. */
export type IndexKey<S extends TableSpec, I extends IndexName<S>> = Flat<
    Pick<Required<Item<S>>, IndexKeyPart<S, I> & keyof Item<S>>
>;

type IndexKeyPart<S extends TableSpec, I> =
    I extends MemberName<NonNullable<S["indexes"]>>
        ? KeyPart<NonNullable<S["indexes"]>[I]>
        : I extends MemberName<NonNullable<S["localIndexes"]>>
          ? S["key"]["hash"] | NonNullable<S["localIndexes"]>[I]["range"]
          : never;

/** Names of the attributes that make up a key. */
type KeyPart<Key> = Key extends { hash: infer Hash }
    ? Hash | (Key extends { range: infer Range } ? Range : never)
    : never;
