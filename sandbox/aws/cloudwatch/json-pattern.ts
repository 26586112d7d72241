/** Answers whether an event, parsed from JSON, is one that a pattern describes. */
export type Matcher = (event: unknown) => boolean;

/** Stands for a field that an event does not have. */
const ABSENT = Symbol("absent");

const TOKEN =
    /\s*(?:(\$(?:\.[\w-]+|\[(?:\d+|\*|'[^']*')\])+)|("(?:\\.|[^"\\])*")|%((?:\\%|[^%])*)%|(&&|\|\||<=|>=|!=|[()=<>])|([\w.*-]+))/y;

interface Token {
    readonly kind: "field" | "text" | "regex" | "sign" | "word";
    readonly text: string;
}

const KINDS = ["field", "text", "regex", "sign", "word"] as const;

/**
 * Reads a filter pattern of CloudWatch Logs for events in JSON, such as `{ $.a = "b" && $.c IS TRUE }`.
 * A field that an event lacks compares with nothing, neither with `=` nor with `!=`; one that holds
 * an object or a list compares with nothing either, and a boolean only with IS.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 * @throws what is wrong, and where
 */
export function jsonPattern(pattern: string): Matcher {
    const text = pattern.trim();
    for (const [has, end] of [
        [text.startsWith("{"), 'begin with "{"'],
        [text.length > 1 && text.endsWith("}"), 'end with "}"'],
    ] as const) {
        if (!has) {
            throw new Error(`must ${end}`);
        }
    }
    return new Reader(tokens(text.slice(1, -1))).all();
}

function tokens(text: string): Token[] {
    const found: Token[] = [];
    for (let at = 0; text.slice(at).trim() !== ""; at = TOKEN.lastIndex) {
        TOKEN.lastIndex = at;
        const groups: (string | undefined)[] = TOKEN.exec(text)?.slice(1) ?? [];
        const index = groups.findIndex((group) => group !== undefined);
        const [kind, part] = [KINDS[index], groups[index]];
        if (kind === undefined || part === undefined) {
            throw new Error(`cannot be read from ${JSON.stringify(text.slice(at).trim())} on`);
        }
        found.push({ kind, text: part });
    }
    return found;
}

/** Goes through the tokens: "or" of "and" of comparisons, and of either in parentheses. */
class Reader {
    private next = 0;

    constructor(private readonly tokens: readonly Token[]) {}

    all(): Matcher {
        const matches = this.either();
        if (this.next < this.tokens.length) {
            this.refuse("&&, || or the end");
        }
        return matches;
    }

    private either(): Matcher {
        const parts = [this.both()];
        while (this.takes("||")) {
            parts.push(this.both());
        }
        return (event) => parts.some((matches) => matches(event));
    }

    private both(): Matcher {
        const parts = [this.one()];
        while (this.takes("&&")) {
            parts.push(this.one());
        }
        return (event) => parts.every((matches) => matches(event));
    }

    private one(): Matcher {
        if (this.takes("(")) {
            const matches = this.either();
            if (!this.takes(")")) {
                this.refuse('")"');
            }
            return matches;
        }
        const { text } = this.take("a field such as $.eventName", "field");
        const read = reader(text);
        if (this.takes("NOT")) {
            return this.takes("EXISTS")
                ? (event) => read(event).every((value) => value === ABSENT)
                : this.refuse("EXISTS");
        }
        const holds = this.takes("IS") ? this.state() : this.comparison();
        return (event) => read(event).some(holds);
    }

    private state(): (value: unknown) => boolean {
        const { text } = this.take("NULL, TRUE or FALSE", "word");
        const state = { NULL: null, TRUE: true, FALSE: false }[text];
        return state === undefined ? this.refuse("NULL, TRUE or FALSE", -1) : (v) => v === state;
    }

    private comparison(): (value: unknown) => boolean {
        const { text: sign } = this.take("one of = != < <= > >=, IS or NOT EXISTS", "sign");
        const value = this.take("a value", "text", "word", "regex");
        const number = value.kind === "word" ? Number(value.text) : NaN;
        switch (sign) {
            case "=":
                return (got) => isLike(got, value, number);
            case "!=":
                return (got) =>
                    ["string", "number"].includes(typeof got) && !isLike(got, value, number);
            case "<":
            case "<=":
            case ">":
            case ">=":
                return Number.isNaN(number)
                    ? this.refuse(`a number after ${sign}`, -1)
                    : (got) => typeof got === "number" && ORDER[sign](got, number);
            default:
                return this.refuse("one of = != < <= > >=", -2);
        }
    }

    private takes(text: string): boolean {
        const token = this.tokens[this.next];
        const isIt = token?.text === text && (token.kind === "sign" || token.kind === "word");
        this.next += isIt ? 1 : 0;
        return isIt;
    }

    private take(wanted: string, ...kinds: readonly Token["kind"][]): Token {
        const token = this.tokens[this.next];
        if (token === undefined || !kinds.includes(token.kind)) {
            return this.refuse(wanted);
        }
        this.next += 1;
        return token;
    }

    private refuse(wanted: string, offset = 0): never {
        const got = this.tokens[this.next + offset];
        throw new Error(`needs ${wanted}, got ${got?.text ?? "the end"}`);
    }
}

const ORDER = {
    "<": (a: number, b: number) => a < b,
    "<=": (a: number, b: number) => a <= b,
    ">": (a: number, b: number) => a > b,
    ">=": (a: number, b: number) => a >= b,
};

/** Where `*` stands for anything, and where it stands in no regular expression. */
function isLike(got: unknown, { kind, text }: Token, number: number): boolean {
    if (typeof got === "number") {
        return got === number;
    }
    if (typeof got !== "string") {
        return false;
    }
    if (kind === "regex") {
        return new RegExp(text).test(got);
    }
    const plain = kind === "text" ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
    const parts = plain.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "s").test(got);
}

/** What an event has where a selector such as `$.a.b[0]` points; `[*]` points at several. */
function reader(selector: string): (event: unknown) => unknown[] {
    const path = [...selector.matchAll(/\.([\w-]+)|\[(\d+|\*)\]|\['([^']*)'\]/g)].map(
        ([, name, index, quoted]) => name ?? index ?? quoted ?? "",
    );
    return (event) =>
        path.reduce<unknown[]>(
            (values, step) =>
                values.flatMap((value) =>
                    step === "*" && Array.isArray(value) ? (value as unknown[]) : [at(value, step)],
                ),
            [event],
        );
}

function at(value: unknown, step: string): unknown {
    return typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : ABSENT;
}
