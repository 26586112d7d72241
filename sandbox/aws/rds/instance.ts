import type { Entry } from "../../cloud/account";
import type { Backends } from "../../cloud/backends";
import {
    AwsError,
    between,
    bool,
    type Draft,
    type Model,
    num,
    oneOf,
    str,
} from "../../cloud/model";
import { LOG_GROUP } from "../logs";
import { arn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { once } from "../shared/outputs";
import { given } from "../shared/outputs";
import { daily, weekly } from "../shared/windows";
import { hostname, identifier } from "./cluster";
import { membersOf, versionOf } from "./cluster-checks";
import { masterPassword } from "./master";
import { checkGroup, checkMonitoring, monitoringFailures, monitoringFields } from "./monitoring";
import { type ParameterInput } from "./parameters";
import { CLUSTER, CLUSTER_GROUP, INSTANCE, INSTANCE_GROUP } from "./types";
import { familyOf, isClass, isOffered, SERVERLESS } from "./versions";

/** Servers that are being made, so that two instances of one cluster do not make two. */
const starting = new WeakMap<Backends, Map<string, Promise<void>>>();

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
        preferredBackupWindow: str({ check: daily(30) }),
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
        dbParameterGroupName: given(
            "dbParameterGroupName",
            (draft) => `default.${familyOf(versionOf(clusterOf(draft).inputs))}`,
        ),
        dbSubnetGroupName: given(
            "dbSubnetGroupName",
            (draft) => clusterOf(draft).outputs.dbSubnetGroupName,
        ),
        dbiResourceId: once(INSTANCE, "dbiResourceId", () => `db-${randomId(26).toUpperCase()}`),
        endpoint: (draft) => hostname(draft, `${draft.id}.`),
        engineVersion: given("engineVersion", (draft) => clusterOf(draft).outputs.engineVersion),
        engineVersionActual: (draft) => clusterOf(draft).outputs.engineVersionActual,
        identifier: ({ id }) => id,
        kmsKeyId: (draft) => clusterOf(draft).outputs.kmsKeyId,
        networkType: (draft) => clusterOf(draft).outputs.networkType,
        performanceInsightsEnabled: given("performanceInsightsEnabled", () => false),
        port: (draft) => clusterOf(draft).outputs.port,
        preferredBackupWindow: given(
            "preferredBackupWindow",
            (draft) => clusterOf(draft).outputs.preferredBackupWindow,
        ),
        preferredMaintenanceWindow: given(
            "preferredMaintenanceWindow",
            (draft) => clusterOf(draft).outputs.preferredMaintenanceWindow,
        ),
        publiclyAccessible: given("publiclyAccessible", () => false),
        storageEncrypted: (draft) => clusterOf(draft).outputs.storageEncrypted ?? false,
        writer: (draft) => {
            const [writer] = membersOf({ ...draft, id: clusterOf(draft).id });
            return writer === undefined || writer.id === draft.id;
        },
    },
    refuse: checkUsed,
    onCreate: async (draft) => {
        createLogGroups(draft, clusterOf(draft));
        await start(draft, clusterOf(draft));
    },
};

function clusterOf({ account, inputs }: Draft): Entry {
    const id = inputs.clusterIdentifier as string;
    const cluster = account.get(CLUSTER, id);
    if (cluster === undefined) {
        throw new AwsError("DBClusterNotFoundFault", `DBCluster ${id} not found.`);
    }
    return cluster;
}

function checkUsed(draft: Draft): void {
    const cluster = clusterOf(draft);
    const { dbSubnetGroupName: group, instanceClass } = draft.inputs;
    if (group !== undefined && group !== cluster.outputs.dbSubnetGroupName) {
        throw new AwsError(
            "InvalidParameterCombination",
            `dbSubnetGroupName: must be the cluster's, ${String(cluster.outputs.dbSubnetGroupName)}`,
        );
    }
    if (
        instanceClass === SERVERLESS &&
        cluster.inputs.serverlessv2ScalingConfiguration === undefined
    ) {
        throw new AwsError(
            "InvalidDBClusterStateFault",
            "Set the Serverless v2 scaling configuration on the parent DB cluster before creating " +
                "a Serverless v2 DB instance.",
        );
    }
    const version = cluster.outputs.engineVersionActual as string;
    checkGroup(draft, "dbParameterGroupName", INSTANCE_GROUP, version);
    checkMonitoring(draft);
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

async function start(draft: Draft, cluster: Entry): Promise<void> {
    if (membersOf({ ...draft, id: cluster.id }).length > 0) {
        return;
    }
    const { backends, account } = draft;
    const running = starting.get(backends) ?? new Map<string, Promise<void>>();
    starting.set(backends, running);
    const started =
        running.get(cluster.id) ??
        backends.postgres.create({
            id: cluster.id,
            databaseName: (cluster.inputs.databaseName as string | undefined) ?? "postgres",
            masterUsername: cluster.inputs.masterUsername as string,
            masterPassword: masterPassword({ account, inputs: cluster.inputs, urn: cluster.urn }),
            hostnames: [
                cluster.outputs.endpoint as string,
                cluster.outputs.readerEndpoint as string,
                hostname(draft, "*."),
            ],
            parameters: parametersOf(draft, cluster),
        });
    running.set(cluster.id, started);
    try {
        await started;
    } finally {
        running.delete(cluster.id);
    }
}

function parametersOf({ account }: Draft, { inputs }: Entry): Record<string, string> {
    const name = inputs.dbClusterParameterGroupName;
    const group = typeof name === "string" ? account.get(CLUSTER_GROUP, name) : undefined;
    const parameters = (group?.inputs.parameters ?? []) as ParameterInput[];
    return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}
