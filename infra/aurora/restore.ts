import type * as aws from "@pulumi/aws";
import type { Mistake } from "../mistake";

/** What a cluster starts from instead of being empty: a snapshot, a point in time, or a clone. */
export interface Restore {
    /** Name or ARN of a snapshot of a cluster, such as one of AWS Backup, in the cluster's region. */
    readonly snapshot?: string | undefined;
    /**
     * The cluster to start from: its identifier or ARN, in the same region; or its resource id, such
     * as `cluster-ABC…`, the only name of one that is deleted and whose backups were retained.
     */
    readonly cluster?: string | undefined;
    /** The moment of `cluster` to start from, such as `2030-01-31T03:00:00Z`, or `latest`. */
    readonly at?: string | undefined;
    /** A clone of `cluster` as it is now, there in minutes: it shares what neither has changed. */
    readonly copyOnWrite?: boolean | undefined;
}

/** What a way to begin, or a place in a global database, changes in the resource of a cluster. */
export interface ClusterSettings {
    /** These go before the cluster's own; `undefined` takes one of its own away. */
    readonly inputs: Partial<aws.rds.ClusterArgs>;
    readonly ignoreChanges: readonly string[];
}

const RESOURCE_ID = /^cluster-[A-Z0-9]{20,}$/;

/**
 * What a restore adds to the inputs of a cluster, all others staying as they are: the name of the
 * database and of the master must be the source's, and AWS takes neither from here; the master's
 * password is made anew by RDS. What AWS does not take while it restores, such as the version, or IAM
 * authentication after a snapshot, the next update puts right.
 *
 * All of it counts when the cluster is made. Given or taken away later it changes nothing, where the
 * provider would put a new and older cluster in the place of the one that is there.
 */
export function restoreSettings(restore: Restore | undefined): ClusterSettings {
    const inputs = restore === undefined ? {} : origin(restore);
    return { inputs, ignoreChanges: ["restoreToPointInTime", "snapshotIdentifier"] };
}

function origin({ snapshot, cluster = "", at, copyOnWrite }: Restore): ClusterSettings["inputs"] {
    if (snapshot !== undefined) {
        return { snapshotIdentifier: snapshot };
    }
    const source = RESOURCE_ID.test(cluster)
        ? { sourceClusterResourceId: cluster }
        : { sourceClusterIdentifier: cluster };
    const moment =
        at === undefined || at === "latest"
            ? { useLatestRestorableTime: true }
            : { restoreToTime: at };
    const restoreType = copyOnWrite === true ? "copy-on-write" : "full-copy";
    return { restoreToPointInTime: { ...source, ...moment, restoreType } };
}

/** The cluster that is to be made, and when. */
export interface RestoreTarget {
    readonly clusterIdentifier: string;
    readonly region: string;
    readonly now: Date;
}

/** What RDS would refuse, minutes into the update. */
export function restoreMistakes(restore: Restore, target: RestoreTarget): Mistake[] {
    const { snapshot, cluster, at, copyOnWrite } = restore;
    const forms = [snapshot !== undefined, at !== undefined, copyOnWrite === true];
    if (
        forms.filter(Boolean).length !== 1 ||
        (snapshot === undefined) === (cluster === undefined)
    ) {
        const advice =
            "must be one of { snapshot }, { cluster, at } and { cluster, copyOnWrite: true }";
        return [{ where: "restore", got: restore, advice }];
    }
    return [
        ...(snapshot === undefined ? [] : snapshotMistakes(snapshot, target)),
        ...(cluster === undefined ? [] : clusterMistakes(cluster, copyOnWrite === true, target)),
        ...(at === undefined || at === "latest" ? [] : momentMistakes(at, target)),
    ];
}

function snapshotMistakes(snapshot: string, { region }: RestoreTarget): Mistake[] {
    const mistake = (advice: string) => [{ where: "restore.snapshot", got: snapshot, advice }];
    const arn = rdsArn(snapshot);
    if (arn === undefined) {
        // AWS's own begin with `rds:` or `awsbackup:`.
        return /^([a-z]+:)?[a-z][a-z0-9-]*$/i.test(snapshot)
            ? []
            : mistake("must be the name or the ARN of a snapshot of a cluster");
    }
    return [
        ...(arn.kind === "cluster-snapshot"
            ? []
            : mistake(
                  "must be of a cluster: arn:aws:rds:<region>:<account>:cluster-snapshot:<name>",
              )),
        ...(arn.region === region
            ? []
            : mistake(`must be in ${region}: copy it there first (docs/backups.md)`)),
    ];
}

function clusterMistakes(
    cluster: string,
    copyOnWrite: boolean,
    { clusterIdentifier, region }: RestoreTarget,
): Mistake[] {
    const mistake = (advice: string) => [{ where: "restore.cluster", got: cluster, advice }];
    if (RESOURCE_ID.test(cluster)) {
        return copyOnWrite
            ? mistake("must be an identifier or ARN: only a cluster that is there can be cloned")
            : [];
    }
    const arn = rdsArn(cluster);
    const identifier = arn === undefined ? cluster : arn.name;
    if ((arn?.kind ?? "cluster") !== "cluster" || !/^[a-z](-?[a-z0-9])*$/.test(identifier)) {
        return mistake("must be the identifier, the ARN or the resource id of a cluster");
    }
    return [
        ...(arn !== undefined && arn.region !== region
            ? mistake(`must be in ${region}: elsewhere only a copied snapshot can be restored`)
            : []),
        ...(arn === undefined && identifier === clusterIdentifier
            ? mistake(
                  "must not be the cluster itself, whose name would be taken: rename that one first (docs/backups.md)",
              )
            : []),
    ];
}

function momentMistakes(at: string, { now }: RestoreTarget): Mistake[] {
    const mistake = (advice: string) => [{ where: "restore.at", got: at, advice }];
    const moment = Date.parse(at);
    if (!isUtcMoment(at, moment)) {
        return mistake("must be latest, or a moment in UTC such as 2030-01-31T03:00:00Z");
    }
    return moment > now.getTime()
        ? mistake(`must have been, and it is ${now.toISOString()} now`)
        : [];
}

/** True for the one form that the provider takes, of a day that there is. */
function isUtcMoment(at: string, moment: number): boolean {
    return (
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(at) &&
        !Number.isNaN(moment) &&
        new Date(moment).toISOString() === at.replace("Z", ".000Z")
    );
}

function rdsArn(text: string) {
    const [, region = "", kind = "", name = ""] =
        /^arn:aws[a-z-]*:rds:([a-z0-9-]+):\d{12}:([a-z-]+):(.+)$/.exec(text) ?? [];
    return kind === "" ? undefined : { region, kind, name };
}
