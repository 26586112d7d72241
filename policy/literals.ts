import { type Inspected, UNKNOWN } from "./inspect";

/** A text among the inputs of a resource, or a place whose value is not known yet. */
export interface Literal {
    /** Such as `replicas[0].regionName`. */
    readonly path: string;
    /** What it is the value of: the innermost name, past lists; of `{name, value}` the name given. */
    readonly name: string;
    /** A text, or `UNKNOWN`. */
    readonly value: unknown;
}

/** All texts of a resource. The code of functions is none: `json` also looks into JSON texts. */
export function literalsOf(resource: Inspected, { json = false } = {}): Literal[] {
    return within(resource.partly(""), "", "", json);
}

function within(value: unknown, path: string, name: string, json: boolean): Literal[] {
    if (typeof value === "string" || value === UNKNOWN) {
        const parsed = json ? parse(value) : undefined;
        return parsed === undefined ? [{ path, name, value }] : within(parsed, path, name, json);
    }
    if (typeof value !== "object" || value === null || isAsset(value)) {
        return [];
    }
    if (Array.isArray(value)) {
        return value.flatMap((each, index) => within(each, `${path}[${index}]`, name, json));
    }
    return Object.entries(value).flatMap(([key, each]) => {
        const given = key === "value" && "name" in value ? value.name : key;
        return within(
            each,
            path === "" ? key : `${path}.${key}`,
            typeof given === "string" ? given : key,
            json,
        );
    });
}

/** Files that the SDK hands over as objects of its own. */
function isAsset(value: object): boolean {
    return "__pulumiAsset" in value || "__pulumiArchive" in value;
}

function parse(value: unknown): object | undefined {
    if (typeof value !== "string" || !/^\s*[[{]/.test(value)) {
        return undefined;
    }
    try {
        return JSON.parse(value) as object;
    } catch {
        return undefined;
    }
}
