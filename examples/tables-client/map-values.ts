/**
 * The value with a Map in place of each plain object in it. The SDK asks objects for their
 * `constructor`, and refuses one that has an attribute of that name.
 * @throws Error for an attribute `__proto__`, which the SDK would lose
 */
export function withMaps(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withMaps);
    }
    return isPlain(value) ? new Map(Object.entries(value).map(entry)) : value;
}

function entry([name, value]: [string, unknown]): [string, unknown] {
    if (name === "__proto__") {
        throw new Error("an attribute of a map cannot be called __proto__; give it another name");
    }
    return [name, withMaps(value)];
}

function isPlain(value: unknown): value is object {
    return (
        typeof value === "object" &&
        value !== null &&
        [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
    );
}
