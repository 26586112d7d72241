import { type Draft, type Model } from "../../cloud/model";
import { forgetSecret } from "../secretsmanager/store";
import { arn } from "../shared/arn";
import { randomId, stableId } from "../shared/ids";
import { given, once } from "../shared/outputs";
import { usableKey, zonesOf } from "../shared/references";
import {
    changeMasterPassword,
    checkChange,
    masterUsername,
    upgradeMembers,
} from "./cluster-changes";
import { checkDeletion, checkUsed, subnets } from "./cluster-checks";
import { clusterFields } from "./cluster-fields";
import { clusterFailures } from "./cluster-rules";
import { checkJoin } from "./global-checks";
import { join, leave } from "./global-members";
import { backupImage, dropImage, keepImage, originImage } from "./images";
import { manageSecret, masterSecret, serviceKey } from "./master";
import { membersOf } from "./members";
import { hostname } from "./names";
import { inherited, keepOrigin, originOf } from "./origin";
import { checkOrigin } from "./origin-checks";
import { runningVersion } from "./running-version";
import { allowWrites, changeGroups } from "./server";
import { takeFinalSnapshot } from "./snapshots";
import { CLUSTER, CLUSTER_GROUP } from "./types";
import { familyOf } from "./versions";

/**
 * An Aurora PostgreSQL cluster. It holds data and endpoints but has no compute, so nothing listens
 * before it has an instance: the real server starts with the first one (see server.ts), and is
 * deleted together with the cluster.
 */
export const cluster: Model = {
    type: CLUSTER,
    fields: clusterFields,
    rules: clusterFailures,
    id: ({ inputs }) => (inputs.clusterIdentifier as string | undefined) ?? `tf-${randomId(26)}`,
    outputs: {
        arn: (draft) => arn(draft, "rds", `cluster:${draft.id}`),
        allocatedStorage: () => 1,
        availabilityZones: given("availabilityZones", (draft) => zonesOf(subnets(draft))),
        clusterIdentifier: ({ id }) => id,
        clusterMembers: (draft) => membersOf(draft).map(({ id }) => id),
        clusterResourceId: once(CLUSTER, "clusterResourceId", resourceId),
        clusterScalabilityType: () => "standard",
        databaseInsightsMode: given("databaseInsightsMode", () => "standard"),
        // Of one that follows RDS may not tell it, then or later.
        databaseName: given("databaseName", (draft) =>
            draft.account.get(CLUSTER, draft.id) === undefined &&
            originOf(draft)?.kind === "primary"
                ? undefined
                : inherited(draft).databaseName,
        ),
        dbClusterParameterGroupName: runningGroup,
        endpoint: (draft) => hostname(draft, `${draft.id}.cluster-`),
        engineLifecycleSupport: given(
            "engineLifecycleSupport",
            () => "open-source-rds-extended-support",
        ),
        engineVersion: given("engineVersion", runningVersion),
        engineVersionActual: runningVersion,
        hostedZoneId: ({ region }) => `Z${stableId(region, 13).toUpperCase()}`,
        kmsKeyId: given("kmsKeyId", (draft) =>
            isEncrypted(draft) ? (inherited(draft).kmsKeyId ?? serviceKey(draft, "rds")) : "",
        ),
        masterUserSecrets: (draft) => {
            const secret = masterSecret(draft);
            return secret === undefined
                ? []
                : [
                      {
                          secretArn: secret.id,
                          kmsKeyId: secret.outputs.kmsKeyId,
                          secretStatus: "active",
                      },
                  ];
        },
        masterUsername: given("masterUsername", (draft) => inherited(draft).masterUsername),
        networkType: given("networkType", () => "IPV4"),
        port: given("port", (draft) => inherited(draft).port ?? 5432),
        preferredBackupWindow: given("preferredBackupWindow", () => "04:00-04:30"),
        preferredMaintenanceWindow: ({ inputs }) =>
            // The provider stores it so.
            ((inputs.preferredMaintenanceWindow ?? "sun:06:00-sun:06:30") as string).toLowerCase(),
        readerEndpoint: (draft) => hostname(draft, `${draft.id}.cluster-ro-`),
        storageEncrypted: isEncrypted,
        // RDS says nothing for the standard one, by whichever name it was asked for.
        storageType: ({ inputs }) => (inputs.storageType === "aurora-iopt1" ? "aurora-iopt1" : ""),
        vpcSecurityGroupIds: given("vpcSecurityGroupIds", () => []),
    },
    refuse: checkUsed,
    onCreate: async (draft) => {
        const { id, inputs } = draft;
        usableKey(draft, "kmsKeyId", "KMSKeyNotAccessibleFault");
        const global = inputs.globalClusterIdentifier as string | undefined;
        if (global !== undefined) {
            checkJoin(draft, global);
        }
        const origin = originOf(draft);
        if (origin !== undefined) {
            checkOrigin(draft, origin);
            await keepOrigin(draft, origin);
        }
        if (inputs.manageMasterUserPassword === true) {
            manageSecret(draft, masterUsername(draft));
        }
        if (global !== undefined) {
            join(draft, id, global);
        }
    },
    onUpdate: async (before, after) => {
        const { account, backends, id, inputs } = after;
        checkChange(before, after);
        if (before.inputs.globalClusterIdentifier !== inputs.globalClusterIdentifier) {
            leave(account, id);
            await allowWrites(after);
        }
        await changeMasterPassword(before, after);
        const isUpgraded = runningVersion(after) !== before.outputs.engineVersionActual;
        if (
            isUpgraded ||
            before.inputs.dbClusterParameterGroupName !== inputs.dbClusterParameterGroupName
        ) {
            await changeGroups(after, after);
        }
        if (isUpgraded && membersOf(after).length > 0) {
            upgradeMembers(after);
            await backends.postgres.reboot(id);
        }
    },
    onDelete: async (existing) => {
        const { account, backends, id, inputs, outputs } = existing;
        checkDeletion(existing);
        leave(account, id);
        if (inputs.skipFinalSnapshot !== true) {
            await takeFinalSnapshot(existing);
        }
        if (inputs.deleteAutomatedBackups === false) {
            await keepImage(existing, existing, backupImage(outputs.clusterResourceId as string));
        }
        const secret = masterSecret(existing);
        await backends.postgres.delete(id);
        await dropImage(existing, originImage(id));
        if (secret !== undefined) {
            forgetSecret(account, secret.id);
        }
    },
};

/** The group that is in use: one of another family waits for the version that it is for. */
function runningGroup(draft: Draft): unknown {
    const { account, id, inputs } = draft;
    const family = familyOf(runningVersion(draft));
    const name = inputs.dbClusterParameterGroupName as string | undefined;
    const group = account.get(CLUSTER_GROUP, name ?? "");
    return group !== undefined && group.inputs.family !== family
        ? account.get(CLUSTER, id)?.outputs.dbClusterParameterGroupName
        : (name ?? `default.${family}`);
}

function resourceId(): string {
    return `cluster-${randomId(26).toUpperCase()}`;
}

function isEncrypted(draft: Draft): boolean {
    const { kmsKeyId, storageEncrypted } = draft.inputs;
    return (storageEncrypted ??
        (kmsKeyId !== undefined || inherited(draft).storageEncrypted === true)) as boolean;
}
