import type * as aws from "@pulumi/aws";
import { KEY, document, resource } from "./resource";

export const cluster = resource<aws.rds.ClusterArgs>("aws:rds/cluster:Cluster", "aurora", {
    engine: "aurora-postgresql",
    engineVersion: "16.8",
    storageEncrypted: true,
    kmsKeyId: KEY,
    deletionProtection: true,
    backupRetentionPeriod: 35,
    finalSnapshotIdentifier: "aurora-final",
    iamDatabaseAuthenticationEnabled: true,
    manageMasterUserPassword: true,
    dbClusterParameterGroupName: "aurora-parameters",
    dbSubnetGroupName: "aurora-subnets",
    vpcSecurityGroupIds: ["sg-1"],
    enabledCloudwatchLogsExports: ["postgresql", "iam-db-auth-error"],
});
export const globalCluster = resource<aws.rds.GlobalClusterArgs>(
    "aws:rds/globalCluster:GlobalCluster",
    "world",
    {
        globalClusterIdentifier: "world",
        engine: "aurora-postgresql",
        engineVersion: "16.8",
        storageEncrypted: true,
    },
);
export const clusterInstance = resource<aws.rds.ClusterInstanceArgs>(
    "aws:rds/clusterInstance:ClusterInstance",
    "aurora-0",
    {
        clusterIdentifier: "aurora",
        engine: "aurora-postgresql",
        instanceClass: "db.t4g.medium",
        publiclyAccessible: false,
    },
);
export const instance = resource<aws.rds.InstanceArgs>("aws:rds/instance:Instance", "single", {
    instanceClass: "db.t4g.medium",
});
export const parameterGroup = resource<aws.rds.ClusterParameterGroupArgs>(
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "aurora-parameters",
    {
        family: "aurora-postgresql16",
        name: "aurora-parameters",
        parameters: [{ name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" }],
    },
);

export const table = resource<aws.dynamodb.TableArgs>("aws:dynamodb/table:Table", "consents", {
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    billingMode: "PAY_PER_REQUEST",
    serverSideEncryption: { enabled: true, kmsKeyArn: KEY },
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: true,
    replicas: [
        {
            regionName: "eu-central-1",
            kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/5678",
            pointInTimeRecovery: true,
            deletionProtectionEnabled: true,
        },
    ],
});
export const tableReplica = resource<aws.dynamodb.TableReplicaArgs>(
    "aws:dynamodb/tableReplica:TableReplica",
    "consents-central",
    {
        globalTableArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
        kmsKeyArn: KEY,
        pointInTimeRecovery: true,
        deletionProtectionEnabled: true,
    },
);
export const tablePolicy = resource<aws.dynamodb.ResourcePolicyArgs>(
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "consents-policy",
    {
        resourceArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
        policy: document({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:role/app" },
            Action: "dynamodb:GetItem",
            Resource: "*",
        }),
    },
);
export const dax = resource<aws.dax.ClusterArgs>("aws:dax/cluster:Cluster", "cache", {
    clusterName: "cache",
    iamRoleArn: "arn:aws:iam::111122223333:role/dax",
    nodeType: "dax.t3.small",
    replicationFactor: 1,
    serverSideEncryption: { enabled: true },
    clusterEndpointEncryptionType: "TLS",
    subnetGroupName: "cache",
    securityGroupIds: ["sg-2"],
});
export const changes = resource<aws.kinesis.StreamArgs>("aws:kinesis/stream:Stream", "changes", {
    encryptionType: "KMS",
    kmsKeyId: KEY,
});
