import { type Inspected, UNKNOWN } from "./inspect";

/**
 * Stands in a statement for a value that is not known yet. It is no wildcard and nobody's name, so
 * an unknown part is never a fault before it is known.
 */
export const NOT_KNOWN = "(not known yet)";

/** Whom a statement is about: `{ kind: "Service", id: "lambda.amazonaws.com" }`. */
export interface Principal {
    readonly kind: "AWS" | "Service" | "Federated" | "CanonicalUser" | typeof NOT_KNOWN;
    /** An ARN, an account, a service, a provider, or `*`. */
    readonly id: string;
}

/** One test of a condition block: the key of the request must compare so with one of the values. */
export interface Condition {
    /** In lower case, such as `foranyvalue:stringlike`. */
    readonly operator: string;
    /** In lower case, as condition keys do not tell cases apart. */
    readonly key: string;
    readonly values: readonly string[];
}

type Raw = Readonly<Record<string, unknown>>;

/**
 * One statement of a policy document, with its short forms spelt out.
 *
 * What it cannot tell yet is noted only when somebody asks for it, so ask for what decides first:
 * nobody needs to know the resources of a denial.
 */
export class Statement {
    readonly #raw: Raw;
    readonly #unknown: () => void;
    /** Says which statement it is: its `Sid`, or its place in the document. */
    readonly name: string;

    constructor(raw: Raw, index: number, unknown: () => void) {
        this.#raw = raw;
        this.#unknown = unknown;
        this.name = typeof raw.Sid === "string" && raw.Sid !== "" ? raw.Sid : `Statement[${index}]`;
    }

    get allows(): boolean {
        return this.#texts("Effect")[0] === "Allow";
    }

    get denies(): boolean {
        return this.#texts("Effect")[0] === "Deny";
    }

    get principals(): readonly Principal[] {
        return this.#principals("Principal");
    }

    /** Those who are left out, where `NotPrincipal` stands; `undefined` where it does not. */
    get notPrincipals(): readonly Principal[] | undefined {
        return this.#raw.NotPrincipal === undefined ? undefined : this.#principals("NotPrincipal");
    }

    get actions(): readonly string[] {
        return this.#texts("Action");
    }

    /** Actions that are left out, where `NotAction` stands; `undefined` where it does not. */
    get notActions(): readonly string[] | undefined {
        return this.#raw.NotAction === undefined ? undefined : this.#texts("NotAction");
    }

    get resources(): readonly string[] {
        return this.#texts("Resource");
    }

    /** Resources that are left out, where `NotResource` stands; `undefined` where it does not. */
    get notResources(): readonly string[] | undefined {
        return this.#raw.NotResource === undefined ? undefined : this.#texts("NotResource");
    }

    /** All of them must hold. */
    get conditions(): readonly Condition[] {
        return this.#entries(this.#raw.Condition).flatMap(([operator, tests]) =>
            this.#entries(tests).map(([key, values]) => ({
                operator: operator.toLowerCase(),
                key: key.toLowerCase(),
                values: list(values).map((value) => this.#text(value)),
            })),
        );
    }

    #principals(element: string): Principal[] {
        const value = this.#raw[element];
        if (typeof value === "object" && value !== null) {
            return this.#entries(value).flatMap(([kind, ids]) =>
                list(ids).map((id) => ({ kind: kind as Principal["kind"], id: this.#text(id) })),
            );
        }
        // "*" alone means the same as { AWS: "*" }.
        const kind = value === UNKNOWN ? NOT_KNOWN : "AWS";
        return list(value).map((id) => ({ kind, id: this.#text(id) }));
    }

    #texts(element: string): string[] {
        return list(this.#raw[element]).map((value) => this.#text(value));
    }

    #text(value: unknown): string {
        if (value !== UNKNOWN) {
            return String(value);
        }
        this.#unknown();
        return NOT_KNOWN;
    }

    #entries(value: unknown): [string, unknown][] {
        if (value === UNKNOWN) {
            return [[NOT_KNOWN, value]];
        }
        return typeof value === "object" && value !== null ? Object.entries(value) : [];
    }
}

/**
 * The statements of the document at `path`, JSON text or object; none when it is absent or not known
 * yet. Where only a part of it is not known, the rest is judged at once.
 */
export function statementsOf(part: Inspected, path: string): Statement[] {
    const document = part.partly(path);
    let noted = false;
    const unknown = () => {
        if (!noted) {
            part.undecided(path);
        }
        noted = true;
    };
    if (document === UNKNOWN) {
        unknown();
    }
    if (document === UNKNOWN || document === undefined || document === "") {
        return [];
    }
    const parsed = parse(document);
    const statements = list(parsed?.Statement);
    if (parsed === undefined || !statements.every(isObject)) {
        part.fail(`${path} is no JSON policy document`);
        return [];
    }
    return statements.flatMap((statement, index) => {
        if (statement === UNKNOWN) {
            unknown();
            return [];
        }
        return new Statement(statement as Raw, index, unknown);
    });
}

function parse(document: unknown): Raw | undefined {
    try {
        const value: unknown = typeof document === "string" ? JSON.parse(document) : document;
        return isObject(value) ? (value as Raw) : undefined;
    } catch {
        return undefined;
    }
}

function isObject(value: unknown): boolean {
    return value === UNKNOWN || (typeof value === "object" && value !== null);
}

function list(value: unknown): unknown[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
