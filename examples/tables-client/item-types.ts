import type { IndexKey, IndexName, Item, Key } from "../../tables/item";
import type { TableSpec } from "../../tables/table-spec";

type Flat<T> = { [N in keyof T]: T[N] };

/** Name of an attribute of a table. */
export type Name<S extends TableSpec> = keyof Item<S> & string;

type KeyName<S extends TableSpec> = keyof Key<S> & Name<S>;

/** The key of an item, and those of its attributes that were asked for. */
export type Part<S extends TableSpec, N extends Name<S> = Name<S>> = Flat<
    Pick<Item<S>, N | KeyName<S>>
>;

/** What an update sets; `null` takes an optional attribute away. */
export type Changes<S extends TableSpec> = {
    readonly [N in Exclude<Name<S>, KeyName<S>>]?:
        Item<S>[N] | (S["attributes"][N] extends { optional: true } ? null : never);
};

/** What attributes must be for a write to happen, `null` for absent; no encrypted ones. */
export type Condition<S extends TableSpec> = {
    readonly [N in Name<S> as S["attributes"][N]["level"] extends 0 | 1 ? N : never]?:
        Item<S>[N] | null;
};

/** Which values of a sort key: from one up to another, both included, or what starts so. */
export type Range<Value> =
    | { readonly from: Value; readonly to?: Value }
    | { readonly to: Value }
    | (Value extends number ? never : { readonly startsWith: Value });

/** Whole values of a partition key, and values or a range of a sort key. */
type Where<S extends TableSpec, Parts> = Parts extends { hash: infer Hash extends Name<S> }
    ? Flat<
          { readonly [N in Hash]: NonNullable<Item<S>[N]> } & {
              readonly [N in RangeName<S, Parts>]?:
                  NonNullable<Item<S>[N]> | Range<NonNullable<Item<S>[N]>>;
          }
      >
    : never;

type RangeName<S extends TableSpec, Parts> = Parts extends { range: infer R extends Name<S> }
    ? R
    : never;

/** Which items of the table a query is for. */
export type TableWhere<S extends TableSpec> = Where<S, S["key"]>;

/** Which entries of an index a query is for. */
export type IndexWhere<S extends TableSpec, I extends IndexName<S>> = Where<S, IndexSpecOf<S, I>>;

type IndexSpecOf<S extends TableSpec, I> = I extends keyof NonNullable<S["indexes"]>
    ? NonNullable<S["indexes"]>[I]
    : I extends keyof NonNullable<S["localIndexes"]>
      ? { hash: S["key"]["hash"] } & NonNullable<S["localIndexes"]>[I]
      : never;

/** Name of an attribute that the entries of an index have. */
export type EntryName<S extends TableSpec, I extends IndexName<S>> =
    | KeyName<S>
    | (keyof IndexKey<S, I> & Name<S>)
    | (IndexSpecOf<S, I> extends { projection: infer Projected }
          ? Projected extends "ALL"
              ? Name<S>
              : Projected extends readonly (infer N)[]
                ? N & Name<S>
                : never
          : never);
