import type { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import type { IndexName, Item, Key } from "../../tables/item";
import type { TableSpec } from "../../tables/table-spec";
import type { Reads } from "./cache-first";
import { Expression } from "./expression";
import type { FieldCipher } from "./field-cipher";
import { ItemFields } from "./item-fields";
import type {
    Changes,
    Condition,
    EntryName,
    IndexWhere,
    Name,
    Part,
    TableWhere,
} from "./item-types";

export interface TableClientOptions<S extends TableSpec> {
    readonly spec: S;
    /** The table's physical name: of the stack's output `tableNames`. */
    readonly tableName: string;
    /** What writes, and reads what must not be old; see `openDynamoDb`. */
    readonly dynamodb: DynamoDBDocument;
    /**
     * What reads a table whose spec lets it be cached, such as a `CacheFirst`.
     * @default `dynamodb`
     */
    readonly cached?: Reads;
    /** Needed where the spec has attributes of level 2 or 3. */
    readonly cipher?: FieldCipher;
    /** Time in milliseconds, by which items expire. @default Date.now */
    readonly now?: () => number;
}

export interface ReadOptions<N extends string> {
    /** Sees every write that ended before; from DynamoDB, at twice the price. @default false */
    readonly consistent?: boolean;
    /** Attributes to read, and to decrypt, beside the key. @default all */
    readonly only?: readonly N[];
}

export interface QueryOptions<N extends string> extends ReadOptions<N> {
    /** From the last sort key to the first. @default false */
    readonly descending?: boolean;
    /** Items to look at for this page. @default what is in 1 MB */
    readonly limit?: number;
    /** Where the page before ended: its `next`. @default at the beginning */
    readonly after?: PageEnd;
}

export interface WriteOptions<S extends TableSpec> {
    /** The write fails with a ConditionalCheckFailedException where it is not so. */
    readonly onlyIf?: Condition<S>;
}

/** Where a page ends: the last item's keys, in clear. */
export type PageEnd = Readonly<Record<string, unknown>>;

export interface Page<T> {
    readonly items: T[];
    /** Absent at the end. A page may be empty and not the last. */
    readonly next?: PageEnd;
}

/**
 * Items of one table as its spec types them. What is of level 2 or 3 is encrypted before it leaves
 * the process, and bound to its item and attribute. Items past their TTL are not there, though
 * DynamoDB deletes them up to two days later.
 */
export class TableClient<S extends TableSpec> {
    readonly #fields: ItemFields;
    readonly #reads: Reads;

    constructor(private readonly options: TableClientOptions<S>) {
        const { spec, cipher, dynamodb, cached = dynamodb } = options;
        this.#fields = new ItemFields(spec, cipher);
        this.#reads = spec.cache === undefined ? dynamodb : cached;
    }

    /** The item, where there is one; from the cache it may be as old as the spec's `cache` says. */
    async get<N extends Name<S> = Name<S>>(
        key: Key<S>,
        { consistent, only }: ReadOptions<N> = {},
    ): Promise<Part<S, N> | undefined> {
        const expression = new Expression();
        const answer = await this.#reads.get({
            TableName: this.options.tableName,
            Key: this.#fields.key(key),
            ConsistentRead: consistent,
            ...this.#projection(expression, only),
            ...expression.placeholders,
        });
        return answer.Item === undefined || this.#isExpired(answer.Item)
            ? undefined
            : ((await this.#fields.toClear(answer.Item, only)) as Part<S, N>);
    }

    /** Items of one partition key, in the order of the sort key. */
    query<N extends Name<S> = Name<S>>(
        where: TableWhere<S>,
        options: QueryOptions<N> = {},
    ): Promise<Page<Part<S, N>>> {
        return this.#query(undefined, where, options);
    }

    /**
     * Entries of an index. A global one is never consistent, and lags behind the table; its entries
     * expire only where it holds the TTL attribute.
     */
    queryIndex<I extends IndexName<S>, N extends EntryName<S, I> = EntryName<S, I>>(
        index: I,
        where: IndexWhere<S, I>,
        options: QueryOptions<N> = {},
    ): Promise<Page<Part<S, N>>> {
        return this.#query(index, where, options);
    }

    /** Stores the item in place of the one with its key. */
    async put(item: Item<S>, { onlyIf }: WriteOptions<S> = {}): Promise<void> {
        const expression = new Expression();
        await this.options.dynamodb.put({
            TableName: this.options.tableName,
            Item: await this.#fields.toStored(item, item),
            ...this.#condition(expression, onlyIf),
            ...expression.placeholders,
        });
    }

    /** Changes attributes of an item that is there; fails as a condition does where there is none. */
    async update(
        key: Key<S>,
        changes: Changes<S>,
        { onlyIf }: WriteOptions<S> = {},
    ): Promise<void> {
        const expression = new Expression();
        await this.options.dynamodb.update({
            TableName: this.options.tableName,
            Key: this.#fields.key(key),
            UpdateExpression: expression.update(await this.#fields.toStored(key, changes)),
            ...this.#condition(expression, onlyIf, expression.exists(this.options.spec.key.hash)),
            ...expression.placeholders,
        });
    }

    /** Deletes the item; that there is none is no error. */
    async delete(key: Key<S>, { onlyIf }: WriteOptions<S> = {}): Promise<void> {
        const expression = new Expression();
        await this.options.dynamodb.delete({
            TableName: this.options.tableName,
            Key: this.#fields.key(key),
            ...this.#condition(expression, onlyIf),
            ...expression.placeholders,
        });
    }

    async #query<N extends Name<S>>(
        index: string | undefined,
        where: object,
        { consistent, only, descending, limit, after }: QueryOptions<N>,
    ): Promise<Page<Part<S, N>>> {
        const expression = new Expression();
        const answer = await this.#reads.query({
            TableName: this.options.tableName,
            IndexName: index,
            KeyConditionExpression: expression.keyCondition({ ...where }),
            ConsistentRead: consistent,
            ScanIndexForward: descending === true ? false : undefined,
            Limit: limit,
            ExclusiveStartKey: after,
            ...this.#projection(expression, only, index),
            ...expression.placeholders,
        });
        const there = (answer.Items ?? []).filter((stored) => !this.#isExpired(stored));
        const items = await Promise.all(
            there.map((stored) => this.#fields.toClear(stored, only) as Promise<Part<S, N>>),
        );
        return { items, ...(answer.LastEvaluatedKey && { next: answer.LastEvaluatedKey }) };
    }

    #projection(expression: Expression, only: readonly string[] | undefined, index?: string) {
        return only === undefined
            ? {}
            : { ProjectionExpression: expression.projection(this.#fields.projected(only, index)) };
    }

    #condition(expression: Expression, onlyIf: Condition<S> = {}, ...terms: readonly string[]) {
        const wanted = expression.condition(onlyIf);
        const all = wanted === "" ? terms : [...terms, wanted];
        return all.length === 0 ? {} : { ConditionExpression: all.join(" AND ") };
    }

    #isExpired(stored: Readonly<Record<string, unknown>>): boolean {
        const { spec, now = Date.now } = this.options;
        const end = spec.ttl === undefined ? undefined : stored[spec.ttl];
        return typeof end === "number" && end * 1000 <= now();
    }
}
