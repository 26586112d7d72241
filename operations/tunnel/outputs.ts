import type { LayerOutputs } from "../../stacks/contracts";
import type { Layer } from "../../stacks/layers";
import { type Check, problem, value } from "../shared/check";
import { outputsOf, upCommand } from "../shared/outputs";
import type { Settings } from "../shared/settings";

/** What can be reached: the database in one of three ways, and the tables of DynamoDB. */
export const TARGETS = ["database", "reader", "proxy", "dynamodb"] as const;

export type Target = (typeof TARGETS)[number];

/** Which output of the layer aurora has the host name. */
const ENDPOINTS = {
    database: "endpoint",
    reader: "readerEndpoint",
    proxy: "proxyEndpoint",
} as const;

/** What a tunnel leads to. */
export interface Place {
    readonly host: string;
    readonly hostPort: number;
    /** Of the database, or of one of the tables. */
    readonly name: string;
}

/** What the deployed stacks say of the way there. */
export interface Outputs extends Place {
    readonly wayInGroupName: string;
}

type Found = Partial<Pick<LayerOutputs, "aurora" | "dynamodb">> & {
    readonly network?: { readonly wayInGroupName?: string };
};

/** The outputs of the environment's stacks, asked of the Pulumi CLI; all that is missing in them. */
export async function readOutputs(
    root: string,
    settings: Settings,
    to: Target,
): Promise<Check<Outputs>> {
    const found = await (settings.layout === "whole"
        ? outputsOf<Found>(root, ".", settings.stack)
        : layers(root, settings.stack, to === "dynamodb" ? "dynamodb" : "aurora"));
    if ("problems" in found) {
        return found;
    }
    const { wayInGroupName } = found.value.network ?? {};
    const place =
        to === "dynamodb" ? tables(found.value, settings) : database(found.value, settings, to);
    const problems = [
        ...(wayInGroupName
            ? []
            : [
                  `there is no way in: set pii:network.wayIn to host in Pulumi.${settings.stack}.yaml, then ${upCommand(settings, "network")}`,
              ]),
        ...("problems" in place ? place.problems : []),
    ];
    return wayInGroupName && "value" in place
        ? value({ ...place.value, wayInGroupName })
        : { problems };
}

function database({ aurora }: Found, settings: Settings, to: keyof typeof ENDPOINTS): Check<Place> {
    const up = upCommand(settings, "aurora");
    if (!aurora?.endpoint) {
        return problem(`there is no database: the layer aurora is not deployed; ${up}`);
    }
    const host = aurora[ENDPOINTS[to]];
    return host
        ? value({ host, hostPort: aurora.port, name: aurora.databaseName })
        : problem(
              `there is no proxy: set pii:aurora.proxy to true in Pulumi.${settings.stack}.yaml, then ${up}`,
          );
}

function tables({ dynamodb }: Found, settings: Settings): Check<Place> {
    const [name] = Object.values(dynamodb?.tableNames ?? {});
    return name === undefined
        ? problem(
              `there are no tables: the layer dynamodb is not deployed; ${upCommand(settings, "dynamodb")}`,
          )
        : value({ host: `dynamodb.${settings.region}.amazonaws.com`, hostPort: 443, name });
}

async function layers(
    root: string,
    stack: string,
    layer: Layer & keyof Found,
): Promise<Check<Found>> {
    const [network, other] = await Promise.all([
        outputsOf<Found["network"]>(root, "stacks/network", stack),
        outputsOf<Found[typeof layer]>(root, `stacks/${layer}`, stack),
    ]);
    if ("problems" in network || "problems" in other) {
        const all = [network, other].flatMap((one) => ("problems" in one ? one.problems : []));
        // Both say the same when Pulumi itself is what is missing.
        return { problems: [...new Set(all)] };
    }
    return value({ network: network.value, [layer]: other.value });
}
