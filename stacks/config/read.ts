import * as pulumi from "@pulumi/pulumi";
import { userError } from "../../infra/user-error";
import { complete, type PlatformConfig } from "./config";
import { ENVIRONMENTS } from "./environments";
import { keyMistakes, mistakesMessage, section } from "./raw";
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
        ...(parsedAws.error?.issues ?? []).flatMap((issue) => keyMistakes("aws", issue, aws)),
        ...(parsedPii.error?.issues ?? [])
            .flatMap((issue) => keyMistakes("pii", issue, pii))
            .map(explained),
    ];
    if (parsedPii.success && parsedAws.success) {
        const config = complete(stack, parsedPii.data, parsedAws.data);
        const { residency, unsafeAllowProdDeletion = false } = parsedPii.data;
        const today = now.toISOString().slice(0, 10);
        const accountIds = parsedAws.data.allowedAccountIds;
        const subject = { config, accountIds, residency, unsafeAllowProdDeletion, now, today };
        mistakes.push(...contradictions(subject));
        if (mistakes.length === 0) {
            return config;
        }
    }
    throw userError(mistakesMessage(stack, mistakes));
}

function isEnvironment(stack: string): boolean {
    return (ENVIRONMENTS as readonly string[]).includes(stack);
}

function nameMistakes(stack: string): Mistake[] {
    const fits = STACK_NAME.test(stack) && stack.length <= LONGEST_STACK_NAME;
    const advice = `must be 1 to ${LONGEST_STACK_NAME} lower-case letters, digits and single hyphens, a letter first: it is part of names that AWS limits`;
    return fits ? [] : [{ key: "the stack's name", got: stack, advice }];
}

/** Why an environment's kind is asked for, where the stack's name does not tell it. */
function explained(mistake: Mistake): Mistake {
    return mistake.key === "pii:environment" && mistake.got === undefined
        ? {
              ...mistake,
              advice: `${mistake.advice}, because the stack's name is not one of ${ENVIRONMENTS.join(", ")}`,
          }
        : mistake;
}
