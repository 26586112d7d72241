import { join } from "node:path";
import type { PulumiStack } from "./stacks-of";

/** What can be done with a stack. */
export const ACTIONS = ["preview", "up", "drift"] as const;

export type Action = (typeof ACTIONS)[number];

/**
 * The arguments of the Pulumi CLI.
 * @param root folder of the repository
 * @param events folder for the event log of a preview: `<project>.jsonl`
 */
export function pulumiArguments(
    action: Action,
    { stack, project, folder, layers, policyConfig }: PulumiStack,
    root: string,
    events?: string,
): string[] {
    const common = ["-C", join(root, folder), "--non-interactive", "--stack", stack];
    const policies = [
        ...["--policy-pack", join(root, "policy")],
        ...(policyConfig === undefined ? [] : ["--policy-pack-config", join(root, policyConfig)]),
    ];
    switch (action) {
        case "preview":
            return [
                ...["preview", "--diff", ...common, ...policies],
                ...(events === undefined ? [] : ["--event-log", join(events, `${project}.jsonl`)]),
            ];
        case "up":
            return ["up", "--yes", ...common, ...policies];
        case "drift":
            return [
                ...["refresh", "--preview-only", "--expect-no-changes", "--diff", ...common],
                // Its provider logs in with a password that the program looks up.
                ...(layers.includes("database") ? ["--run-program"] : []),
            ];
    }
}
