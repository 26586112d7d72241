import { isDeepStrictEqual } from "node:util";
import type { Failure, Props } from "../../provider/provider";
import { isUnknown } from "../../provider/unknown";

/** The failures of a table of rules: when one is broken, the input it is about, and the reason. */
export function broken(
    ...rules: readonly (readonly [isBroken: boolean, property: string, reason: string])[]
): Failure[] {
    return rules
        .filter(([isBroken]) => isBroken)
        .map(([, property, reason]) => ({ property, reason }));
}

/** True when the program gives the input, known yet or not. */
export function isGiven(inputs: Props, name: string): boolean {
    return inputs[name] !== undefined && inputs[name] !== null;
}

/** The failure when none of `names` is given, or more than one. */
export function exactlyOne(inputs: Props, ...names: readonly string[]): Failure[] {
    const found = names.filter((name) => isGiven(inputs, name));
    return broken([
        found.length !== 1,
        found[1] ?? names[0] ?? "",
        `give exactly one of ${names.join(", ")}, got ${found.join(" and ") || "none"}`,
    ]);
}

/** True when `value` is known and is not `expected`; a value that is not given counts as known. */
export function isOther(value: unknown, expected: unknown): boolean {
    return !isUnknown(value) && value !== expected;
}

/** The number that the program gives; `undefined` when it gives none, or it is not known yet. */
export function numberOf(value: unknown): number | undefined {
    return typeof value === "number" ? value : undefined;
}

/** The object that the program gives; `undefined` when it gives none, or it is not known yet. */
export function objectOf(value: unknown): Props | undefined {
    return typeof value === "object" && value !== null ? (value as Props) : undefined;
}

/** The list of objects that the program gives, without those that are not known yet. */
export function objectsOf(value: unknown): Props[] {
    return Array.isArray(value)
        ? value.filter((v): v is Props => typeof v === "object" && v !== null)
        : [];
}

/** True when `value` is empty, or names something twice. */
export function hasRepetition(values: readonly unknown[]): boolean {
    return values.some((value, i) => values.findIndex((v) => isDeepStrictEqual(v, value)) < i);
}
