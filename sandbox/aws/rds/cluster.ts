import {
    between,
    bool,
    type Draft,
    list,
    matching,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import { forgetSecret } from "../secretsmanager/store";
import { arn } from "../shared/arn";
import { randomId, stableId } from "../shared/ids";
import { once } from "../shared/outputs";
import { given } from "../shared/outputs";
import { isKeyArn, usableKey, zonesOf } from "../shared/references";
import { daily, weekly } from "../shared/windows";
import {
    checkDeletion,
    checkUpgrade,
    checkUsed,
    membersOf,
    subnets,
    versionOf,
} from "./cluster-checks";
import { clusterFailures } from "./cluster-rules";
import { manageSecret, masterPassword, masterSecret, serviceKey } from "./master";
import { monitoringFields } from "./monitoring";
import { CLUSTER, SNAPSHOT } from "./types";
import { familyOf, isOffered } from "./versions";

/** Field check for the name of a cluster or instance. */
export const identifier = (value: string): string | undefined =>
    /^[a-z][a-z0-9-]{0,62}$/.test(value) && !value.includes("--") && !value.endsWith("-")
        ? undefined
        : "must be 1 to 63 lowercase letters, digits and hyphens, start with a letter, " +
          `have no two hyphens in a row and not end in one, got "${value}"`;

const masterUsername = (value: string): string | undefined =>
    !/^[a-zA-Z][a-zA-Z0-9_]{0,15}$/.test(value)
        ? `must be 1 to 16 letters, digits and underscores and start with a letter, got "${value}"`
        : ["admin", "rdsadmin", "postgres_rds", "public", "user"].includes(value.toLowerCase())
          ? `"${value}" is a word that the engine reserves`
          : undefined;

/** Never repeats the value. */
const password = (value: string): string | undefined =>
    /^[!#-.0-?A-~]{8,41}$/.test(value)
        ? undefined
        : 'must be 8 to 41 printable ASCII characters without "/", quotes, "@" and spaces';

/**
 * An Aurora PostgreSQL cluster. It holds data and endpoints but has no compute, so nothing listens
 * before it has an instance: the real server starts with the first one (see rds-instance.ts), and
 * is deleted together with the cluster.
 */
export const cluster: Model = {
    type: CLUSTER,
    fields: {
        ...monitoringFields,
        allowMajorVersionUpgrade: bool(),
        applyImmediately: bool(),
        autoMinorVersionUpgrade: bool(),
        availabilityZones: list(str(), { replaces: true }),
        backupRetentionPeriod: num({ default: 1, check: between(1, 35) }),
        clusterIdentifier: str({ replaces: true, check: identifier }),
        copyTagsToSnapshot: bool({ default: false }),
        databaseInsightsMode: str({ check: oneOf("standard", "advanced") }),
        databaseName: str({
            replaces: true,
            check: matching(/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/, "letters, digits and underscores"),
        }),
        dbClusterParameterGroupName: str(),
        dbInstanceParameterGroupName: str(),
        dbSubnetGroupName: str({ replaces: true }),
        deleteAutomatedBackups: bool({ default: true }),
        deletionProtection: bool(),
        enabledCloudwatchLogsExports: list(
            str({ check: oneOf("postgresql", "instance", "iam-db-auth-error") }),
        ),
        engine: str({
            required: true,
            replaces: true,
            // The only engine that the sandbox has a server for.
            check: oneOf("aurora-postgresql"),
        }),
        engineLifecycleSupport: str({
            replaces: true,
            check: oneOf(
                "open-source-rds-extended-support",
                "open-source-rds-extended-support-disabled",
            ),
        }),
        engineMode: str({ default: "provisioned", replaces: true, check: oneOf("provisioned") }),
        engineVersion: str({ check: isOffered }),
        finalSnapshotIdentifier: str({
            check: matching(
                /^[A-Za-z](-?[A-Za-z0-9])*$/,
                "letters, digits and single hyphens, start with a letter and not end in a hyphen",
            ),
        }),
        iamDatabaseAuthenticationEnabled: bool(),
        iamRoles: list(str()),
        kmsKeyId: str({ replaces: true, check: isKeyArn }),
        manageMasterUserPassword: bool({ conflictsWith: ["masterPassword"] }),
        masterPassword: str({ check: password }),
        masterUserSecretKmsKeyId: str(),
        masterUsername: str({ replaces: true, check: masterUsername }),
        networkType: str({ check: oneOf("IPV4", "DUAL") }),
        port: num({ check: between(1150, 65535) }),
        preferredBackupWindow: str({ check: daily(30) }),
        preferredMaintenanceWindow: str({ check: weekly(30) }),
        serverlessv2ScalingConfiguration: obj({
            minCapacity: num({ required: true, check: capacity(0) }),
            maxCapacity: num({ required: true, check: capacity(1) }),
            secondsUntilAutoPause: num({ check: between(300, 86400) }),
        }),
        skipFinalSnapshot: bool({ default: false }),
        storageEncrypted: bool({ replaces: true }),
        storageType: str({ check: oneOf("", "aurora", "aurora-iopt1") }),
        vpcSecurityGroupIds: list(str()),
    },
    rules: clusterFailures,
    id: ({ inputs }) => (inputs.clusterIdentifier as string | undefined) ?? `tf-${randomId(26)}`,
    outputs: {
        arn: (draft) => arn(draft, "rds", `cluster:${draft.id}`),
        allocatedStorage: () => 1,
        availabilityZones: given("availabilityZones", (draft) => zonesOf(subnets(draft))),
        clusterIdentifier: ({ id }) => id,
        clusterMembers: (draft) => membersOf(draft).map(({ id }) => id),
        clusterResourceId: once(CLUSTER, "clusterResourceId", resourceId),
        databaseInsightsMode: given("databaseInsightsMode", () => "standard"),
        dbClusterParameterGroupName: given(
            "dbClusterParameterGroupName",
            (draft) => `default.${familyOf(versionOf(draft.inputs))}`,
        ),
        endpoint: (draft) => hostname(draft, `${draft.id}.cluster-`),
        engineLifecycleSupport: given(
            "engineLifecycleSupport",
            () => "open-source-rds-extended-support",
        ),
        engineVersion: given("engineVersion", ({ inputs }) => versionOf(inputs)),
        engineVersionActual: ({ inputs }) => versionOf(inputs),
        hostedZoneId: ({ region }) => `Z${stableId(region, 13).toUpperCase()}`,
        kmsKeyId: given("kmsKeyId", (draft) =>
            draft.inputs.storageEncrypted === true ? serviceKey(draft, "rds") : "",
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
        networkType: given("networkType", () => "IPV4"),
        port: given("port", () => 5432),
        preferredBackupWindow: given("preferredBackupWindow", () => "04:00-04:30"),
        preferredMaintenanceWindow: given(
            "preferredMaintenanceWindow",
            () => "sun:06:00-sun:06:30",
        ),
        readerEndpoint: (draft) => hostname(draft, `${draft.id}.cluster-ro-`),
        vpcSecurityGroupIds: given("vpcSecurityGroupIds", () => []),
    },
    refuse: checkUsed,
    onCreate: (draft) => {
        usableKey(draft, "kmsKeyId", "KMSKeyNotAccessibleFault");
        if (draft.inputs.manageMasterUserPassword === true) {
            manageSecret(draft);
        }
    },
    onUpdate: async (before, after) => {
        checkUpgrade(versionOf(before.inputs), versionOf(after.inputs), after.inputs);
        const secret = masterSecret(before);
        const isManaged = after.inputs.manageMasterUserPassword === true;
        const hasChanged =
            isManaged !== (secret !== undefined) ||
            after.inputs.masterPassword !== before.inputs.masterPassword;
        if (isManaged && secret === undefined) {
            manageSecret(after);
        } else if (!isManaged && secret !== undefined) {
            forgetSecret(after.account, secret.id);
        }
        if (hasChanged && membersOf(after).length > 0) {
            await after.backends.postgres.setMasterPassword(after.id, masterPassword(after));
        }
    },
    onDelete: async (existing) => {
        checkDeletion(existing);
        const secret = masterSecret(existing);
        await existing.backends.postgres.delete(existing.id);
        if (secret !== undefined) {
            forgetSecret(existing.account, secret.id);
        }
        if (existing.inputs.skipFinalSnapshot !== true) {
            const id = existing.inputs.finalSnapshotIdentifier as string;
            const outputs = {
                dbClusterIdentifier: existing.id,
                dbClusterSnapshotIdentifier: id,
                resourceId: existing.outputs.clusterResourceId,
            };
            const { account, urn } = existing;
            account.put({ type: SNAPSHOT, id, urn, inputs: {}, outputs });
        }
    },
};

/** A name that RDS gives: the same 12 characters for everything of one account and region. */
export function hostname({ account, region }: Pick<Draft, "account" | "region">, prefix: string) {
    return `${prefix}${stableId(`${account.accountId} ${region}`, 12)}.${region}.rds.amazonaws.com`;
}

function resourceId(): string {
    return `cluster-${randomId(26).toUpperCase()}`;
}

function capacity(low: number) {
    return (value: number): string | undefined =>
        value >= low && value <= 256 && value * 2 === Math.round(value * 2)
            ? undefined
            : `must be from ${low} to 256 in steps of 0.5, got ${value}`;
}
