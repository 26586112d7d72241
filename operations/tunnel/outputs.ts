import type { LayerOutputs } from "../../stacks/contracts";
import type { Layer } from "../../stacks/layers";
import { type Check, value } from "../shared/check";
import { outputsOf, upCommand } from "../shared/outputs";
import type { Settings } from "../shared/settings";

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
    const up = (layer: Layer) => upCommand(settings, layer);
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
