import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../mistake";
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

/** What a cluster is to have of it; `undefined` what it has from another one. */
export interface FixedForLife {
    readonly databaseName: pulumi.Input<string | undefined>;
    readonly subnetTier: Tier;
    readonly storageKeyArn: pulumi.Input<string>;
    readonly masterUsername: pulumi.Input<string | undefined>;
}

const TIERS = ["private", "isolated"] as const;

type Tier = (typeof TIERS)[number];

/** What AWS tells of a cluster. */
export type PresentCluster = Pick<
    aws.rds.GetClusterResult,
    "clusterIdentifier" | "databaseName" | "dbSubnetGroupName" | "kmsKeyId" | "masterUsername"
>;

/**
 * The storage key of the cluster to be, once it is sure that nothing asked for would have the
 * provider replace a cluster of this name that is there. What a preview does not know yet, such as
 * a key that is being made, is judged at the update, before the cluster is touched.
 *
 * @throws pulumi.RunError that names what is fixed, as the rejection of the output
 */
export function keptForLife(
    clusterIdentifier: string,
    { storageKeyArn, isRestore, ...wanted }: FixedForLife & { readonly isRestore: boolean },
    opts: pulumi.InvokeOptions,
): pulumi.Output<string> {
    const present = presentCluster(clusterIdentifier, opts);
    const checked = pulumi.all([present, wanted]).apply(([cluster, plain]) => {
        refuse(cluster, plain);
        if (cluster !== undefined && isRestore) {
            void pulumi.log.warn(
                `restore counts when the cluster is made, and ${clusterIdentifier} is there: it does nothing; take it away`,
            );
        }
    });
    return pulumi.all([storageKeyArn, present, checked]).apply(([key, cluster]) => {
        refuse(cluster, { storageKeyArn: key });
        return key;
    });
}

/** The cluster as it is in AWS, whatever a state or a configuration says. */
async function presentCluster(
    clusterIdentifier: string,
    opts: pulumi.InvokeOptions,
): Promise<PresentCluster | undefined> {
    // To ask for one that is not there is an error; to ask for all of them never is.
    const filters = [{ name: "engine", values: [aws.rds.EngineType.AuroraPostgresql] }];
    const { clusterIdentifiers } = await aws.rds.getClusters({ filters }, opts);
    return clusterIdentifiers.includes(clusterIdentifier)
        ? aws.rds.getCluster({ clusterIdentifier }, opts)
        : undefined;
}

type Wanted = Partial<pulumi.Unwrap<FixedForLife>>;

function refuse(present: PresentCluster | undefined, wanted: Wanted): void {
    const mistakes = present === undefined ? [] : fixedMistakes(present, wanted);
    if (present === undefined || mistakes.length === 0) {
        return;
    }
    const lines = mistakes.map(
        ({ where, got, advice }) => `  ${where} is ${JSON.stringify(got)}; ${advice}`,
    );
    throw userError(
        [
            `an empty cluster would take the place of ${present.clusterIdentifier}; refused, and nothing was changed:`,
            ...lines,
            'How to set it aside and restore it: docs/backups.md, "go back to a moment". To have an empty one: docs/aurora.md, "Taking it down", then up.',
        ].join("\n"),
    );
}

/** What of `wanted` the cluster that is there does not have, and cannot get. */
export function fixedMistakes(present: PresentCluster, wanted: Wanted): Mistake[] {
    const { clusterIdentifier, dbSubnetGroupName } = present;
    const is: Wanted = {
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
                is[where] !== undefined &&
                wanted[where] !== is[where],
        )
        .map((where) => ({
            where,
            got: wanted[where],
            advice: `must stay ${JSON.stringify(is[where])}: ${FIXED_FOR_LIFE[where]}`,
        }));
}
