import type { Entry } from "../../cloud/account";
import { between, bool, type Draft, type Model, num, oneOf, str } from "../../cloud/model";
import { LOG_GROUP } from "../logs";
import { arn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { given, once } from "../shared/outputs";
import { weekly } from "../shared/windows";
import { isClass } from "./classes";
import { checkDeletion, checkPlace, checkUsed, clusterOf } from "./instance-checks";
import { membersOf } from "./members";
import { checkInsightsKey, monitoringFailures, monitoringFields } from "./monitoring";
import { hostname, identifier } from "./names";
import { changeGroups, isWriter, startServer } from "./server";
import { CLUSTER, INSTANCE } from "./types";
import { familyOf, isOffered } from "./versions";

/** An instance of an Aurora cluster. The first one brings the cluster's server up. */
export const clusterInstance: Model = {
    type: INSTANCE,
    fields: {
        ...monitoringFields,
        applyImmediately: bool(),
        autoMinorVersionUpgrade: bool({ default: true }),
        availabilityZone: str({ replaces: true }),
        caCertIdentifier: str({
            check: oneOf("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"),
        }),
        clusterIdentifier: str({
            required: true,
            replaces: true,
            refersTo: { type: CLUSTER, by: "id" },
        }),
        copyTagsToSnapshot: bool({ default: false }),
        dbParameterGroupName: str(),
        dbSubnetGroupName: str({ replaces: true }),
        engine: str({ required: true, replaces: true, check: oneOf("aurora-postgresql") }),
        engineVersion: str({ check: isOffered }),
        forceDestroy: bool({ default: false }),
        identifier: str({ replaces: true, check: identifier }),
        instanceClass: str({ required: true, check: isClass }),
        preferredBackupWindow: str({
            check: () => "must not be given: an Aurora cluster has one for all of its instances",
        }),
        preferredMaintenanceWindow: str({ check: weekly(30) }),
        promotionTier: num({ default: 0, check: between(0, 15) }),
        publiclyAccessible: bool(),
    },
    rules: monitoringFailures,
    id: ({ inputs }) => (inputs.identifier as string | undefined) ?? `tf-${randomId(26)}`,
    outputs: {
        arn: (draft) => arn(draft, "rds", `db:${draft.id}`),
        availabilityZone: given("availabilityZone", zone),
        caCertIdentifier: given("caCertIdentifier", () => "rds-ca-rsa2048-g1"),
        dbParameterGroupName: given("dbParameterGroupName", (draft) => {
            const version = clusterOf(draft).outputs.engineVersionActual as string;
            return `default.${familyOf(version)}`;
        }),
        dbSubnetGroupName: given("dbSubnetGroupName", ofCluster("dbSubnetGroupName")),
        dbiResourceId: once(INSTANCE, "dbiResourceId", () => `db-${randomId(26).toUpperCase()}`),
        endpoint: (draft) => hostname(draft, `${draft.id}.`),
        engineVersion: given("engineVersion", ofCluster("engineVersion")),
        engineVersionActual: ofCluster("engineVersionActual"),
        identifier: ({ id }) => id,
        // Another class waits for the maintenance window unless told otherwise.
        instanceClass: (draft) =>
            draft.inputs.applyImmediately === true
                ? draft.inputs.instanceClass
                : (draft.account.get(INSTANCE, draft.id)?.outputs.instanceClass ??
                  draft.inputs.instanceClass),
        kmsKeyId: ofCluster("kmsKeyId"),
        networkType: ofCluster("networkType"),
        performanceInsightsEnabled: given(
            "performanceInsightsEnabled",
            (draft) => clusterOf(draft).inputs.performanceInsightsEnabled ?? false,
        ),
        port: ofCluster("port"),
        preferredBackupWindow: ofCluster("preferredBackupWindow"),
        preferredMaintenanceWindow: (draft) =>
            (
                (draft.inputs.preferredMaintenanceWindow ??
                    clusterOf(draft).outputs.preferredMaintenanceWindow) as string
            ).toLowerCase(),
        publiclyAccessible: given("publiclyAccessible", () => false),
        storageEncrypted: (draft) => clusterOf(draft).outputs.storageEncrypted ?? false,
        writer: (draft) => isWriter(draft),
    },
    refuse: checkUsed,
    onCreate: async (draft) => {
        checkPlace(draft);
        const cluster = clusterOf(draft);
        createLogGroups(draft, cluster);
        await startServer(draft, cluster);
    },
    onUpdate: async (before, after) => {
        checkInsightsKey(before, after);
        if (!isWriter(after)) {
            return;
        }
        const { instanceClass, applyImmediately, dbParameterGroupName } = after.inputs;
        const cluster = clusterOf(after);
        if (before.inputs.dbParameterGroupName !== dbParameterGroupName) {
            await changeGroups(after, cluster, { instance: dbParameterGroupName });
        }
        if (applyImmediately === true && before.outputs.instanceClass !== instanceClass) {
            await after.backends.postgres.reboot(cluster.id);
        }
    },
    onDelete: checkDeletion,
};

function ofCluster(name: string) {
    return (draft: Draft): unknown => clusterOf(draft).outputs[name];
}

/** The zones of the cluster in turn, the writer's first. */
function zone(draft: Draft): unknown {
    const cluster = clusterOf(draft);
    const members = membersOf({ ...draft, id: cluster.id }).map(({ id }) => id);
    const zones = cluster.outputs.availabilityZones as string[];
    const place = members.includes(draft.id) ? members.indexOf(draft.id) : members.length;
    return zones[place % zones.length];
}

/**
 * An instance that exports a log creates the log group where there is none: without retention and
 * without a key, and a program that wants to create it afterwards finds that it exists.
 */
function createLogGroups(draft: Draft, { id, inputs }: Entry): void {
    const types = (inputs.enabledCloudwatchLogsExports ?? []) as string[];
    for (const name of types.map((type) => `/aws/rds/cluster/${id}/${type}`)) {
        if (draft.account.get(LOG_GROUP, name) === undefined) {
            const outputs = { name, arn: arn(draft, "logs", `log-group:${name}`) };
            draft.account.put({ type: LOG_GROUP, id: name, urn: "", inputs: { name }, outputs });
        }
    }
}
