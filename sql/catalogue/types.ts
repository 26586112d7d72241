import type { MaskName } from "./masks";
import type { GroupRole } from "./roles";

/** What each level means: the beginning of the comment on every column. */
export const LEVELS = {
    0: "Not personal",
    1: "Level 1, clear text",
    2: "Level 2, encrypted",
    3: "Level 3, encrypted twice",
} as const;

export type Level = keyof typeof LEVELS;

interface AnyColumn {
    /** PII level: 0 is not personal. What is of level 2 or 3 nobody may select. */
    readonly level: Level;
    /** What it holds, or what for: a phrase that ends with a stop. */
    readonly holds: string;
}

/** Levels 2 and 3 are in no masked view, level 0 is there as it is. */
interface UnmaskedColumn extends AnyColumn {
    readonly level: 0 | 2 | 3;
    readonly mask?: never;
}

interface ClearColumn extends AnyColumn {
    readonly level: 1;
    /** How the table's masked view shows it. @default not at all */
    readonly mask?: MaskName;
}

export type Column = UnmaskedColumn | ClearColumn;

/** What a role may do with a relation; what is not named it may not. */
export interface Rights<Name extends string = string> {
    /** Columns that it may read. */
    readonly select?: readonly Name[];
    /** Columns that it may give a value in a new row. */
    readonly insert?: readonly Name[];
    /** Columns that it may change. */
    readonly update?: readonly Name[];
}

/** A view on one table that shows what is personal masked; who sees it needs no right on the table. */
export interface MaskedView {
    /** Schema and name. */
    readonly name: string;
    readonly purpose: string;
    readonly select: readonly GroupRole[];
}

/** A table or view. Of a partitioned table nobody has a right on a partition by its name. */
export interface Relation<Name extends string = string> {
    readonly kind: "table" | "view";
    /** What a row is; the comment on it. */
    readonly purpose: string;
    /** All columns. */
    readonly columns: Readonly<Record<Name, Column>>;
    /** Who may do what; who is not named may do nothing. */
    readonly rights: Readonly<Partial<Record<GroupRole, Rights<Name>>>>;
    readonly masked?: MaskedView;
}

export interface Routine {
    /** What it does; the comment on it. */
    readonly purpose: string;
    /** Who may call it. Triggers call theirs whoever writes. */
    readonly execute: readonly GroupRole[];
}

/**
 * Everything of the schemas, what it holds, and who may do what with it. Names bear their schema;
 * those of routines the types of their arguments too, such as `pii.lock(bigint, text[])`.
 */
export interface Catalogue {
    readonly schemas: Readonly<
        Record<string, { readonly purpose: string; readonly usage: readonly GroupRole[] }>
    >;
    readonly relations: Readonly<Record<string, Relation>>;
    readonly routines: Readonly<Record<string, Routine>>;
}

/** What belongs to one subject. */
export type Part = Omit<Catalogue, "schemas">;

/** A relation whose rights can name its own columns only. */
export function relation<const Name extends string>(of: Relation<Name>): Relation {
    return of;
}

/** Names of those of `columns` that are of `level`. */
export function ofLevel<Name extends string>(
    level: Level,
    columns: Readonly<Record<Name, Column>>,
): Name[] {
    return namesOf(columns).filter((name) => columns[name].level === level);
}

export function namesOf<Name extends string>(columns: Readonly<Record<Name, Column>>): Name[] {
    return Object.keys(columns) as Name[];
}
