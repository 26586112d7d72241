import {
    between,
    bool,
    type Fields,
    list,
    matching,
    maxLength,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import { isKeyArn } from "../shared/references";
import { daily, weekly } from "../shared/windows";
import { monitoringFields } from "./monitoring";
import { identifier } from "./names";
import { isOffered } from "./versions";

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

/** UTC, to the second; `Date` alone takes days that no month has. */
const utcTime = (value: string): string | undefined => {
    const time = new Date(value);
    return !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) ||
        Number.isNaN(time.getTime()) ||
        time.toISOString().slice(0, 19) !== value.slice(0, 19)
        ? `must be a time in UTC such as 2026-08-21T10:00:00Z, got "${value}"`
        : time > new Date()
          ? `must be before the latest restorable time, got "${value}", which is to come`
          : undefined;
};

function capacity(low: number) {
    return (value: number): string | undefined =>
        value >= low && value <= 256 && value * 2 === Math.round(value * 2)
            ? undefined
            : `must be from ${low} to 256 in steps of 0.5, got ${value}`;
}

/** Inputs of a cluster, without those that only Aurora MySQL and Multi-AZ DB clusters have. */
export const clusterFields: Fields = {
    ...monitoringFields,
    allowMajorVersionUpgrade: bool(),
    applyImmediately: bool(),
    autoMinorVersionUpgrade: bool(),
    availabilityZones: list(str(), {
        replaces: true,
        check: ({ length }) =>
            length === 3
                ? undefined
                : `must name three zones, got ${length}: RDS adds what is missing, and the next ` +
                  "update would replace the cluster; leave it to the subnet group",
    }),
    backupRetentionPeriod: num({ default: 1, check: between(1, 35) }),
    clusterIdentifier: str({ replaces: true, check: identifier }),
    clusterScalabilityType: str({ replaces: true, check: oneOf("standard") }),
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
    enableGlobalWriteForwarding: bool({ default: false }),
    enableHttpEndpoint: bool({ default: false }),
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
        check: oneOf(
            "open-source-rds-extended-support",
            "open-source-rds-extended-support-disabled",
        ),
    }),
    engineMode: str({ default: "provisioned", replaces: true, check: oneOf("provisioned") }),
    engineVersion: str({ check: isOffered }),
    finalSnapshotIdentifier: str({
        check: (value) =>
            matching(
                /^[A-Za-z](-?[A-Za-z0-9])*$/,
                "letters, digits and single hyphens, start with a letter and not end in a hyphen",
            )(value) ?? maxLength(255)(value),
    }),
    globalClusterIdentifier: str({ conflictsWith: ["snapshotIdentifier"] }),
    iamDatabaseAuthenticationEnabled: bool(),
    iamRoles: list(str()),
    kmsKeyId: str({ replaces: true, check: isKeyArn }),
    manageMasterUserPassword: bool({ conflictsWith: ["masterPassword", "masterPasswordWo"] }),
    masterPassword: str({ check: password, conflictsWith: ["masterPasswordWo"] }),
    masterPasswordWo: str({ check: password }),
    masterPasswordWoVersion: num(),
    masterUserSecretKmsKeyId: str(),
    masterUsername: str({ replaces: true, check: masterUsername }),
    networkType: str({ check: oneOf("IPV4", "DUAL") }),
    port: num({ check: between(1150, 65535) }),
    preferredBackupWindow: str({ check: daily(30) }),
    preferredMaintenanceWindow: str({ check: weekly(30) }),
    replicationSourceIdentifier: str(),
    restoreToPointInTime: obj(
        {
            restoreToTime: str({ check: utcTime }),
            restoreType: str({ check: oneOf("full-copy", "copy-on-write") }),
            sourceClusterIdentifier: str(),
            sourceClusterResourceId: str(),
            useLatestRestorableTime: bool(),
        },
        { replaces: true, conflictsWith: ["snapshotIdentifier"] },
    ),
    serverlessv2ScalingConfiguration: obj({
        minCapacity: num({ required: true, check: capacity(0) }),
        maxCapacity: num({ required: true, check: capacity(1) }),
        secondsUntilAutoPause: num({ check: between(300, 86400) }),
    }),
    skipFinalSnapshot: bool({ default: false }),
    snapshotIdentifier: str({
        // Once restored, a cluster may forget where it is from.
        replaces: (_, news) => news.snapshotIdentifier !== undefined,
    }),
    sourceRegion: str({ replaces: true }),
    storageEncrypted: bool({ replaces: true }),
    storageType: str({ check: oneOf("", "aurora", "aurora-iopt1") }),
    vpcSecurityGroupIds: list(str()),
};
