import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { DEFAULTS, type Environment, ENVIRONMENTS } from "../../stacks/config/environments";

/** What a command needs to know of an environment before it asks anybody. */
export interface Settings {
    /** Name of the stacks, such as `prod`. */
    readonly stack: string;
    /** Its kind, where the settings or its name say so. */
    readonly environment?: Environment;
    readonly layout: "whole" | "layered";
    readonly region: string;
    /** The accounts that the environment may be deployed to, of 12 digits each. */
    readonly accounts: readonly string[];
}

const REGION = "must be the region that the environment is deployed to, such as eu-west-1";
const ACCOUNTS = 'must be a list of account ids, such as ["111122223333"]';
const LAYOUT = "must be whole or layered";

/**
 * Only what is used here, so that nothing else that is wrong with the settings, or has expired in
 * them, keeps an operator out.
 */
const SCHEMA = z.object({
    "aws:region": z.string({ error: REGION }),
    "aws:allowedAccountIds": z
        .array(z.string({ error: ACCOUNTS }), { error: ACCOUNTS })
        .min(1, { error: ACCOUNTS }),
    "pii:environment": z
        .enum(ENVIRONMENTS, { error: `must be one of ${ENVIRONMENTS.join(", ")}` })
        .optional(),
    "pii:layout": z.enum(["whole", "layered"], { error: LAYOUT }).optional(),
});

/**
 * Reads `Pulumi.<stack>.yaml` in `root`.
 * @throws Error that names everything in it that is needed here and that is not right
 */
export function readSettings(root: string, stack: string): Settings {
    const file = `Pulumi.${stack}.yaml`;
    if (!existsSync(join(root, file))) {
        throw new Error(`there is no environment "${stack}": no file ${file} in this repository`);
    }
    const { config } = parse(readFileSync(join(root, file), "utf8")) as { config?: unknown };
    // A stack without a kind of its own is of the kind that it is named after.
    const isKind = (ENVIRONMENTS as readonly string[]).includes(stack);
    const named = { ...(isKind && { "pii:environment": stack }), ...(config as object) };
    const { success, data, error } = SCHEMA.safeParse(named);
    if (!success) {
        const mistakes = error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
        throw new Error(`${file} is not right:\n${mistakes.map((line) => `  ${line}`).join("\n")}`);
    }
    const environment = data["pii:environment"];
    const layout = data["pii:layout"] ?? (environment && DEFAULTS[environment].layout);
    if (layout === undefined) {
        throw new Error(`${file} is not right:\n  pii:environment or pii:layout is missing`);
    }
    return {
        stack,
        ...(environment && { environment }),
        layout,
        region: data["aws:region"],
        accounts: data["aws:allowedAccountIds"],
    };
}
