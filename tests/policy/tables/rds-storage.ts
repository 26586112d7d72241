import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

/** Rules about the data itself: encryption, backups, snapshots and what keeps it from being lost. */
export const rdsStorageTables: readonly Table[] = [
    ...[good.cluster, good.instance].flatMap((on): Table[] => [
        {
            rule: "rds-storage-encrypted",
            on,
            bad: {
                off: { storageEncrypted: false },
                "not set": { storageEncrypted: undefined },
                "off, from a snapshot": { storageEncrypted: false, snapshotIdentifier: "s" },
            },
            fine: {
                "as the snapshot is": { storageEncrypted: undefined, snapshotIdentifier: "s" },
                "as at that time": {
                    storageEncrypted: undefined,
                    restoreToPointInTime: { useLatestRestorableTime: true },
                },
            },
            late: { encryption: [{ storageEncrypted: unknown }, { storageEncrypted: false }] },
        },
        {
            rule: "rds-storage-customer-key",
            on,
            bad: {
                "no key": { kmsKeyId: undefined },
                "the key of AWS": { kmsKeyId: "arn:aws:kms:eu-west-1:1:alias/aws/rds" },
            },
            fine: { "a key that is being made": { kmsKeyId: unknown } },
        },
        {
            rule: "rds-deletion-protection",
            on,
            bad: {
                off: { deletionProtection: false },
                "not set": { deletionProtection: undefined },
            },
            late: { protection: [{ deletionProtection: unknown }, { deletionProtection: false }] },
            mended: {
                off: [{ deletionProtection: false }, { deletionProtection: true }],
                "not set": [{ deletionProtection: undefined }, { deletionProtection: true }],
                "nothing that is not known": [
                    { deletionProtection: unknown },
                    { deletionProtection: unknown },
                ],
            },
        },
        {
            rule: "rds-backup-retention",
            on,
            bad: {
                "a day too few": { backupRetentionPeriod: 6 },
                "not set": { backupRetentionPeriod: undefined },
            },
            fine: { "just enough": { backupRetentionPeriod: 7 } },
            late: { days: [{ backupRetentionPeriod: unknown }, { backupRetentionPeriod: 1 }] },
            mended: {
                "too few": [{ backupRetentionPeriod: 1 }, { backupRetentionPeriod: 7 }],
                "nothing that is enough": [
                    { backupRetentionPeriod: 8 },
                    { backupRetentionPeriod: 8 },
                ],
                "nothing that is not known": [
                    { backupRetentionPeriod: unknown },
                    { backupRetentionPeriod: unknown },
                ],
            },
        },
        {
            rule: "rds-automated-backups-kept",
            on,
            bad: {
                deleted: { deleteAutomatedBackups: true },
                "not set": { deleteAutomatedBackups: undefined },
            },
            late: {
                deleting: [{ deleteAutomatedBackups: unknown }, { deleteAutomatedBackups: true }],
            },
        },
        {
            rule: "rds-final-snapshot",
            on,
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
            rule: "rds-tags-copied-to-snapshots",
            on,
            bad: {
                off: { copyTagsToSnapshot: false },
                "not set": { copyTagsToSnapshot: undefined },
            },
            late: { copying: [{ copyTagsToSnapshot: unknown }, { copyTagsToSnapshot: false }] },
            mended: {
                off: [{ copyTagsToSnapshot: false }, { copyTagsToSnapshot: true }],
                "nothing that is not known": [
                    { copyTagsToSnapshot: unknown },
                    { copyTagsToSnapshot: unknown },
                ],
            },
        },
    ]),
    {
        rule: "rds-storage-customer-key",
        on: good.replica,
        bad: { "the key of AWS": { kmsKeyId: "alias/aws/rds" } },
        fine: { "a key of its region": { kmsKeyId: unknown } },
    },
    {
        rule: "rds-deletion-protection",
        on: good.globalCluster,
        bad: { "not set": { deletionProtection: undefined } },
    },
    {
        rule: "rds-backup-retention",
        on: good.instance,
        mended: {
            "not by a first backup, which interrupts": [
                { backupRetentionPeriod: 0 },
                { backupRetentionPeriod: 0 },
            ],
            "not without knowing of any": [
                { backupRetentionPeriod: undefined },
                { backupRetentionPeriod: undefined },
            ],
        },
    },
    {
        rule: "rds-backup-retention",
        on: good.cluster,
        config: { days: 14 },
        mended: {
            "not set": [{ backupRetentionPeriod: undefined }, { backupRetentionPeriod: 14 }],
        },
        bad: { "a day too few": { backupRetentionPeriod: 13 } },
        fine: { "just enough": { backupRetentionPeriod: 14 } },
    },
    ...["clusterSnapshot:ClusterSnapshot", "clusterSnapshotCopy:ClusterSnapshotCopy"]
        .concat(["snapshot:Snapshot", "snapshotCopy:SnapshotCopy"])
        .map((type): Table => ({
            rule: "rds-snapshot-not-public",
            on: { ...good.clusterSnapshot, type: `aws:rds/${type}` },
            bad: {
                "shared with all": { sharedAccounts: ["all"] },
                "shared with all beside an account": { sharedAccounts: ["444455556666", "all"] },
            },
            fine: { "shared with nobody": { sharedAccounts: undefined } },
            late: {
                accounts: [{ sharedAccounts: unknown }, { sharedAccounts: ["all"] }],
                account: [{ sharedAccounts: [unknown] }, { sharedAccounts: ["all"] }],
            },
        })),
    {
        rule: "rds-backup-copy-customer-key",
        on: good.snapshotCopy,
        bad: {
            "no key": { kmsKeyId: undefined },
            "the key of AWS": { kmsKeyId: "alias/aws/rds" },
            "the key of AWS in the same region": {
                destinationRegion: undefined,
                kmsKeyId: "alias/aws/rds",
            },
        },
        fine: {
            "the key of its source, in the same region": {
                destinationRegion: undefined,
                kmsKeyId: undefined,
            },
            "a key that is being made": { kmsKeyId: unknown },
        },
    },
    {
        rule: "rds-backup-copy-customer-key",
        on: { ...good.snapshotCopy, type: "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy" },
        bad: { "no key": { kmsKeyId: undefined } },
    },
    {
        rule: "rds-backup-copy-customer-key",
        on: good.replicatedBackups,
        bad: { "no key": { kmsKeyId: undefined } },
    },
    {
        rule: "rds-activity-stream-customer-key",
        on: good.activityStream,
        bad: { "the key of AWS": { kmsKeyId: "alias/aws/rds" }, "no key": { kmsKeyId: undefined } },
        fine: { "a key that is being made": { kmsKeyId: unknown } },
    },
    {
        rule: "rds-global-cluster-encrypted",
        on: good.globalCluster,
        bad: {
            off: { storageEncrypted: false },
            "not set": { storageEncrypted: undefined },
        },
        fine: {
            "as the cluster that it begins with": {
                storageEncrypted: undefined,
                sourceDbClusterIdentifier: unknown,
            },
        },
        late: { encryption: [{ storageEncrypted: unknown }, { storageEncrypted: false }] },
    },
];
