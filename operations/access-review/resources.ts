import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS } from "../../stacks/layers";
import { readSettings } from "../shared/settings";
import { run } from "../shared/tool";

/** A resource as a state, or the sandbox's account, has it. */
export interface Resource {
    readonly urn: string;
    /** Type token, such as `aws:iam/role:Role`. */
    readonly type: string;
    readonly id?: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
}

interface Exported {
    readonly deployment?: {
        readonly resources?: readonly (Partial<Resource> & { readonly delete?: boolean })[];
    };
}

/** The name that the program gave to a resource: the last part of its URN. */
export function nameOf({ urn }: Resource): string {
    return urn.split("::").slice(3).join("::");
}

/** A property, as the provider says it is, or as the program has set it. */
export function textOf({ inputs, outputs }: Resource, key: string): string | undefined {
    const value = outputs[key] ?? inputs[key];
    return typeof value === "string" ? value : undefined;
}

/**
 * The resources in files that `pulumi stack export --file FILE` wrote.
 * @throws Error that names every file that is none
 */
export function fromFiles(files: readonly string[]): Resource[] {
    const mistakes: string[] = [];
    const found = files.flatMap((file) => {
        try {
            return resourcesOf(readFileSync(file, "utf8"));
        } catch (error) {
            mistakes.push(`--state ${file}: ${(error as Error).message}`);
            return [];
        }
    });
    if (mistakes.length > 0) {
        throw new Error(
            [...mistakes, "give what `pulumi stack export --file FILE` wrote"].join("\n"),
        );
    }
    return found;
}

/** The resources of the simulated account of an environment's sandbox. */
export function fromSandbox(root: string, stack: string): Resource[] {
    const file = join(root, ".sandbox", stack, "account.json");
    if (!existsSync(file)) {
        const start = stack === "dev" ? "npm start" : `npm start -- --stack ${stack}`;
        throw new Error(
            `the sandbox of ${stack} was never started: ${start}; for AWS say --stack <name>, ` +
                "for states in files --state <files...>",
        );
    }
    const all = JSON.parse(readFileSync(file, "utf8")) as Resource[];
    return all.filter(({ urn }) => urn.startsWith(`urn:pulumi:${stack}::`));
}

/** The resources in the states of an environment, by the Pulumi CLI. Secrets in them stay encrypted. */
export async function fromStacks(root: string, stack: string): Promise<Resource[]> {
    const { layout } = readSettings(root, stack);
    const folders = layout === "whole" ? ["."] : LAYERS.map((layer) => `stacks/${layer}`);
    const results = await Promise.all(
        folders.map(async (folder) => ({
            folder,
            result: await run("pulumi", [
                ...["-C", join(root, folder), "--non-interactive"],
                ...["stack", "export", "-s", stack],
            ]),
        })),
    );
    const mistakes = results.flatMap(({ folder, result }) =>
        result.ok ? [] : `the state of ${folder} cannot be read: ${result.reason}`,
    );
    if (mistakes.length > 0) {
        throw new Error(
            [...mistakes, "deploy it (docs/deploy.md), or `pulumi login` to its state"].join("\n"),
        );
    }
    return results.flatMap(({ result }) => (result.ok ? resourcesOf(result.stdout) : []));
}

function resourcesOf(text: string): Resource[] {
    const { deployment } = JSON.parse(text) as Exported;
    if (deployment === undefined) {
        throw new Error("is no state: it holds no deployment");
    }
    return (deployment.resources ?? [])
        .filter(({ delete: isReplaced }) => isReplaced !== true)
        .map(({ urn = "", type = "", inputs = {}, outputs = {}, ...rest }) => ({
            ...rest,
            urn,
            type,
            inputs,
            outputs,
        }));
}
