/** Stands where a value is not known before the update. */
export const UNKNOWN = Symbol("unknown");

/** What was found out about one resource. */
export interface Verdict {
    readonly violations: string[];
    /** Properties that have to be looked at again, because their value is not known yet. */
    readonly undecided: string[];
}

/** Answers whether a known value (`undefined` when absent) is as it must be. */
type Test = (value: unknown) => boolean;

/**
 * Properties of a resource, or a part of them, read without ever throwing.
 *
 * The SDK hands out proxies that throw at an unknown value, and then drops the rest of the rule and
 * calls it advisory. Here a value is known, unknown or absent, and each test stands for itself.
 * A path is made of names and dots, such as `serverSideEncryption.kmsKeyArn`.
 */
export class Inspected {
    constructor(
        private readonly root: unknown,
        readonly verdict: Verdict = { violations: [], undecided: [] },
        private readonly path = "",
    ) {}

    /** The plain value at `path`: `undefined` when absent, {@link UNKNOWN} when any of it is. */
    read(path: string): unknown {
        return plain(step(this.root, path));
    }

    /**
     * What is at `path` one by one: the elements of a list, each plain or {@link UNKNOWN}, or the one
     * value that is no list; nothing when it is absent.
     */
    values(path: string): unknown[] {
        const value = step(this.root, path);
        return Array.isArray(value)
            ? Array.from({ length: value.length }, (_, index) => plain(step(value, String(index))))
            : value === undefined
              ? []
              : [plain(value)];
    }

    /** As {@link read}, but what is known of a list or an object stays: `UNKNOWN` is only in parts. */
    partly(path: string): unknown {
        return partly(step(this.root, path));
    }

    /** True when there is something at `path`, known or not. */
    has(path: string): boolean {
        const value = step(this.root, path);
        return value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
    }

    /**
     * A violation unless the value at `path` passes; a value not known yet is noted for later.
     * `message` may show what it got: the value as text, or `not set`.
     */
    must(path: string, test: Test, message: string | ((got: string) => string)): void {
        const value = this.read(path);
        if (value === UNKNOWN) {
            this.undecided(path);
        } else if (!test(value)) {
            this.fail(typeof message === "string" ? message : message(shown(value)));
        }
    }

    /** A violation unless something is at `path`; a value not known yet counts as something. */
    mustHave(path: string, message: string): void {
        if (!this.has(path)) {
            this.fail(message);
        }
    }

    /** The elements of the list at `path`; none when it is absent. */
    each(path: string): Inspected[] {
        const list = step(this.root, path);
        if (list === UNKNOWN) {
            this.undecided(path);
        }
        const length = Array.isArray(list) ? list.length : 0;
        return Array.from({ length }, (_, index) => {
            const element = step(list, String(index));
            return new Inspected(element, this.verdict, `${this.#full(path)}[${index}]`);
        });
    }

    /** Notes a violation; `message` says what is wrong and what to change. */
    fail(message: string): void {
        this.verdict.violations.push(this.path === "" ? message : `${this.path}: ${message}`);
    }

    /** Notes that the property at `path` has to be looked at again. */
    undecided(path: string): void {
        this.verdict.undecided.push(this.#full(path));
    }

    #full(path: string): string {
        return [this.path, path].filter((part) => part !== "").join(".");
    }
}

function step(root: unknown, path: string): unknown {
    let value = root;
    for (const name of path === "" ? [] : path.split(".")) {
        if (value === UNKNOWN) {
            return UNKNOWN;
        }
        if (typeof value !== "object" || value === null) {
            return undefined;
        }
        try {
            value = (value as Record<string, unknown>)[name];
        } catch {
            // Reading a plain property throws for one reason only: the SDK's proxy does not know it.
            return UNKNOWN;
        }
    }
    return value ?? undefined;
}

function plain(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const parts = Object.keys(value).map((name) => [name, plain(step(value, name))] as const);
    if (parts.some(([, part]) => part === UNKNOWN)) {
        return UNKNOWN;
    }
    return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

function partly(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const parts = Object.keys(value).map((name) => [name, partly(step(value, name))] as const);
    return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

function shown(value: unknown): string {
    if (value === undefined) {
        return "not set";
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}
