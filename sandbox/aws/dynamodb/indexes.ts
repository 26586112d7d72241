import { isDeepStrictEqual } from "node:util";
import { unordered } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { objectOf, objectsOf } from "../shared/rules";

/** One part of a key: which attribute, and whether it chooses the partition or the place in it. */
export interface KeyPart {
    readonly attributeName: string;
    readonly keyType: "HASH" | "RANGE";
}

/** The key of an index, however the program writes it. */
export function keyOf({ keySchemas, hashKey, rangeKey }: Props): KeyPart[] {
    const schemas = objectsOf(keySchemas) as unknown as KeyPart[];
    const part = (attributeName: unknown, keyType: KeyPart["keyType"]) =>
        typeof attributeName === "string" ? [{ attributeName, keyType }] : [];
    return schemas.length > 0
        ? schemas.map(({ attributeName, keyType }) => ({ attributeName, keyType }))
        : [...part(hashKey, "HASH"), ...part(rangeKey, "RANGE")];
}

/** Indexes as the real provider compares them: a set, of keys in one spelling. */
export function comparedIndexes(indexes: unknown): string[] {
    return unordered(
        objectsOf(indexes).map(({ hashKey, rangeKey, keySchemas, nonKeyAttributes, ...rest }) => ({
            ...rest,
            key: keyOf({ hashKey, rangeKey, keySchemas }),
            nonKeyAttributes: unordered((nonKeyAttributes ?? []) as unknown[]),
        })),
    );
}

/** True when an index has to be deleted and made anew, and so is missing for as long as that takes. */
export function needsRecreation(before: Props, after: Props): boolean {
    const made = (index: Props) => [
        keyOf(index),
        index.projectionType,
        unordered((index.nonKeyAttributes ?? []) as unknown[]),
    ];
    const warm = (index: Props, name: string) => Number(objectOf(index.warmThroughput)?.[name]);
    return (
        !isDeepStrictEqual(made(before), made(after)) ||
        ["readUnitsPerSecond", "writeUnitsPerSecond"].some(
            (name) => warm(after, name) < warm(before, name),
        )
    );
}

/**
 * The indexes that a table has after each step of a change. AWS deletes or makes one index at a
 * time, so the real provider goes by steps, and waits after each: first it deletes all that are to
 * go or to be made anew, one by one; then it changes capacities; at last it makes the new ones.
 */
export function indexSteps(before: Props, after: Props): Props[][] {
    const old = objectsOf(before.globalSecondaryIndexes);
    const wanted = objectsOf(after.globalSecondaryIndexes);
    const kept = old.filter((index) =>
        wanted.some((other) => other.name === index.name && !needsRecreation(index, other)),
    );
    const steps: Props[][] = [];
    let now = old;
    for (const index of old.filter((other) => !kept.includes(other))) {
        now = now.filter((other) => other !== index);
        steps.push(now);
    }
    for (const index of wanted.filter(({ name }) => !kept.some((other) => other.name === name))) {
        now = [...now, index];
        steps.push(now);
    }
    return steps;
}
