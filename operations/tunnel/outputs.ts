import { join } from "node:path";
import type { LayerOutputs } from "../../stacks/contracts";
import { type Check, problem, value } from "./check";
import type { Settings } from "./settings";
import { run } from "./tool";

/** What can be reached, and which output of the layer aurora has its host name. */
export const TARGETS = {
    database: "endpoint",
    reader: "readerEndpoint",
    proxy: "proxyEndpoint",
} as const;

export type Target = keyof typeof TARGETS;

/** What the deployed stacks say of the way to the database. */
export interface Outputs {
    readonly wayInGroupName: string;
    /** What the tunnel leads to. */
    readonly host: string;
    readonly aurora: LayerOutputs["aurora"];
}

interface Found {
    readonly network?: { readonly wayInGroupName?: string };
    readonly aurora?: LayerOutputs["aurora"];
}

/** The outputs of the environment's stacks, asked of the Pulumi CLI; all that is missing in them. */
export async function readOutputs(
    root: string,
    settings: Settings,
    to: Target,
): Promise<Check<Outputs>> {
    const found = await (settings.layout === "whole"
        ? outputsOf<Found>(root, ".", settings.stack)
        : layers(root, settings.stack));
    if ("problems" in found) {
        return found;
    }
    const { network = {}, aurora } = found.value;
    const up = (layer: string) =>
        settings.layout === "whole"
            ? `pulumi up -s ${settings.stack}`
            : `pulumi -C stacks/${layer} up -s ${settings.stack}`;
    const { wayInGroupName } = network;
    const host = aurora?.[TARGETS[to]];
    const problems = [
        ...(wayInGroupName
            ? []
            : [
                  `there is no way in: set pii:network.wayIn to host in Pulumi.${settings.stack}.yaml, then ${up("network")}`,
              ]),
        ...(aurora?.endpoint
            ? []
            : [`there is no database: the layer aurora is not deployed; ${up("aurora")}`]),
        ...(aurora?.endpoint && !host
            ? [
                  `there is no proxy: set pii:aurora.proxy to true in Pulumi.${settings.stack}.yaml, then ${up("aurora")}`,
              ]
            : []),
    ];
    return wayInGroupName && aurora && host
        ? value({ wayInGroupName, host, aurora })
        : { problems };
}

async function layers(root: string, stack: string): Promise<Check<Found>> {
    const [network, aurora] = await Promise.all([
        outputsOf<Found["network"]>(root, "stacks/network", stack),
        outputsOf<Found["aurora"]>(root, "stacks/aurora", stack),
    ]);
    if ("problems" in network || "problems" in aurora) {
        const all = [network, aurora].flatMap((one) => ("problems" in one ? one.problems : []));
        // Both say the same when Pulumi itself is what is missing.
        return { problems: [...new Set(all)] };
    }
    return value({ network: network.value, aurora: aurora.value });
}

/** The outputs of the stack of the project in `folder`; none when it was never deployed. */
async function outputsOf<T>(root: string, folder: string, stack: string): Promise<Check<T>> {
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
