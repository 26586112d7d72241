/** How the engine marks a value that is not known yet (pulumi/sdk, `rpc.unknownValue`). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** True when `value` itself is not known yet; it says nothing of what is nested in it. */
export function isUnknown(value: unknown): boolean {
    return value === UNKNOWN;
}

/** True when `value`, or anything nested in it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).some(hasUnknown);
    }
    return isUnknown(value);
}
