import {
    changes,
    cluster,
    clusterInstance,
    dax,
    globalCluster,
    instance,
    parameterGroup,
} from "../good";
import { table, tableReplica } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const [replica] = table.props.replicas as [object];

export const dataTables: readonly Table[] = [
    {
        rule: "rds-cluster-encrypted-with-customer-key",
        on: cluster,
        bad: {
            "encryption off": { storageEncrypted: false },
            "encryption not set": { storageEncrypted: undefined },
            "no key": { kmsKeyId: undefined },
            "the key of AWS": { kmsKeyId: "arn:aws:kms:eu-west-1:1:alias/aws/rds" },
        },
        fine: { "a key that is being made": { kmsKeyId: unknown } },
        late: { encryption: [{ storageEncrypted: unknown }, { storageEncrypted: false }] },
    },
    {
        rule: "rds-cluster-deletion-protection",
        on: cluster,
        bad: {
            off: { deletionProtection: false },
            "not set": { deletionProtection: undefined },
        },
        late: { protection: [{ deletionProtection: unknown }, { deletionProtection: false }] },
    },
    {
        rule: "rds-cluster-backup-retention",
        on: cluster,
        bad: {
            "a day too few": { backupRetentionPeriod: 6 },
            "not set": { backupRetentionPeriod: undefined },
        },
        fine: { "just enough": { backupRetentionPeriod: 7 } },
        late: { days: [{ backupRetentionPeriod: unknown }, { backupRetentionPeriod: 1 }] },
    },
    {
        rule: "rds-cluster-final-snapshot",
        on: cluster,
        bad: {
            skipped: { skipFinalSnapshot: true },
            "without a name": { finalSnapshotIdentifier: undefined },
        },
        fine: {
            "asked for": { skipFinalSnapshot: false },
            "a name that is being made": { finalSnapshotIdentifier: unknown },
        },
        late: { skipping: [{ skipFinalSnapshot: unknown }, { skipFinalSnapshot: true }] },
    },
    {
        rule: "rds-instance-not-public",
        on: clusterInstance,
        bad: { public: { publiclyAccessible: true } },
        fine: { "not set": { publiclyAccessible: undefined } },
        late: { access: [{ publiclyAccessible: unknown }, { publiclyAccessible: true }] },
    },
    {
        rule: "rds-instance-not-public",
        on: instance,
        bad: { public: { publiclyAccessible: true } },
    },
    {
        rule: "rds-cluster-iam-authentication",
        on: cluster,
        bad: {
            off: { iamDatabaseAuthenticationEnabled: false },
            "not set": { iamDatabaseAuthenticationEnabled: undefined },
        },
        late: {
            authentication: [
                { iamDatabaseAuthenticationEnabled: unknown },
                { iamDatabaseAuthenticationEnabled: false },
            ],
        },
    },
    {
        rule: "rds-managed-master-secret",
        on: cluster,
        bad: {
            "not set": { manageMasterUserPassword: undefined },
            "a password beside it": { masterPassword: "hunter2" },
            "a password that is being made": { masterPassword: unknown },
        },
        fine: {
            "written only": { manageMasterUserPassword: undefined, masterPasswordWo: unknown },
            "from a snapshot": { manageMasterUserPassword: undefined, snapshotIdentifier: "s" },
            "of the cluster that is followed": {
                manageMasterUserPassword: undefined,
                globalClusterIdentifier: "world",
            },
        },
        late: {
            management: [
                { manageMasterUserPassword: unknown },
                { manageMasterUserPassword: false },
            ],
        },
    },
    {
        rule: "rds-forced-tls",
        on: parameterGroup,
        bad: {
            off: { parameters: [{ name: "rds.force_ssl", value: "0" }] },
            "another parameter": { parameters: [{ name: "log_statement", value: "1" }] },
            "no parameters": { parameters: undefined },
        },
        fine: {
            "beside another parameter": {
                parameters: [
                    { name: "log_statement", value: "ddl" },
                    { name: "rds.force_ssl", value: "1" },
                ],
            },
            "as a number": { parameters: [{ name: "rds.force_ssl", value: 1 }] },
        },
        late: {
            value: [
                { parameters: [{ name: "rds.force_ssl", value: unknown }] },
                { parameters: [{ name: "rds.force_ssl", value: "0" }] },
            ],
        },
    },
    {
        rule: "rds-cluster-logs-exported",
        on: cluster,
        bad: {
            "others only": { enabledCloudwatchLogsExports: ["instance"] },
            "not set": { enabledCloudwatchLogsExports: undefined },
        },
        late: {
            logs: [{ enabledCloudwatchLogsExports: unknown }, { enabledCloudwatchLogsExports: [] }],
        },
    },
    {
        rule: "rds-subnet-group-explicit",
        on: cluster,
        bad: {
            "no subnets": { dbSubnetGroupName: undefined },
            "no security group": { vpcSecurityGroupIds: undefined },
            "an empty list of security groups": { vpcSecurityGroupIds: [] },
        },
        fine: {
            "both are being made": {
                dbSubnetGroupName: unknown,
                vpcSecurityGroupIds: [unknown],
            },
        },
    },
    {
        rule: "rds-engine-version-supported",
        on: cluster,
        bad: {
            "never offered": { engineVersion: "16.6" },
            "a major out of support": { engineVersion: "11" },
            "not set": { engineVersion: undefined },
        },
        fine: {
            "a supported major": { engineVersion: "17" },
            "another engine": { engine: "aurora-mysql", engineVersion: "8.0" },
        },
        late: {
            version: [{ engineVersion: unknown }, { engineVersion: "16.4" }],
        },
    },
    {
        rule: "rds-engine-version-supported",
        on: globalCluster,
        bad: {
            "never offered": { engineVersion: "16.6" },
            "never offered, of a cluster": {
                engineVersion: "16.6",
                sourceDbClusterIdentifier: "arn",
            },
            "not set": { engineVersion: undefined },
        },
        fine: {
            "that of its cluster": { engineVersion: undefined, sourceDbClusterIdentifier: "arn" },
        },
    },
    {
        rule: "dynamodb-table-customer-key",
        on: table,
        bad: {
            "encryption not set": { serverSideEncryption: undefined },
            "the key of AWS": { serverSideEncryption: { enabled: true } },
            "switched off": { serverSideEncryption: { enabled: false, kmsKeyArn: "arn" } },
            "replica without key": { replicas: [{ ...replica, kmsKeyArn: undefined }] },
        },
        fine: {
            "a key that is being made": {
                serverSideEncryption: { enabled: true, kmsKeyArn: unknown },
            },
            "no replicas": { replicas: undefined },
        },
        late: {
            encryption: [{ serverSideEncryption: unknown }, { serverSideEncryption: {} }],
            replicas: [{ replicas: unknown }, { replicas: [{ ...replica, kmsKeyArn: undefined }] }],
        },
    },
    {
        rule: "dynamodb-table-customer-key",
        on: tableReplica,
        bad: { "no key": { kmsKeyArn: undefined } },
    },
    {
        rule: "dynamodb-table-point-in-time-recovery",
        on: table,
        bad: {
            off: { pointInTimeRecovery: { enabled: false } },
            "not set": { pointInTimeRecovery: undefined },
            "replica off": { replicas: [{ ...replica, pointInTimeRecovery: false }] },
        },
        late: {
            recovery: [
                { pointInTimeRecovery: { enabled: unknown } },
                { pointInTimeRecovery: { enabled: false } },
            ],
        },
    },
    {
        rule: "dynamodb-table-point-in-time-recovery",
        on: tableReplica,
        bad: { "not set": { pointInTimeRecovery: undefined } },
    },
    {
        rule: "dynamodb-table-deletion-protection",
        on: table,
        bad: {
            off: { deletionProtectionEnabled: false },
            "not set": { deletionProtectionEnabled: undefined },
            "replica not set": { replicas: [{ ...replica, deletionProtectionEnabled: undefined }] },
        },
        late: {
            protection: [
                { deletionProtectionEnabled: unknown },
                { deletionProtectionEnabled: false },
            ],
        },
    },
    {
        rule: "dynamodb-table-deletion-protection",
        on: tableReplica,
        bad: { "not set": { deletionProtectionEnabled: undefined } },
    },
    {
        rule: "dax-cluster-encrypted",
        on: dax,
        bad: {
            off: { serverSideEncryption: { enabled: false } },
            "not set": { serverSideEncryption: undefined },
        },
        late: { encryption: [{ serverSideEncryption: unknown }, { serverSideEncryption: {} }] },
    },
    {
        rule: "dax-cluster-tls",
        on: dax,
        bad: {
            off: { clusterEndpointEncryptionType: "NONE" },
            "not set": { clusterEndpointEncryptionType: undefined },
        },
        late: {
            type: [
                { clusterEndpointEncryptionType: unknown },
                { clusterEndpointEncryptionType: "NONE" },
            ],
        },
    },
    {
        rule: "dax-cluster-private",
        on: dax,
        bad: {
            "no subnets": { subnetGroupName: undefined },
            "no security group": { securityGroupIds: [] },
        },
        fine: { "both are being made": { subnetGroupName: unknown, securityGroupIds: unknown } },
    },
    {
        rule: "kinesis-stream-encrypted-with-customer-key",
        on: changes,
        bad: {
            "no encryption": { encryptionType: "NONE", kmsKeyId: undefined },
            "not set": { encryptionType: undefined },
            "no key": { kmsKeyId: undefined },
            "a key of AWS": { kmsKeyId: "alias/aws/kinesis" },
        },
        fine: { "a key that is being made": { kmsKeyId: unknown } },
        late: { type: [{ encryptionType: unknown }, { encryptionType: "NONE" }] },
    },
];
