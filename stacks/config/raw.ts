import type { z } from "zod";
import type { Mistake } from "./rules";

/** The values of a namespace by their keys; objects and lists stand as JSON in what the engine has. */
export function section(namespace: string, raw: Readonly<Record<string, string>>) {
    const values: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(raw)) {
        if (key.startsWith(`${namespace}:`)) {
            values[key.slice(namespace.length + 1)] = plain(value);
        }
    }
    return values;
}

function plain(value: string): unknown {
    try {
        return JSON.parse(value) as unknown;
    } catch {
        return value;
    }
}

/** Values that are secret, and stand in no message: nor do they as a part of others. */
const SECRETS = [["alarms", "pagers"]];

/** What is wrong with a value, by the key that the user wrote it under. */
export function keyMistakes(
    namespace: string,
    issue: z.core.$ZodIssue,
    values: unknown,
): Mistake[] {
    if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => {
            const path = [...issue.path, key];
            const advice = "there is no such key; look for a typing mistake";
            return { key: keyOf(namespace, path), got: shown(values, path), advice };
        });
    }
    const got = shown(values, issue.path);
    // Of a name, as a key is where the user chooses it, the schema of names says what it must be.
    const reasons = issue.code === "invalid_key" ? issue.issues : [issue];
    const key = keyOf(namespace, issue.path);
    return reasons.map(({ message }) => ({ key, got, advice: message }));
}

function keyOf(namespace: string, path: readonly PropertyKey[]): string {
    const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
    return `${namespace}:${parts.join("").replace(/^\./, "")}`;
}

function shown(values: unknown, path: readonly PropertyKey[]): unknown {
    const got = at(values, path);
    const isSecret = SECRETS.some((secret) =>
        secret.every((part, index) => path[index] === undefined || path[index] === part),
    );
    return isSecret && got !== undefined ? "(a secret)" : got;
}

function at(values: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part],
        values,
    );
}

/** The error that names them all. */
export function mistakesMessage(stack: string, mistakes: readonly Mistake[]): string {
    const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
    const lines = mistakes.map(({ key, got, advice }) => {
        const given = got === undefined ? "is missing" : `is ${JSON.stringify(got)}`;
        return `  ${key} ${given}; ${advice}`;
    });
    return `${count} in the configuration of stack "${stack}" (Pulumi.${stack}.yaml):\n${lines.join("\n")}`;
}
