import { AwsError, type Existing, list, type Model, str } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { dropImage, keepImage, snapshotImage } from "./images";
import { identifier } from "./names";
import { CLUSTER, IMAGE, SNAPSHOT } from "./types";

const account = (value: string): string | undefined =>
    /^(\d{12}|all)$/.test(value)
        ? undefined
        : `must be the id of an account, or "all", got "${value}"`;

/** A snapshot of a cluster that a program takes. The final one of a cluster is such an entry too. */
export const clusterSnapshot: Model = {
    type: SNAPSHOT,
    fields: {
        dbClusterIdentifier: str({
            required: true,
            replaces: true,
            refersTo: { type: CLUSTER, by: "id" },
        }),
        dbClusterSnapshotIdentifier: str({ required: true, replaces: true, check: identifier }),
        sharedAccounts: list(str({ check: account })),
    },
    id: ({ inputs }) => inputs.dbClusterSnapshotIdentifier as string,
    outputs: {
        dbClusterSnapshotArn: (draft) => arn(draft, "rds", `cluster-snapshot:${draft.id}`),
        ...Object.fromEntries(
            Object.keys(describe({})).map((name) => [
                name,
                (draft) =>
                    describe(draft.account.get(IMAGE, snapshotImage(draft.id))?.outputs)[name],
            ]),
        ),
    },
    refuse: ({ account, inputs }) => {
        const shared = (inputs.sharedAccounts ?? []) as string[];
        const cluster = account.get(CLUSTER, inputs.dbClusterIdentifier as string)?.outputs;
        if (shared.includes("all") && cluster?.storageEncrypted === true) {
            throw new AwsError(
                "InvalidParameterValue",
                "sharedAccounts: an encrypted snapshot cannot be shared with all",
            );
        }
    },
    onCreate: async (draft) => {
        const cluster = draft.account.get(CLUSTER, draft.inputs.dbClusterIdentifier as string);
        if (cluster !== undefined) {
            await keepImage(draft, cluster, snapshotImage(draft.id));
        }
    },
    onDelete: (existing) => dropImage(existing, snapshotImage(existing.id)),
};

/** Takes the snapshot that a cluster leaves when it is deleted. */
export async function takeFinalSnapshot(cluster: Existing): Promise<void> {
    const { account, inputs, outputs, urn } = cluster;
    const id = inputs.finalSnapshotIdentifier as string;
    await keepImage(cluster, cluster, snapshotImage(id));
    account.put({
        type: SNAPSHOT,
        id,
        urn,
        inputs: {},
        outputs: {
            dbClusterIdentifier: cluster.id,
            dbClusterSnapshotIdentifier: id,
            dbClusterSnapshotArn: arn(cluster, "rds", `cluster-snapshot:${id}`),
            ...describe(outputs),
        },
    });
}

function describe(cluster: Props = {}): Props {
    return {
        allocatedStorage: 1,
        availabilityZones: cluster.availabilityZones,
        engine: "aurora-postgresql",
        engineVersion: cluster.engineVersionActual,
        kmsKeyId: cluster.kmsKeyId,
        licenseModel: "postgresql-license",
        port: cluster.port,
        snapshotType: "manual",
        status: "available",
        storageEncrypted: cluster.storageEncrypted,
    };
}
