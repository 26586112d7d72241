import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

/** Rules about what databases run on: versions, zones and what is known of their work. */
export const rdsInstanceTables: readonly Table[] = [
    {
        rule: "rds-engine-version-supported",
        on: good.cluster,
        bad: {
            "a major out of support": { engineVersion: "11", autoMinorVersionUpgrade: true },
            "never offered": { engineVersion: "16.6", autoMinorVersionUpgrade: true },
            "not set": { engineVersion: undefined, autoMinorVersionUpgrade: true },
        },
        fine: {
            "a supported major": { engineVersion: "17", autoMinorVersionUpgrade: true },
            "another engine": {
                engine: "aurora-mysql",
                engineVersion: "8.0",
                autoMinorVersionUpgrade: true,
            },
            "that of the snapshot": {
                engineVersion: undefined,
                snapshotIdentifier: "s",
                autoMinorVersionUpgrade: true,
            },
        },
        late: { version: [{ engineVersion: unknown }, { engineVersion: "16.4" }] },
    },
    {
        rule: "rds-engine-version-supported",
        on: good.globalCluster,
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
        rule: "rds-engine-version-supported",
        on: good.instance,
        bad: {
            "out of support": { engineVersion: "13.20" },
            "not set": { engineVersion: undefined },
        },
        fine: {
            "a supported major": { engineVersion: "18" },
            "another engine": { engine: "mysql", engineVersion: "5.7" },
        },
        late: { version: [{ engineVersion: unknown }, { engineVersion: "12" }] },
    },
    {
        rule: "rds-minor-version-upgrades",
        on: good.cluster,
        bad: { "off, of a version like others": { engineVersion: "16.14" } },
        fine: {
            "not set": { engineVersion: "16.14", autoMinorVersionUpgrade: undefined },
            "on, of a long-term version": { autoMinorVersionUpgrade: true },
        },
        late: {
            version: [{ engineVersion: unknown }, { engineVersion: "16.14" }],
            upgrade: [
                { engineVersion: "16.14", autoMinorVersionUpgrade: unknown },
                { autoMinorVersionUpgrade: false },
            ],
        },
    },
    {
        rule: "rds-minor-version-upgrades",
        on: good.instance,
        bad: { off: { autoMinorVersionUpgrade: false } },
        fine: { on: { autoMinorVersionUpgrade: true } },
    },
    {
        rule: "rds-instance-multi-az",
        on: good.instance,
        bad: { off: { multiAz: false }, "not set": { multiAz: undefined } },
        late: { standby: [{ multiAz: unknown }, { multiAz: false }] },
    },
    {
        rule: "rds-instance-enhanced-monitoring",
        on: good.instance,
        bad: { off: { monitoringInterval: 0 }, "not set": { monitoringInterval: undefined } },
        late: { interval: [{ monitoringInterval: unknown }, { monitoringInterval: 0 }] },
    },
    ...[good.cluster, good.clusterInstance].map((on): Table => ({
        rule: "rds-performance-insights-customer-key",
        on,
        bad: {
            "no key": { performanceInsightsKmsKeyId: undefined },
            "the key of AWS": { performanceInsightsKmsKeyId: "alias/aws/rds" },
        },
        fine: {
            "no insights": {
                performanceInsightsEnabled: false,
                performanceInsightsKmsKeyId: undefined,
            },
            "a key that is being made": { performanceInsightsKmsKeyId: unknown },
        },
        late: {
            insights: [
                { performanceInsightsEnabled: unknown, performanceInsightsKmsKeyId: undefined },
                { performanceInsightsEnabled: true },
            ],
        },
    })),
    {
        rule: "rds-performance-insights-customer-key",
        on: good.instance,
        bad: { "no key": { performanceInsightsEnabled: true } },
    },
    {
        rule: "rds-subnet-group-zones",
        on: good.subnetGroup,
        bad: { "one subnet": { subnetIds: ["subnet-1"] } },
        fine: {
            "being made": { subnetIds: unknown },
            "each being made": { subnetIds: [unknown, unknown] },
        },
    },
];
