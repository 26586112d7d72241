import type { Failure, Props } from "../provider/provider";
import type { Account } from "./account";
import type { Backends } from "./backends";

/** An error as AWS words it: its code, then its message. */
export class AwsError extends Error {
    constructor(
        readonly code: string,
        message: string,
    ) {
        super(`${code}: ${message}`);
    }
}

/** What is known of one input of a resource type. */
export interface Field {
    readonly kind: "string" | "number" | "boolean" | "list" | "object" | "map" | "any";
    readonly required?: boolean;
    /** A change makes a new resource and deletes the old one: always, or as the inputs say. */
    readonly replaces?: boolean | ((olds: Props, news: Props) => boolean);
    /** What the real provider or AWS fills in where the program says nothing. */
    readonly default?: unknown;
    /** The real provider leaves what is there when the program says nothing more of it. */
    readonly keeps?: true;
    /** A value without what makes no difference to the real provider, such as the order of a set. */
    readonly compared?: (value: never) => unknown;
    /** Inputs that may not be given together with this one. */
    readonly conflictsWith?: readonly string[];
    /** Looks at a known value; answers why it is refused, or nothing. */
    readonly check?: (value: never) => string | undefined;
    /** Elements of a list or map, or the fields of an object. */
    readonly of?: Field | Readonly<Record<string, Field>>;
    /** The value names something that must exist: a type and the output that holds the value. */
    readonly refersTo?: { readonly type: string; readonly by: "id" | (string & {}) };
}

export type Fields = Readonly<Record<string, Field>>;

/** A resource about to be made or changed: all of its inputs are known. */
export interface Draft {
    readonly id: string;
    /** Logical name in the program. */
    readonly name: string;
    readonly urn: string;
    readonly inputs: Props;
    readonly region: string;
    readonly account: Account;
    readonly backends: Backends;
}

/** A resource as it was before a change or its end. */
export interface Existing extends Draft {
    readonly outputs: Props;
}

/**
 * What the sandbox knows of one AWS resource type.
 *
 * Only inputs listed in `fields` exist: another one is an error, never an echo.
 * `region`, `tags` and `tagsAll` are every type's and need not be listed, `tags` unless `untaggable`.
 */
export interface Model {
    readonly type: string;
    readonly fields: Fields;
    /** The input that the real provider names by itself: logical name, "-", 7 hex characters. */
    readonly autoName?: {
        readonly field: string;
        readonly maxLength: number;
        /** What every name begins with. */
        readonly prefix?: string;
        readonly lowercase?: boolean;
    };
    readonly untaggable?: true;
    /**
     * AWS always has it: to make it is to set it. Who left it behind may set it again; from another
     * resource it would be undone, which AWS allows, and nobody wants.
     */
    readonly setting?: true;
    /**
     * Rules over several inputs; `inputs` may hold `UNKNOWN`s, which a rule must let pass.
     *
     * @param before the inputs that a change in place would change; none for something new
     */
    readonly rules?: (inputs: Props, before?: Props) => readonly Failure[];
    /** The physical id, made of known inputs. */
    readonly id: (draft: Omit<Draft, "id">) => string;
    /** What AWS adds to the inputs. Unknown while it is being created at preview. */
    readonly outputs?: Readonly<Record<string, (draft: Draft) => unknown>>;
    /** Inputs to which AWS adds something in the outputs of their names, such as an ARN to each. */
    readonly enriches?: readonly string[];
    /** Outputs that this change of inputs makes anew, so that no preview knows them. */
    readonly renews?: (before: Props, after: Props) => readonly string[];
    /** Inputs that the real provider has not put into effect yet, which it does at the next update. */
    readonly lags?: (outputs: Props, inputs: Props) => readonly string[];
    /** The inputs as AWS has them after a change, of which it may have moved some by itself. */
    readonly settled?: (there: Props, before: Props, after: Props) => Props;
    /** Throws for what AWS refuses at creation and at every change alike. */
    readonly refuse?: (draft: Draft) => void;
    /** What else AWS refuses, and what it does beside noting the resource down. */
    readonly onCreate?: (draft: Draft) => void | Promise<void>;
    readonly onUpdate?: (before: Existing, after: Draft) => void | Promise<void>;
    readonly onDelete?: (existing: Existing) => void | Promise<void>;
}

/** What a type's inputs are, which is all that checking and comparing them takes. */
export type Shape = Pick<Model, "type" | "fields" | "autoName" | "untaggable" | "rules">;

type Options = Omit<Field, "kind" | "check" | "compared" | "of">;

export const str = (options: Options & { check?: (value: string) => string | undefined } = {}) =>
    ({ kind: "string", ...options }) as Field;
export const num = (options: Options & { check?: (value: number) => string | undefined } = {}) =>
    ({ kind: "number", ...options }) as Field;
export const bool = (options: Options = {}): Field => ({ kind: "boolean", ...options });
export const any = (options: Options = {}): Field => ({ kind: "any", ...options });
export const list = (
    of: Field | Fields,
    options: Options & {
        check?: (value: readonly unknown[]) => string | undefined;
        compared?: (value: readonly unknown[] | undefined) => unknown;
    } = {},
) => ({ kind: "list", of, ...options }) as Field;
/** A list whose order makes no difference, because the real provider takes it for a set. */
export const set = (
    of: Field | Fields,
    options: Options & { check?: (value: readonly unknown[]) => string | undefined } = {},
) => list(of, { compared: unordered, ...options });
export const map = (of: Field, options: Options = {}): Field => ({ kind: "map", of, ...options });
export const obj = (of: Fields, options: Options = {}): Field => ({
    kind: "object",
    of,
    ...options,
});

/** The elements in an order of their own. */
export function unordered(values: readonly unknown[] = []): string[] {
    return values.map((value) => JSON.stringify(value, byKey)).sort();
}

function byKey(_: string, value: unknown): unknown {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value;
}

/** Checks for {@link Field.check}. */
export const oneOf =
    <T>(...allowed: readonly T[]) =>
    (value: T): string | undefined =>
        allowed.includes(value)
            ? undefined
            : `must be one of ${allowed.join(", ")}, got ${String(value)}`;
export const between =
    (low: number, high: number) =>
    (value: number): string | undefined =>
        value >= low && value <= high ? undefined : `must be from ${low} to ${high}, got ${value}`;
export const matching =
    (pattern: RegExp, what: string) =>
    (value: string): string | undefined =>
        pattern.test(value) ? undefined : `must be ${what}, got "${value}"`;
export const maxLength =
    (length: number) =>
    (value: string): string | undefined =>
        value.length <= length
            ? undefined
            : `must have at most ${length} characters, got ${value.length}`;
/** JSON text, as every policy document must be. */
export const json = (value: string): string | undefined => {
    try {
        JSON.parse(value);
        return undefined;
    } catch (error) {
        return `must be JSON: ${(error as Error).message}`;
    }
};
