import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../mistake";
import type { ClusterSettings } from "./restore";

/** A second cluster, in another region, that follows the first within about a second. */
export interface GlobalSettings {
    readonly secondaryRegion: string;
    /** See {@link globalMistakes}. */
    readonly unsafeMasterPasswordInState: boolean;
}

/**
 * What AWS would refuse in a global database, beside classes and capacities that it has none for.
 *
 * RDS manages no master password in one. Ours has to come from the program, and what Pulumi hands to
 * a provider it keeps in the state, encrypted, "write-only" or not
 * (https://github.com/pulumi/pulumi-terraform-bridge/issues/3201).
 */
export function globalMistakes(
    { secondaryRegion, unsafeMasterPasswordInState }: GlobalSettings,
    { region, residency }: { readonly region: string; readonly residency: readonly string[] },
): Mistake[] {
    const wrongRegion = (advice: string) => [
        { where: "global.secondaryRegion", got: secondaryRegion, advice },
    ];
    return [
        ...(secondaryRegion === region
            ? wrongRegion(`must be another region than ${region}, which has the first cluster`)
            : []),
        ...(residency.includes(secondaryRegion)
            ? []
            : wrongRegion(
                  `must be a region where the data may live; pii:residency names ${residency.join(", ")}`,
              )),
        ...(unsafeMasterPasswordInState
            ? []
            : [
                  {
                      where: "global.unsafeMasterPasswordInState",
                      got: false,
                      advice: "must be true: RDS manages no master password in a global database, so that ours is in the state, encrypted, and good until it is changed by hand (docs/backups.md)",
                  },
              ]),
    ];
}

/**
 * What does not follow from the program once there are several regions: who writes and who follows
 * changes with every switchover, and the version is the global database's. Without this the next
 * update would take a cluster out of the global database, or promote one.
 */
const CHANGED_BY_AWS = ["globalClusterIdentifier", "replicationSourceIdentifier", "engineVersion"];

/**
 * What makes a cluster one that a global database can begin with. A cluster that is there already
 * is changed in place: RDS hands its master over to `password`, and deletes its own secret.
 */
export function primarySettings(password: MasterPasswordInputs): ClusterSettings {
    return {
        inputs: {
            manageMasterUserPassword: undefined,
            masterUserSecretKmsKeyId: undefined,
            ...password,
        },
        ignoreChanges: CHANGED_BY_AWS,
    };
}

export type MasterPasswordInputs = Required<
    Pick<aws.rds.ClusterArgs, "masterPasswordWo" | "masterPasswordWoVersion">
>;

/**
 * What makes a cluster one that follows: data, database and master come from the first, so that it
 * has nothing to say about them. It is made only once the first has an instance.
 */
export function secondarySettings(
    globalClusterIdentifier: pulumi.Input<string>,
    primaryRegion: string,
): ClusterSettings {
    return {
        inputs: {
            databaseName: undefined,
            masterUsername: undefined,
            manageMasterUserPassword: undefined,
            masterUserSecretKmsKeyId: undefined,
            // The global database's own.
            engineLifecycleSupport: undefined,
            globalClusterIdentifier,
            // RDS reads there what is encrypted with another region's key.
            sourceRegion: primaryRegion,
        },
        ignoreChanges: CHANGED_BY_AWS,
    };
}

export interface GlobalClusterArgs {
    /** The cluster that it begins with. Later it may be another one that writes. */
    readonly primaryArn: pulumi.Input<string>;
    /** An instance of that cluster: AWS takes it only when it can be connected to. */
    readonly primaryInstance: pulumi.Resource;
    /** Full minor version. A change upgrades all clusters, the following ones first. */
    readonly engineVersion: string;
    /** RDS refuses to delete the global database, Pulumi to delete or replace it. */
    readonly deletionProtection: boolean;
}

/**
 * The global database around a cluster, named `name` in all of AWS's regions. Deleting it deletes no
 * cluster: each goes on by itself, and can be written to.
 */
export function globalCluster(
    name: string,
    args: GlobalClusterArgs,
    opts: pulumi.CustomResourceOptions,
): aws.rds.GlobalCluster {
    return new aws.rds.GlobalCluster(
        name,
        {
            globalClusterIdentifier: name,
            sourceDbClusterIdentifier: args.primaryArn,
            engineVersion: args.engineVersion,
            // Takes the clusters out before it goes; AWS keeps one with clusters in it.
            forceDestroy: true,
            deletionProtection: args.deletionProtection,
        },
        {
            ...opts,
            protect: args.deletionProtection,
            dependsOn: args.primaryInstance,
            // A first cluster that is made anew is no reason for a new global database.
            ignoreChanges: ["sourceDbClusterIdentifier"],
        },
    );
}
