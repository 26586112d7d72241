import { type Inspected, UNKNOWN } from "./inspect";

/** One statement of an IAM policy document, with its short forms spelt out. */
export interface Statement {
    readonly effect: string;
    /** Every principal of any kind; `*` when it is for everyone. */
    readonly principals: readonly string[];
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    /** Elements that say what is left out: `NotPrincipal`, `NotAction`, `NotResource`. */
    readonly negations: readonly string[];
    readonly conditions: readonly {
        readonly operator: string;
        /** In lower case, as condition keys do not tell cases apart. */
        readonly key: string;
        readonly values: readonly string[];
    }[];
}

/** The statements of the document at `path`; none when it is absent or not known yet. */
export function statementsOf(part: Inspected, path: string): Statement[] {
    const document = part.read(path);
    if (document === UNKNOWN) {
        part.undecided(path);
    }
    if (document === UNKNOWN || document === undefined) {
        return [];
    }
    try {
        const parsed: unknown = typeof document === "string" ? JSON.parse(document) : document;
        return list((parsed as Record<string, unknown>).Statement).map(statement);
    } catch {
        part.fail(`${path} is no JSON policy document`);
        return [];
    }
}

/** True when a statement lets in anyone at all, with no condition on who it is. */
export function isPublic(statement: Statement): boolean {
    const everyone =
        statement.principals.includes("*") || statement.negations.includes("NotPrincipal");
    return statement.effect === "Allow" && everyone && !isLimited(statement, CALLER_KEYS);
}

/** True when a condition ties a statement to callers or to resources of known accounts or networks. */
export function isTied(statement: Statement): boolean {
    return isLimited(statement, [...CALLER_KEYS, ...RESOURCE_KEYS]);
}

/** Condition keys that tell who calls, or from where. */
const CALLER_KEYS = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "kms:calleraccount",
];

/** Condition keys that tell whose resource is used. */
const RESOURCE_KEYS = ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"];

/**
 * Operators that let through only what is listed. `...IfExists` and `ForAllValues:` also let through
 * callers that lack the key.
 */
const LIMITING = /^(foranyvalue:)?(string|arn)(equals|like|equalsignorecase)$/;

function isLimited({ conditions }: Statement, keys: readonly string[]): boolean {
    return conditions.some(
        ({ operator, key, values }) =>
            LIMITING.test(operator.toLowerCase()) &&
            keys.includes(key) &&
            values.every((value) => value !== "*"),
    );
}

function statement(value: unknown): Statement {
    const raw = value as Record<string, unknown>;
    const negations = ["NotPrincipal", "NotAction", "NotResource"];
    return {
        effect: String(raw.Effect),
        principals: principals(raw.Principal),
        actions: list(raw.Action).map(String),
        resources: list(raw.Resource).map(String),
        negations: negations.filter((name) => raw[name] !== undefined),
        conditions: Object.entries((raw.Condition ?? {}) as Record<string, object>).flatMap(
            ([operator, tests]) =>
                Object.entries(tests).map(([key, values]) => ({
                    operator,
                    key: key.toLowerCase(),
                    values: list(values).map(String),
                })),
        ),
    };
}

function principals(value: unknown): string[] {
    return typeof value === "object" && value !== null
        ? Object.values(value).flatMap((part) => list(part).map(String))
        : list(value).map(String);
}

function list(value: unknown): unknown[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
