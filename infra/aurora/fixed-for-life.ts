import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { known } from "../known";
import { type Mistake, mistakeLine } from "../mistake";
import { userError } from "../user-error";

/**
 * What AWS decides when it makes a cluster, by the arguments of the component, and what to do
 * instead of changing it; docs/aurora.md says the same.
 */
export const FIXED_FOR_LIFE = {
    databaseName: "make another database in the same cluster: CREATE DATABASE",
    subnetTier: "set the cluster aside, and restore it into the other tier",
    storageKeyArn:
        "to rotate the key, nothing: its ARN stays; for another key, set the cluster aside, and restore it under that",
    masterUsername: "give people and programs roles of their own",
} as const;

/** What a cluster is to have of it; `undefined` what is not known, or what it has from another one. */
export type FixedForLife = Readonly<Record<keyof typeof FIXED_FOR_LIFE, string | undefined>>;

const TIERS = ["private", "isolated"];

/** What AWS tells of a cluster. */
export type PresentCluster = Pick<
    aws.rds.GetClusterResult,
    | "clusterIdentifier"
    | "databaseName"
    | "dbSubnetGroupName"
    | "kmsKeyId"
    | "masterUserSecrets"
    | "masterUsername"
>;

/**
 * The cluster as it is in AWS, whatever a state or a configuration says; `undefined` where there is
 * none of that name.
 */
export async function presentCluster(
    clusterIdentifier: string,
    opts: pulumi.InvokeOptions = {},
): Promise<PresentCluster | undefined> {
    // To ask for one that is not there is an error; to ask for all of them never is.
    const filters = [{ name: "engine", values: [aws.rds.EngineType.AuroraPostgresql] }];
    const { clusterIdentifiers } = await aws.rds.getClusters({ filters }, opts);
    return clusterIdentifiers.includes(clusterIdentifier)
        ? aws.rds.getCluster({ clusterIdentifier }, opts)
        : undefined;
}

/**
 * Refuses what would have the provider replace the cluster that is there by an empty one. To be
 * awaited before it is declared: the SDK waits for ever for a resource whose input is an error.
 *
 * A key that a preview cannot know, as it is still to be made, is judged at the update.
 *
 * @throws pulumi.RunError that names all that is fixed
 */
export async function refuseReplacement(
    present: PresentCluster,
    wanted: Omit<FixedForLife, "storageKeyArn"> & { readonly storageKeyArn: pulumi.Output<string> },
): Promise<void> {
    const storageKeyArn = await known(wanted.storageKeyArn);
    const mistakes = fixedMistakes(present, { ...wanted, storageKeyArn });
    if (mistakes.length > 0) {
        throw userError(message(present.clusterIdentifier, mistakes));
    }
}

/** What of `wanted` the cluster that is there does not have, and cannot get. */
export function fixedMistakes(present: PresentCluster, wanted: FixedForLife): Mistake[] {
    const { clusterIdentifier, dbSubnetGroupName } = present;
    const is: FixedForLife = {
        databaseName: present.databaseName,
        // The group's name is all that says it.
        subnetTier: TIERS.find((tier) =>
            dbSubnetGroupName.startsWith(`${clusterIdentifier}-${tier}`),
        ),
        storageKeyArn: present.kmsKeyId,
        masterUsername: present.masterUsername,
    };
    return (Object.keys(FIXED_FOR_LIFE) as (keyof FixedForLife)[])
        .filter(
            (where) =>
                wanted[where] !== undefined &&
                // RDS does not always tell the name of the database: then it is an empty one.
                (is[where] ?? "") !== "" &&
                wanted[where] !== is[where],
        )
        .map((where) => ({
            where,
            got: wanted[where],
            advice: `must stay ${JSON.stringify(is[where])}: ${FIXED_FOR_LIFE[where]}`,
        }));
}

function message(clusterIdentifier: string, mistakes: readonly Mistake[]): string {
    return [
        `an empty cluster would take the place of ${clusterIdentifier}; this is refused:`,
        ...mistakes.map(mistakeLine),
        'docs/backups.md, "go back to a moment", sets a cluster aside and restores it; for an empty one take it down first: docs/aurora.md, "Taking it down".',
    ].join("\n");
}
