import type { Props } from "../../provider/provider";

/** What somebody wants to do, in the words of a policy. */
export interface Request {
    /** A service such as `cloudtrail.amazonaws.com`. */
    readonly service: string;
    readonly action: string;
    readonly resource: string;
    /** Values of condition keys. */
    readonly context?: Readonly<Record<string, string>>;
}

interface Statement {
    readonly Effect: string;
    readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
    readonly Action?: string | readonly string[];
    readonly NotAction?: string | readonly string[];
    readonly Resource?: string | readonly string[];
    readonly NotResource?: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

/** The statements of a policy document, given as JSON text or as an object. */
export function statementsOf(policy: unknown): readonly Statement[] {
    const document = (typeof policy === "string" ? JSON.parse(policy) : policy) as Props;
    return listOf(document.Statement as Statement | Statement[] | undefined);
}

/** True when `policy` lets the service do what it asks, and nothing in it denies that. */
export function allows(policy: unknown, request: Request): boolean {
    return has(policy, "Allow", request) && !denies(policy, request);
}

/** True when something in `policy` denies the service what it asks. */
export function denies(policy: unknown, request: Request): boolean {
    return has(policy, "Deny", request);
}

/** True when some statement lets everybody in. */
export function isPublic(policy: unknown): boolean {
    return statementsOf(policy).some(({ Effect, Principal, Condition }) => {
        const everybody =
            Principal === "*" ||
            (typeof Principal === "object" && listOf(Principal.AWS).includes("*"));
        return Effect === "Allow" && everybody && Condition === undefined;
    });
}

function has(policy: unknown, effect: string, request: Request): boolean {
    return statementsOf(policy).some(
        (statement) => statement.Effect === effect && applies(statement, request),
    );
}

function applies(statement: Statement, { service, action, resource, context }: Request): boolean {
    const { Principal, Condition = {} } = statement;
    const isPrincipal =
        Principal === "*" ||
        (typeof Principal === "object" &&
            (listOf(Principal.Service).includes(service) || listOf(Principal.AWS).includes("*")));
    return (
        isPrincipal &&
        isMatch(statement.Action, statement.NotAction, action.toLowerCase(), true) &&
        isMatch(statement.Resource, statement.NotResource, resource, false) &&
        Object.entries(Condition).every(([operator, wanted]) =>
            Object.entries(wanted).every(([key, values]) =>
                holds(operator, valueOf(context ?? {}, key), listOf(values)),
            ),
        )
    );
}

function isMatch(
    patterns: Statement["Action"],
    exceptions: Statement["NotAction"],
    value: string,
    ignoreCase: boolean,
): boolean {
    const some = (of: Statement["Action"]) =>
        listOf(of).some((p) => like(ignoreCase ? p.toLowerCase() : p, value));
    // The policy of a KMS key or role trust names no resource: it is about that one.
    return exceptions === undefined ? patterns === undefined || some(patterns) : !some(exceptions);
}

function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
    const [, name = operator, ifExists] = /^(\w+?)(IfExists)?$/.exec(operator) ?? [];
    if (value === undefined && name !== "Null") {
        return ifExists !== undefined || name.includes("Not");
    }
    const equal = wanted.includes(value ?? "");
    const similar = wanted.some((pattern) => like(pattern, value ?? ""));
    switch (name) {
        case "StringEquals":
        case "Bool":
            return equal;
        case "StringNotEquals":
            return !equal;
        case "StringLike":
        case "ArnLike":
        case "ArnEquals":
            return similar;
        case "StringNotLike":
        case "ArnNotLike":
        case "ArnNotEquals":
            return !similar;
        case "Null":
            return wanted.includes(String(value === undefined));
        default:
            throw new Error(
                `the sandbox cannot judge the policy condition ${operator}; ` +
                    "add it in sandbox/aws/shared/policy-evaluation.ts",
            );
    }
}

/** Condition keys are the same in upper and lower case. */
function valueOf(context: Readonly<Record<string, string>>, key: string): string | undefined {
    return Object.entries(context).find(([k]) => k.toLowerCase() === key.toLowerCase())?.[1];
}

/** Whether a pattern with `*` and `?` takes in all of the value. */
export function like(pattern: string, value: string): boolean {
    const escaped = pattern.replace(/[\\^$+.()|[\]{}]/g, "\\$&");
    return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(value);
}

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}
