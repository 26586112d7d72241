import type { Account, Entry } from "../../cloud/account";
import { AwsError, type Draft } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { primaryOf } from "./global-members";
import { backupImage, keepImage, originImage, snapshotImage } from "./images";
import { CLUSTER, IMAGE, SNAPSHOT } from "./types";

/** What a cluster begins with when it does not begin empty. */
export interface Origin {
    readonly kind: "snapshot" | "point in time" | "primary";
    /** Outputs of the cluster that the data are of. */
    readonly outputs: Props;
    /** That cluster, when it is there; otherwise the name of what was kept of it. */
    readonly source: Entry | string;
}

/**
 * Where a cluster that is about to be made has its data from; nothing when it begins empty.
 * @throws AwsError when the program names something that is not there
 */
export function originOf({ account, inputs }: Draft): Origin | undefined {
    if (typeof inputs.snapshotIdentifier === "string") {
        const image = snapshotImage(snapshotNamed(account, inputs.snapshotIdentifier).id);
        return { kind: "snapshot", source: image, outputs: outputsOf(account, image) };
    }
    const restore = inputs.restoreToPointInTime as Props | undefined;
    if (restore !== undefined) {
        const source = restoreSource(account, restore);
        const outputs = typeof source === "string" ? outputsOf(account, source) : source.outputs;
        return { kind: "point in time", source, outputs };
    }
    const primary = primaryOf(account, inputs.globalClusterIdentifier);
    return primary && { kind: "primary", source: primary, outputs: primary.outputs };
}

/** What a new cluster has from its origin, an older one from itself, where the program is silent. */
export function inherited(draft: Draft): Props {
    return draft.account.get(CLUSTER, draft.id)?.outputs ?? originOf(draft)?.outputs ?? {};
}

/** Takes the data now, as they may have changed or be gone when the first instance comes. */
export async function keepOrigin(draft: Draft, { source, outputs }: Origin): Promise<void> {
    const id = originImage(draft.id);
    if (typeof source !== "string") {
        await keepImage(draft, source, id);
        return;
    }
    const { account, urn } = draft;
    account.put({ type: IMAGE, id, urn, inputs: {}, outputs: { ...outputs, image: source } });
}

/** The snapshot of that identifier or ARN. */
export function snapshotNamed(account: Account, name: string): Entry {
    const snapshot =
        account.get(SNAPSHOT, name) ?? account.find(SNAPSHOT, "dbClusterSnapshotArn", name);
    if (snapshot === undefined) {
        throw new AwsError("DBClusterSnapshotNotFoundFault", `DBClusterSnapshot ${name} not found`);
    }
    return snapshot;
}

function restoreSource(account: Account, restore: Props): Entry | string {
    if (typeof restore.sourceClusterIdentifier === "string") {
        const name = restore.sourceClusterIdentifier;
        const cluster = account.get(CLUSTER, name) ?? account.find(CLUSTER, "arn", name);
        if (cluster === undefined) {
            throw new AwsError(
                "DBClusterNotFoundFault",
                `restoreToPointInTime.sourceClusterIdentifier: DBCluster ${name} not found; for ` +
                    "one that was deleted with deleteAutomatedBackups: false, give " +
                    "sourceClusterResourceId",
            );
        }
        return cluster;
    }
    const resourceId = restore.sourceClusterResourceId as string;
    const image = backupImage(resourceId);
    const found = account.find(CLUSTER, "clusterResourceId", resourceId);
    if (found === undefined && account.get(IMAGE, image) === undefined) {
        throw new AwsError(
            "DBClusterAutomatedBackupNotFoundFault",
            `restoreToPointInTime.sourceClusterResourceId: no automated backups of ${resourceId}`,
        );
    }
    return found ?? image;
}

function outputsOf(account: Account, image: string): Props {
    return account.get(IMAGE, image)?.outputs ?? {};
}
