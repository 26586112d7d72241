import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../mistake";
import { userError } from "../user-error";
import type { PresentCluster } from "./fixed-for-life";
import type { ClusterSettings } from "./restore";

/** A cluster that clusters of other regions may follow. */
export interface GlobalSettings {
    /** See {@link globalMistakes}. */
    readonly unsafeMasterPasswordInState: boolean;
}

/** A cluster that follows one of another region, within about a second. */
export interface FollowSettings {
    /** Identifier of the global database, such as `pii-prod-global`. */
    readonly globalCluster: string;
    /** Where the cluster that writes is when this one is made. */
    readonly primaryRegion: string;
}

/** What of a cluster's settings bears on its place in a global database. */
export interface GlobalPlace {
    readonly global?: GlobalSettings | undefined;
    readonly follows?: FollowSettings | undefined;
    readonly restore?: unknown;
    readonly allowMajorUpgrade: boolean;
    readonly masterRotationDays?: number | undefined;
}

/** Whether the cluster is part of a global database. */
export function isGlobal({ global, follows }: Pick<GlobalPlace, "global" | "follows">): boolean {
    return global !== undefined || follows !== undefined;
}

/**
 * What AWS would refuse in a global database, beside classes and capacities that it has none for.
 *
 * RDS manages no master password in one. Ours has to come from the program, and what Pulumi hands to
 * a provider it keeps in the state, encrypted, "write-only" or not
 * (https://github.com/pulumi/pulumi-terraform-bridge/issues/3201).
 */
export function globalMistakes(
    place: GlobalPlace,
    { region, residency }: { readonly region: string; readonly residency: readonly string[] },
): Mistake[] {
    const { global, follows, restore, allowMajorUpgrade, masterRotationDays } = place;
    if (!isGlobal(place)) {
        return [];
    }
    const unless = (isRight: boolean, where: string, got: unknown, advice: string): Mistake[] =>
        isRight ? [] : [{ where, got, advice }];
    return [
        ...unless(
            global?.unsafeMasterPasswordInState !== false,
            "global.unsafeMasterPasswordInState",
            false,
            "must be true: RDS manages no master password in a global database, so that ours is in the state, encrypted, and good until it is changed by hand (docs/global-database.md)",
        ),
        ...unless(
            global === undefined || follows === undefined,
            "follows",
            follows,
            "must not be given together with global: a cluster begins a global database, or follows in one",
        ),
        ...unless(
            follows?.primaryRegion !== region,
            "follows.primaryRegion",
            region,
            "must be another region than the cluster's own: a global database has one cluster in each",
        ),
        ...unless(
            follows === undefined || residency.includes(follows.primaryRegion),
            "follows.primaryRegion",
            follows?.primaryRegion,
            `must be a region where the data may live; pii:residency names ${residency.join(", ")}`,
        ),
        ...unless(
            follows === undefined || restore === undefined,
            "restore",
            restore,
            "must not be given together with follows: the data come from the cluster that is followed",
        ),
        ...unless(
            !allowMajorUpgrade,
            "allowMajorUpgrade",
            true,
            "must be false in a global database, whose clusters AWS upgrades together (docs/global-database.md)",
        ),
        ...unless(
            masterRotationDays === undefined,
            "masterRotationDays",
            masterRotationDays,
            "must not be given in a global database: RDS does not manage the master's password there, nor rotate it",
        ),
    ];
}

/**
 * What makes a cluster one that others may follow. A cluster that is there already is changed in
 * place: RDS hands its master over to `password`, and deletes its own secret.
 *
 * Its place is the global database's to tell; the program saying nothing would take it out.
 */
export function primarySettings(password: MasterPasswordInputs): ClusterSettings {
    return {
        inputs: {
            manageMasterUserPassword: undefined,
            masterUserSecretKmsKeyId: undefined,
            ...password,
        },
        ignoreChanges: ["globalClusterIdentifier", SOURCE],
    };
}

/** Who writes and who follows changes with every switchover; the next update would undo it. */
const SOURCE = "replicationSourceIdentifier";

export type MasterPasswordInputs = Required<
    Pick<aws.rds.ClusterArgs, "masterPasswordWo" | "masterPasswordWoVersion">
>;

/**
 * What makes a cluster one that follows: data, database and master come from the first, so that it
 * has nothing to say about them. It is made only once the first has an instance.
 */
export function secondarySettings(follows: FollowSettings | undefined): ClusterSettings {
    if (follows === undefined) {
        return { inputs: {}, ignoreChanges: AS_MADE };
    }
    return {
        inputs: {
            databaseName: undefined,
            masterUsername: undefined,
            manageMasterUserPassword: undefined,
            masterUserSecretKmsKeyId: undefined,
            // The global database's own.
            engineLifecycleSupport: undefined,
            globalClusterIdentifier: follows.globalCluster,
            // RDS reads there what is encrypted with another region's key.
            sourceRegion: follows.primaryRegion,
        },
        ignoreChanges: [SOURCE, ...AS_MADE],
    };
}

/**
 * Refuses to have a cluster that is there follow another one, as AWS does, but before anything is
 * changed. That it has data of its own shows in its master's secret, which no cluster that follows has.
 *
 * @throws pulumi.RunError that says what to do instead
 */
export function refuseFollowing(
    { clusterIdentifier, masterUserSecrets }: PresentCluster,
    { globalCluster }: FollowSettings,
): void {
    if (masterUserSecrets.length > 0) {
        throw userError(
            `pii:aurora.follows is given, but ${clusterIdentifier} is there and has data of its own; only a cluster that is made anew can follow ${globalCluster}: take follows away, or take the cluster down first (docs/aurora.md)`,
        );
    }
}

/**
 * What counts when a cluster is made, and must not be asked of one that followed and stands alone: of
 * its database's name RDS may not tell, so that to name it would replace the cluster.
 * `refuseReplacement` sees to it that nobody asks another cluster for another name.
 */
const AS_MADE = ["sourceRegion", "engineLifecycleSupport", "databaseName"];

export interface GlobalClusterArgs {
    /** The cluster that it begins with. Later it may be another one that writes. */
    readonly primaryArn: pulumi.Input<string>;
    /** An instance of that cluster: AWS takes it only when it can be connected to. */
    readonly primaryInstance: pulumi.Resource;
    /** RDS refuses to delete the global database, Pulumi to delete or replace it. */
    readonly deletionProtection: boolean;
}

/**
 * The global database around a cluster, named `name` in all of AWS's regions. It has the version of
 * its clusters, each of which is upgraded by its own program. Deleting it deletes no cluster: each
 * goes on by itself, and can be written to.
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
