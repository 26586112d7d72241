import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CustomEndpointsByName } from "./endpoint-mistakes";

export interface CustomEndpointsArgs {
    readonly endpoints: CustomEndpointsByName;
    readonly clusterIdentifier: pulumi.Input<string>;
    /** Identifiers of the instances, in the order of their numbers. */
    readonly instanceIdentifiers: readonly pulumi.Output<string>[];
}

/**
 * The custom endpoints of a cluster, `<name>-<endpoint>`: their host names by their own names.
 * Clients that log in with IAM must ask for the token with an instance's or the cluster's host name.
 */
export function customEndpoints(
    name: string,
    args: CustomEndpointsArgs,
    opts: pulumi.CustomResourceOptions,
): Record<string, pulumi.Output<string>> {
    const identifiers = (numbers: readonly number[] | undefined) =>
        numbers?.flatMap((number) => args.instanceIdentifiers[number - 1] ?? []);
    return Object.fromEntries(
        Object.entries(args.endpoints).map(([endpoint, { type, members, except }]) => [
            endpoint,
            new aws.rds.ClusterEndpoint(
                `${name}-${endpoint}`,
                {
                    clusterIdentifier: args.clusterIdentifier,
                    clusterEndpointIdentifier: `${name}-${endpoint}`,
                    customEndpointType: type,
                    staticMembers: identifiers(members),
                    excludedMembers: identifiers(except),
                },
                opts,
            ).endpoint,
        ]),
    );
}
