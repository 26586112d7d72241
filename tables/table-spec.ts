/**
 * How personal an attribute is: 0 not at all, 1 personal, 2 sensitive, 3 must never be seen by
 * chance. Clients encrypt what is of level 2 and 3 before they store it.
 */
export type Level = 0 | 1 | 2 | 3;

/** Type of a key: string, number or binary. */
export type KeyType = "S" | "N" | "B";

/** A type of DynamoDB: of a scalar, a set, a list or a map. */
export type AttributeType = KeyType | "BOOL" | "SS" | "NS" | "L" | "M";

/** What one attribute of an item is. */
export interface AttributeSpec {
    /** Type of the clear value. What is of level 2 or 3 is stored as ciphertext, so as "B". */
    readonly type: AttributeType;
    readonly level: Level;
    /** What it holds, in words for the documentation. */
    readonly holds: string;
    /** Items may lack it. @default every item has it */
    readonly optional?: true;
}

/** The attributes of a table by their names. */
export type Attributes = Readonly<Record<string, AttributeSpec>>;

/** Names of attributes that can be keys of an index: S, N or B, and stored as they are. */
export type IndexableName<A extends Attributes> = {
    [N in keyof A]: A[N] extends { type: KeyType; level: 0 | 1 } ? N : never;
}[keyof A] &
    string;

/** Names of attributes that can be keys of the table: those that every item has, besides. */
export type KeyName<A extends Attributes> = {
    [N in IndexableName<A>]: A[N] extends { optional: true } ? never : N;
}[IndexableName<A>];

/** Names of attributes that can be the TTL: numbers that are stored as they are. */
export type TtlName<A extends Attributes> = {
    [N in keyof A]: A[N] extends { type: "N"; level: 0 | 1 } ? N : never;
}[keyof A] &
    string;

/** Partition key, and sort key where there is one. */
export interface KeySpec<Name extends string = string> {
    readonly hash: Name;
    readonly range?: Name;
}

/** What an entry of an index holds beside its keys and the table's; a list names attributes. */
export type Projection<Name extends string = string> = "ALL" | "KEYS_ONLY" | readonly Name[];

/** A global index: items that lack one of its keys are not in it. */
export interface IndexSpec<
    Key extends string = string,
    Name extends string = string,
> extends KeySpec<Key> {
    readonly projection: Projection<Name>;
}

/** A local index: the table's items of one partition key in another order. */
export interface LocalIndexSpec<Key extends string = string, Name extends string = string> {
    readonly range: Key;
    readonly projection: Projection<Name>;
}

/** Of a table that has none. */
export type NoIndexes = Readonly<Record<string, never>>;

/** The names of what is in it; none of `NoIndexes`. */
export type MemberName<Members> = {
    [N in keyof Members]: [Members[N]] extends [never] ? never : N;
}[keyof Members] &
    string;

/** Units of reading (up to 4 KB) and of writing (up to 1 KB), each second. */
export interface Units {
    readonly read: number;
    readonly write: number;
}

/** Units each second that autoscaling moves between. */
export interface Scaled {
    readonly min: number;
    readonly max: number;
    /** How much of it should be in use, 20 to 90 %. @default 70 */
    readonly targetPercent?: number;
}

/** What each request costs, and no more than that. */
export interface OnDemand {
    readonly mode: "onDemand";
    /** Requests beyond it are throttled; it holds for each index too. @default no ceiling */
    readonly ceiling?: Units;
    /**
     * What the table takes at once, more than 12000 and 4000, for a fee when it grows. It cannot be
     * lowered. @default what AWS gives a table
     */
    readonly warm?: Units;
}

/** Capacity that is paid for by the hour, and that autoscaling adjusts. */
export interface Provisioned<Index extends string = string> {
    readonly mode: "provisioned";
    readonly read: Scaled;
    readonly write: Scaled;
    /** Capacity of global indexes by name. @default the table's */
    readonly indexes?: [Index] extends [never]
        ? never
        : Readonly<Partial<Record<Index, IndexCapacity>>>;
}

/** Capacity of one global index. */
export interface IndexCapacity {
    readonly read: Scaled;
    readonly write: Scaled;
}

export type Capacity<Index extends string = string> = OnDemand | Provisioned<Index>;

/** How old, in seconds, an answer of DAX may be: of single items, and of queries. */
export interface CacheSpec {
    readonly itemSeconds: number;
    readonly querySeconds: number;
}

/** What a role that reads or writes the table is held to. */
export interface AccessSpec<Name extends string = string> {
    /** The only attributes, beside those of keys. @default all */
    readonly attributes?: readonly Name[];
    /** Only items whose partition key is the value of this tag of the principal. @default all */
    readonly ownItemsByTag?: string;
}

export type StreamView = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

export type TableClass = "STANDARD" | "STANDARD_INFREQUENT_ACCESS";

/** What a spec may name: any attribute of its, one that can be the TTL, a global index. */
export interface Names {
    readonly attribute: string;
    readonly ttl: string;
    readonly index: string;
}

/**
 * A table as the program, the commands, the clients and the tests read it. Write one with
 * `defineTable`, which holds its names to each other.
 */
export interface TableSpec<
    Name extends string = string,
    A extends Attributes = Attributes,
    Key extends KeySpec = KeySpec,
    Indexes extends Readonly<Record<string, IndexSpec>> = Readonly<Record<string, IndexSpec>>,
    Locals extends Readonly<Record<string, LocalIndexSpec>> = Readonly<
        Record<string, LocalIndexSpec>
    >,
    Refers extends Names = Names,
> {
    /** Name in the code; the physical one is made from it. Changing it replaces the table. */
    readonly name: Name;
    /** What is in it, in one sentence. */
    readonly purpose: string;
    readonly attributes: A;
    /** Changing it replaces the table: all data is lost. */
    readonly key: Key;
    /** Global indexes by name. Changing a key of one makes it anew. @default none */
    readonly indexes?: Indexes;
    /** Local indexes by name. Changing anything replaces the table. @default none */
    readonly localIndexes?: Locals;
    /** Attribute with the second (Unix time) after which an item is deleted. @default never */
    readonly ttl?: Refers["ttl"];
    /** What the table's stream tells of a change. @default no stream */
    readonly stream?: StreamView;
    /** AWS takes two changes in 30 days. @default "STANDARD" */
    readonly tableClass?: TableClass;
    /** An environment's settings may replace it. @default on demand, without a ceiling */
    readonly capacity?: Capacity<Refers["index"]>;
    /** It may be read through DAX, from where answers may be this old. @default not through DAX */
    readonly cache?: CacheSpec;
    /** What is held to less than the whole table. @default nothing */
    readonly access?: {
        readonly read?: AccessSpec<Refers["attribute"]>;
        readonly write?: AccessSpec<Refers["attribute"]>;
    };
}
