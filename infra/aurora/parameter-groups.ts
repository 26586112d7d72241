import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { parameterGroupFamily } from "./engine-versions";
import type { ParameterOverrides } from "./parameter-overrides";
import { clusterParameters, type Tuning } from "./parameters";

export interface ParameterGroupsArgs {
    readonly engineVersion: string;
    readonly tuning: Tuning;
    readonly overrides: ParameterOverrides | undefined;
}

/**
 * The parameter groups of a cluster and of its instances. They bear the family in their logical
 * names: those of another major version are made beside them, and these go last, once nothing uses
 * them any more.
 */
export function parameterGroups(
    name: string,
    { engineVersion, tuning, overrides }: ParameterGroupsArgs,
    opts: pulumi.CustomResourceOptions,
) {
    const family = parameterGroupFamily(engineVersion);
    const cluster = new aws.rds.ClusterParameterGroup(
        `${name}-${family}`,
        {
            family,
            description: "pii-platform: TLS only, audited",
            parameters: clusterParameters(tuning, overrides),
        },
        opts,
    );
    // Empty: all is said for the cluster. It is there for the day when one instance must differ, as
    // taking an instance's first own group up needs a reboot, and a change in it does not.
    const instance = new aws.rds.ParameterGroup(
        `${name}-${family}`,
        { family, description: "pii-platform: what a single instance has of its own" },
        opts,
    );
    return { cluster: cluster.name, instance: instance.name };
}
