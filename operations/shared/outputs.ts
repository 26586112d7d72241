import { join } from "node:path";
import type { Layer } from "../../stacks/layers";
import { type Check, problem, value } from "./check";
import type { Settings } from "./settings";
import { run } from "./tool";

/** The command that deploys a layer of the environment, or all of it where it is one stack. */
export function upCommand({ layout, stack }: Settings, layer: Layer): string {
    return layout === "whole"
        ? `pulumi up -s ${stack}`
        : `pulumi -C stacks/${layer} up -s ${stack}`;
}

/** The outputs of the stack of the project in `folder`; none when it was never deployed. */
export async function outputsOf<T>(root: string, folder: string, stack: string): Promise<Check<T>> {
    const at = ["-C", join(root, folder), "--non-interactive"];
    const result = await run("pulumi", [...at, "stack", "output", "--json", "-s", stack]);
    if (result.ok) {
        return value(JSON.parse(result.stdout) as T);
    }
    if (result.missing) {
        return problem("the Pulumi CLI is not installed: https://www.pulumi.com/docs/install/");
    }
    const project = folder === "." ? "" : ` of ${folder}`;
    return result.reason.includes("no stack named")
        ? problem(
              `the stack ${stack}${project} does not exist where Pulumi is logged in to; deploy it (docs/deploy.md), or \`pulumi login\` to where its state is`,
          )
        : problem(`the outputs of the stack ${stack}${project} cannot be read: ${result.reason}`);
}
