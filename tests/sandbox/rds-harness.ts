import type { Props } from "../../sandbox/provider/provider";
import { type Cloud, furnished, type Made } from "../support/cloud";

export const CLUSTER = "aws:rds/cluster:Cluster";
export const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
export const CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
export const INSTANCE_GROUP = "aws:rds/parameterGroup:ParameterGroup";
export const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
export const SNAPSHOT = "aws:rds/clusterSnapshot:ClusterSnapshot";
export const GLOBAL_CLUSTER = "aws:rds/globalCluster:GlobalCluster";
export const STREAM = "aws:rds/clusterActivityStream:ClusterActivityStream";
export const KEY = "aws:kms/key:Key";

/** A VPC with a subnet group, and good inputs for a cluster `pii` in it and an instance of that. */
export async function rdsIn(cloud: Cloud, service = "rds.amazonaws.com") {
    const around = await furnished(cloud, service);
    const subnetGroup = await cloud.create(SUBNET_GROUP, {
        name: "data",
        subnetIds: around.subnetIds,
    });
    const good: Props = {
        clusterIdentifier: "pii",
        engine: "aurora-postgresql",
        engineVersion: "16.8",
        databaseName: "pii",
        masterUsername: "piimaster",
        masterPassword: "a-long-word",
        storageEncrypted: true,
        kmsKeyId: around.keyArn,
        dbSubnetGroupName: "data",
        skipFinalSnapshot: true,
        applyImmediately: true,
    };
    const instance: Props = {
        clusterIdentifier: "pii",
        engine: "aurora-postgresql",
        instanceClass: "db.r7g.large",
    };
    return {
        ...around,
        subnetGroup,
        good,
        instance,
        /** A cluster and its first instance. */
        running: async (changes: Props = {}, ofInstance: Props = {}) => {
            const inputs = { ...good, ...changes };
            const id = String(inputs.clusterIdentifier);
            const cluster = await cloud.create(CLUSTER, inputs, id);
            const identifier = `${id}-1`;
            const first = { ...instance, clusterIdentifier: id, identifier, ...ofInstance };
            return { cluster, writer: await cloud.create(INSTANCE, first, identifier) };
        },
    };
}

export type Rds = Awaited<ReturnType<typeof rdsIn>>;

/** The resource as it is now: another one may have changed what AWS says of it. */
export function current(cloud: Cloud, { type, id }: Pick<Made, "type" | "id">): Made {
    return { ...cloud.account.get(type, id), type } as Made;
}
