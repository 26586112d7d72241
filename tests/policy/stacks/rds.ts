import * as good from "../good";
import { unknown } from "../support";
import type { StackTable } from "./stack-table";
import { inPublic, inUntold, instead, subnets } from "./subnets";

const { cluster, clusterInstance, clusterEvents, proxy, reader, subnetGroup } = good;
const [database, table] = good.backupSelection.props.resources as [string, string];

/** The selection with these properties. */
const selection = (props: object) => ({ selection: { resources: undefined, ...props } });
const byTag = {
    resources: [table],
    selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }],
};
const target = {
    type: "aws:appautoscaling/target:Target",
    name: "readers",
    props: { resourceId: "cluster:aurora" },
};

export const rdsStackTables: readonly StackTable[] = [
    {
        rule: "rds-in-backup-plan",
        bad: {
            "left out": { props: selection({ resources: [table] }), at: [cluster] },
            "another wildcard": {
                props: selection({ resources: [table, "arn:aws:rds:*:*:db:*"] }),
                at: [cluster],
            },
            "left out by name": {
                props: selection({ resources: [table, "*"], notResources: [database] }),
                at: [cluster],
            },
            "another tag": {
                props: { ...selection(byTag), aurora: { tags: { backup: "weekly" } } },
                at: [cluster],
            },
        },
        fine: {
            "all by wildcard": { props: selection({ resources: ["*"] }) },
            "by wildcard": { props: selection({ resources: [table, "arn:aws:rds:*:cluster:*"] }) },
            "by tag": { props: { ...selection(byTag), aurora: { tags: { backup: "daily" } } } },
            "by a tag of the provider": {
                props: { ...selection(byTag), aurora: { tagsAll: { backup: "daily" } } },
            },
            "by a tag that is not known yet": {
                props: { ...selection(byTag), aurora: { tags: { backup: unknown } } },
            },
            "backed up from elsewhere": { without: [good.backupSelection] },
            "before ARNs are known": {
                ...instead(
                    good.backupSelection,
                    "resources",
                    [unknown, unknown],
                    ["aurora", "consents"],
                ),
                props: { aurora: { arn: unknown }, consents: { arn: unknown } },
            },
        },
    },
    {
        rule: "rds-subnet-group-not-public",
        on: [...subnets, subnetGroup],
        bad: inPublic(subnetGroup, "subnetIds"),
        fine: inUntold(subnetGroup, "subnetIds"),
    },
    {
        rule: "rds-proxy-not-in-public-subnets",
        on: [...subnets, proxy, good.proxyEndpoint],
        bad: {
            ...inPublic(proxy, "vpcSubnetIds"),
            "an endpoint in a public subnet": {
                props: { "proxy-read-only": { vpcSubnetIds: ["subnet-9"] } },
                at: [good.proxyEndpoint],
            },
        },
        fine: inUntold(proxy, "vpcSubnetIds"),
    },
    {
        rule: "rds-subnet-group-zones",
        on: [...subnets, subnetGroup],
        bad: {
            "one zone": {
                props: { "private-b": { availabilityZone: "eu-west-1a" } },
                at: [subnetGroup],
            },
            "one zone by its id": {
                props: {
                    "private-a": { availabilityZone: undefined, availabilityZoneId: "euw1-az1" },
                    "private-b": { availabilityZone: undefined, availabilityZoneId: "euw1-az1" },
                },
                at: [subnetGroup],
            },
        },
        fine: {
            "another subnet elsewhere": {
                props: {
                    "private-b": { availabilityZone: "eu-west-1a" },
                    "aurora-subnets": { subnetIds: ["subnet-1", "subnet-2", "subnet-4"] },
                },
            },
            "zones that are not known yet": {
                props: {
                    "private-a": { availabilityZone: unknown },
                    "private-b": { availabilityZone: unknown },
                },
            },
        },
    },
    {
        rule: "rds-cluster-instances",
        bad: { "one instance": { without: [reader], at: [cluster] } },
        fine: {
            "instances elsewhere": { without: [clusterInstance, reader] },
            "autoscaled readers": { without: [reader], and: [target] },
            "readers whose autoscaling has no name yet": {
                without: [reader],
                and: [
                    {
                        ...target,
                        props: { resourceId: unknown },
                        madeFrom: { resourceId: ["aurora"] },
                    },
                ],
            },
        },
    },
    {
        rule: "rds-cluster-instances",
        config: { count: 1 },
        fine: { "one instance": { without: [reader] } },
    },
    {
        rule: "rds-instance-protected-like-cluster",
        bad: {
            "an instance that is not": {
                without: [reader],
                and: [{ ...reader, protect: false }],
                at: [reader],
            },
        },
        fine: {
            "a cluster that is not, either": {
                without: [cluster, reader],
                and: [
                    { ...cluster, protect: false },
                    { ...reader, protect: false },
                ],
            },
        },
    },
    {
        rule: "rds-instance-enhanced-monitoring",
        bad: {
            off: { props: { "aurora-0": { monitoringInterval: 0 } }, at: [clusterInstance] },
            "not set": {
                props: { "aurora-0": { monitoringInterval: undefined } },
                at: [clusterInstance],
            },
        },
        fine: {
            "by the cluster": {
                props: {
                    aurora: { monitoringInterval: 60 },
                    "aurora-0": { monitoringInterval: 0 },
                },
            },
            "of a cluster that is made elsewhere": {
                without: [cluster],
                props: { "aurora-0": { monitoringInterval: 0 } },
            },
            "not known yet": { props: { "aurora-0": { monitoringInterval: unknown } } },
        },
    },
    {
        rule: "rds-instance-performance-insights",
        bad: {
            off: {
                props: {
                    aurora: { performanceInsightsEnabled: undefined },
                    "aurora-0": { performanceInsightsEnabled: false },
                },
                at: [clusterInstance],
            },
        },
        fine: {
            "by the cluster": { props: { "aurora-0": { performanceInsightsEnabled: undefined } } },
            "of another engine": {
                props: {
                    aurora: { engine: "aurora-mysql", performanceInsightsEnabled: false },
                    "aurora-0": { engine: "aurora-mysql", performanceInsightsEnabled: false },
                },
            },
        },
    },
    {
        rule: "rds-minor-version-upgrades",
        bad: {
            "instances of a version like others": {
                props: { aurora: { engineVersion: "16.14", autoMinorVersionUpgrade: true } },
                at: [clusterInstance, reader],
            },
        },
        fine: {
            "a version that is not known yet": { props: { aurora: { engineVersion: unknown } } },
            "instances that take them up": {
                props: {
                    aurora: { engineVersion: "16.14", autoMinorVersionUpgrade: true },
                    "aurora-0": { autoMinorVersionUpgrade: true },
                    "aurora-1": { autoMinorVersionUpgrade: undefined },
                },
            },
        },
    },
    {
        rule: "rds-event-subscriptions",
        bad: { "clusters alone": {} },
        fine: {
            "all of them": { props: { "cluster-events": { sourceType: undefined } } },
            "what is not known yet": { props: { "cluster-events": { sourceType: unknown } } },
            "no database": { without: good.rdsStack },
        },
    },
    {
        rule: "rds-event-subscriptions",
        config: { sourceTypes: ["db-cluster"] },
        bad: {
            none: { without: [clusterEvents] },
            "switched off": { props: { "cluster-events": { enabled: false } } },
        },
        fine: { "clusters alone": {} },
    },
];
