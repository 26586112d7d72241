/** Says of a field's value what is allowed instead; nothing when it is allowed. */
export type Field = (value: string) => string | undefined;

/** One object of a list, with the line that it begins in. */
export type Entry<Name extends string> = Readonly<Record<Name, string>> & { readonly line: number };

/** Those that are as they must be, and what is wrong with the others. */
export interface Entries<Name extends string> {
    readonly entries: readonly Entry<Name>[];
    readonly mistakes: readonly string[];
}

/**
 * Reads a JSON list of objects that have exactly these `fields`, all of them text. Tells all mistakes
 * at once: line, entry, value, and what is allowed.
 */
export function entriesOf<Name extends string>(
    text: string,
    fields: Readonly<Record<Name, Field>>,
): Entries<Name> {
    let list: unknown;
    try {
        list = JSON.parse(text);
    } catch (error) {
        return { entries: [], mistakes: [`is no JSON: ${(error as Error).message}`] };
    }
    if (!Array.isArray(list)) {
        return { entries: [], mistakes: ["is no JSON list; begin it with [ and end it with ]"] };
    }
    const lines = linesOf(text);
    const all = list.map((value: unknown, index) => {
        const line = lines[index] ?? 1;
        const where = `line ${line}, entry ${index + 1}`;
        return {
            value,
            line,
            mistakes: mistakesOf(value, fields).map((what) => `${where}: ${what}`),
        };
    });
    return {
        entries: all
            .filter(({ mistakes }) => mistakes.length === 0)
            .map(({ value, line }) => ({ ...(value as Record<Name, string>), line })),
        mistakes: all.flatMap(({ mistakes }) => mistakes),
    };
}

function mistakesOf(value: unknown, fields: Readonly<Record<string, Field>>): string[] {
    const names = Object.keys(fields).join(", ");
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return [`is ${JSON.stringify(value)}; must be an object with ${names}`];
    }
    const entry = value as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(entry).filter((name) => fields[name] === undefined);
    return [
        ...unknown.map((name) => `has ${JSON.stringify(name)}; allowed are ${names}`),
        ...Object.entries(fields).flatMap(([name, field]) => {
            const got = entry[name];
            const isText = typeof got === "string" && got.trim() !== "";
            const allowed = isText ? field(got) : "must be text that is not empty";
            return allowed === undefined
                ? []
                : [`${name} is ${got === undefined ? "missing" : JSON.stringify(got)}; ${allowed}`];
        }),
    ];
}

/** The line that each element of the list in `text` begins in. */
function linesOf(text: string): number[] {
    const lines: number[] = [];
    let [depth, line, isNext] = [0, 1, true];
    for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|[[\]{},\n]|[^\s[\]{},"]+/g)) {
        if (token === "\n") {
            line++;
        } else if (token === "," || token === "]" || token === "}") {
            depth -= token === "," ? 0 : 1;
            isNext ||= depth === 1 && token === ",";
        } else {
            if (depth === 1 && isNext) {
                lines.push(line);
                isNext = false;
            }
            depth += token === "[" || token === "{" ? 1 : 0;
        }
    }
    return lines;
}
