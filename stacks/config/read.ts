import * as pulumi from "@pulumi/pulumi";
import { userError } from "../../infra/user-error";
import type { z } from "zod";
import { complete, type PlatformConfig } from "./config";
import { ENVIRONMENTS } from "./environments";
import { contradictions, type Mistake } from "./rules";
import { AWS_SCHEMA, PII_SCHEMA } from "./schema";

/** Names that fit wherever the stack's name goes: a DAX cluster's may have 20 characters in all. */
const STACK_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST_STACK_NAME = 16;

/**
 * The configuration of the stack that is being run: the one place that reads it.
 * @throws pulumi.RunError that names every mistake at once
 */
export function readConfig(): PlatformConfig {
    return parseConfig(pulumi.getStack(), pulumi.runtime.allConfig());
}

/**
 * The configuration of `stack` from raw values by full key, such as `aws:region`.
 * Objects and lists stand in them as JSON, as the engine hands them over.
 * @param now what moments and last days, such as those of allowed ranges, are compared to
 * @throws pulumi.RunError that names every mistake at once
 */
export function parseConfig(
    stack: string,
    raw: Readonly<Record<string, string>>,
    now = new Date(),
): PlatformConfig {
    const pii = section("pii", raw);
    const aws = section("aws", raw);
    if (pii.environment === undefined && isEnvironment(stack)) {
        pii.environment = stack;
    }
    const parsedPii = PII_SCHEMA.safeParse(pii);
    const parsedAws = AWS_SCHEMA.safeParse(aws);
    const mistakes = [
        ...nameMistakes(stack),
        ...(parsedAws.error?.issues ?? []).flatMap((issue) => explain("aws", issue, aws)),
        ...(parsedPii.error?.issues ?? []).flatMap((issue) => explain("pii", issue, pii)),
    ];
    if (parsedPii.success && parsedAws.success) {
        const config = complete(stack, parsedPii.data, parsedAws.data);
        const { residency, unsafeAllowProdDeletion = false } = parsedPii.data;
        const today = now.toISOString().slice(0, 10);
        const subject = { config, residency, unsafeAllowProdDeletion, now, today };
        mistakes.push(...contradictions(subject));
        if (mistakes.length === 0) {
            return config;
        }
    }
    throw userError(message(stack, mistakes));
}

function section(namespace: string, raw: Readonly<Record<string, string>>) {
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

function isEnvironment(stack: string): boolean {
    return (ENVIRONMENTS as readonly string[]).includes(stack);
}

function nameMistakes(stack: string): Mistake[] {
    const fits = STACK_NAME.test(stack) && stack.length <= LONGEST_STACK_NAME;
    const advice = `must be 1 to ${LONGEST_STACK_NAME} lower-case letters, digits and single hyphens, a letter first: it is part of names that AWS limits`;
    return fits ? [] : [{ key: "the stack's name", got: stack, advice }];
}

function explain(namespace: string, issue: z.core.$ZodIssue, values: unknown): Mistake[] {
    if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => {
            const path = [...issue.path, key];
            const advice = "there is no such key; look for a typing mistake";
            return { key: keyOf(namespace, path), got: at(values, path), advice };
        });
    }
    const got = at(values, issue.path);
    const hint =
        namespace === "pii" && issue.path[0] === "environment" && got === undefined
            ? `, because the stack's name is not one of ${ENVIRONMENTS.join(", ")}`
            : "";
    return [{ key: keyOf(namespace, issue.path), got, advice: issue.message + hint }];
}

function keyOf(namespace: string, path: readonly PropertyKey[]): string {
    const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
    return `${namespace}:${parts.join("").replace(/^\./, "")}`;
}

function at(values: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part],
        values,
    );
}

function message(stack: string, mistakes: readonly Mistake[]): string {
    const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
    const lines = mistakes.map(({ key, got, advice }) => {
        const given = got === undefined ? "is missing" : `is ${JSON.stringify(got)}`;
        return `  ${key} ${given}; ${advice}`;
    });
    return `${count} in the configuration of stack "${stack}" (Pulumi.${stack}.yaml):\n${lines.join("\n")}`;
}
