import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { AttributeSpec, TableSpec } from "../../tables/table-spec";
import { type Draws, Source } from "./draws";

/** An item as DynamoDB's API takes it. */
export type StoredItem = Record<string, AttributeValue>;

/** Items that share a partition key, where there is a sort key; and what one person has. */
const TOGETHER = 4;

/** What data may be used for. More than `TOGETHER`, so that they tell items of one key apart. */
const PURPOSES = ["billing", "support", "newsletter", "analytics", "profiling", "research"];

const DAY = 86_400;

/** The times of items lie within two years from here, in seconds. */
const FROM = Date.UTC(2024, 0, 1) / 1000;
const SPAN = 2 * 365 * DAY;

/** Bytes that the client's encryption makes of a short value, by its level. */
const CIPHERTEXT = { 2: 360, 3: 640 } as const;

/**
 * Generated data of nobody for a table, item by item, of which none depends on another. Values go by
 * the names and types in the spec; what is of level 2 or 3 is random bytes, which nothing decrypts.
 */
export class Items {
    readonly #sources = new Map<string, Source>();

    /** @param seed 0 to a million; another one gives other items, with other keys */
    constructor(
        private readonly spec: TableSpec,
        private readonly seed: number,
    ) {}

    /**
     * The item of that index, always the same.
     * @param now second (Unix time) that its TTL counts from; nothing else depends on it
     */
    at(index: number, now: number): StoredItem {
        const { spec } = this;
        const draws = this.#source(spec.name).at(index);
        const given = Object.entries(spec.attributes).filter(
            ([, { optional }]) => !optional || draws.below(3) === 0,
        );
        const begun = draws.below(SPAN);
        const ended = begun + draws.below(SPAN - begun);
        const hasEnded = given.some(([name, { optional }]) => optional && isTime(name));
        const value = (name: string, attribute: AttributeSpec): AttributeValue => {
            if (attribute.level >= 2) {
                return { B: ciphertext(attribute, draws) };
            }
            if (name === spec.ttl) {
                return { N: String(now + DAY + draws.below(365 * DAY)) };
            }
            if (isTime(name) && isTimeType(attribute)) {
                const isEnd = attribute.optional ?? (hasEnded && isLast(name));
                return time(attribute, isEnd ? ended : begun);
            }
            return isId(name) && attribute.type === "S"
                ? { S: this.#source(name).at(together(index)).uuid() }
                : sample(name, attribute, draws);
        };
        return Object.fromEntries([
            ...given.map(([name, attribute]) => [name, value(name, attribute)] as const),
            ...Object.entries(this.keyAt(index)),
        ]);
    }

    /** The key of that item; no other index has the same. */
    keyAt(index: number): StoredItem {
        const { name, attributes, key } = this.spec;
        const { hash, range } = key;
        // Who has an id has it in every table.
        const from = isId(hash) ? hash : `${name}/${hash}`;
        const number = range === undefined ? index : together(index);
        const partition = {
            [hash]: unique(
                attributes[hash],
                this.#source(from).at(number),
                // Of every seed and index another one.
                this.seed * 2 ** 32 + number,
            ),
        };
        return range === undefined
            ? partition
            : { ...partition, [range]: this.#range(range, index) };
    }

    /** A value that no other item of the same partition has. */
    #range(range: string, index: number): AttributeValue {
        const { name, attributes } = this.spec;
        const attribute = attributes[range];
        const source = this.#source(`${name}/${range}`);
        const [draws, member] = [source.at(together(index)), index % TOGETHER];
        if (range === "purpose" && attribute?.type === "S") {
            return { S: PURPOSES[(draws.below(PURPOSES.length) + member) % PURPOSES.length] ?? "" };
        }
        if (isTime(range) && attribute !== undefined && isTimeType(attribute)) {
            return time(attribute, draws.below(SPAN - TOGETHER * DAY) + member * DAY);
        }
        return unique(attribute, source.at(index), index);
    }

    #source(of: string): Source {
        let source = this.#sources.get(of);
        if (source === undefined) {
            source = new Source(`${this.seed}/${of}`);
            this.#sources.set(of, source);
        }
        return source;
    }
}

/** Number of those that an item is one of. */
function together(index: number): number {
    return Math.floor(index / TOGETHER);
}

function unique(spec: AttributeSpec | undefined, draws: Draws, number: number): AttributeValue {
    switch (spec?.type) {
        case "N":
            return { N: String(number) };
        case "B":
            return { B: draws.bytes(16) };
        default:
            return { S: draws.uuid() };
    }
}

/** A value of level 0 or 1 that is neither a key nor a time. */
function sample(name: string, { type }: AttributeSpec, draws: Draws): AttributeValue {
    const word = () => `sample-${draws.bytes(4).toString("hex")}`;
    switch (type) {
        case "S":
            if (name === "purpose") {
                return { S: PURPOSES[draws.below(PURPOSES.length)] ?? "" };
            }
            return { S: /version$/i.test(name) ? `2024-0${1 + draws.below(9)}` : word() };
        case "N":
            return { N: String(draws.below(10_000)) };
        case "B":
            return { B: draws.bytes(16) };
        case "BOOL":
            return { BOOL: draws.below(2) === 1 };
        case "SS":
            return { SS: [word()] };
        case "NS":
            return { NS: [String(draws.below(10_000))] };
        case "L":
            return { L: [{ S: word() }] };
        case "M":
            return { M: { sample: { S: word() } } };
    }
}

function ciphertext({ level }: AttributeSpec, draws: Draws): Buffer {
    return draws.bytes(CIPHERTEXT[level === 3 ? 3 : 2] + draws.below(32));
}

/** Whether it is named as an id, such as `userId`. */
function isId(name: string): boolean {
    return name.endsWith("Id");
}

/** Whether it is named as a time, such as `givenAt`. */
function isTime(name: string): boolean {
    return name.endsWith("At");
}

/** Whether it is named as the time of whatever happened last. */
function isLast(name: string): boolean {
    return /^(changed|modified|updated)At$/.test(name);
}

function isTimeType({ type }: AttributeSpec): boolean {
    return type === "S" || type === "N";
}

function time({ type }: AttributeSpec, second: number): AttributeValue {
    return type === "N"
        ? { N: String(FROM + second) }
        : { S: new Date((FROM + second) * 1000).toISOString() };
}
