import { table, tableReplica } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const [replica] = table.props.replicas as [object];

export const dynamodbTables: readonly Table[] = [
    {
        rule: "dynamodb-table-customer-key",
        on: table,
        bad: {
            "encryption not set": { serverSideEncryption: undefined },
            "no key of its own": { serverSideEncryption: { enabled: true } },
            "the key of AWS": {
                serverSideEncryption: {
                    enabled: true,
                    kmsKeyArn: "arn:aws:kms:r:1:alias/aws/dynamodb",
                },
            },
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
        mended: {
            "not set": [
                { pointInTimeRecovery: undefined },
                { pointInTimeRecovery: { enabled: true } },
            ],
            "without touching its days": [
                { pointInTimeRecovery: { enabled: false, recoveryPeriodInDays: unknown } },
                { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: unknown } },
            ],
            "a replica": [
                { replicas: [{ ...replica, kmsKeyArn: unknown, pointInTimeRecovery: false }] },
                { replicas: [{ ...replica, kmsKeyArn: unknown }] },
            ],
            "nothing that is not known": [
                { pointInTimeRecovery: { enabled: unknown }, replicas: unknown },
                { pointInTimeRecovery: { enabled: unknown }, replicas: unknown },
            ],
        },
    },
    {
        rule: "dynamodb-table-point-in-time-recovery",
        on: tableReplica,
        bad: { "not set": { pointInTimeRecovery: undefined } },
        mended: { off: [{ pointInTimeRecovery: false }, { pointInTimeRecovery: true }] },
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
        mended: {
            off: [{ deletionProtectionEnabled: false }, { deletionProtectionEnabled: true }],
            "a replica": [
                { replicas: [{ ...replica, deletionProtectionEnabled: undefined }] },
                { replicas: [replica] },
            ],
            "nothing that is not known": [
                { deletionProtectionEnabled: unknown, replicas: [unknown] },
                { deletionProtectionEnabled: unknown, replicas: [unknown] },
            ],
        },
    },
    {
        rule: "dynamodb-table-deletion-protection",
        on: tableReplica,
        bad: { "not set": { deletionProtectionEnabled: undefined } },
    },
    {
        rule: "dynamodb-table-classified",
        on: table,
        fine: { "no tags, where none are asked for": { tags: undefined } },
    },
    {
        rule: "dynamodb-table-classified",
        on: table,
        config: { tags: ["pii-level"] },
        bad: {
            "another level": { tags: { "pii-level": "secret" } },
            "another tag": { tags: { owner: "me" } },
            "no tags": { tags: undefined },
        },
        fine: { "the highest level": { tags: { "pii-level": "3", owner: unknown } } },
        late: {
            level: [{ tags: { "pii-level": unknown } }, { tags: { "pii-level": "4" } }],
            tags: [{ tags: unknown }, { tags: {} }],
        },
    },
    {
        rule: "dynamodb-table-classified",
        on: table,
        config: { tags: ["owner"], values: ["me", "you"] },
        bad: { "somebody else": { tags: { owner: "nobody" } } },
        fine: { "one of them": { tags: { owner: "you" } } },
    },
];
