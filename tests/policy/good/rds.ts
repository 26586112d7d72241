import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { KEY, type Output, resource } from "./resource";

export const cluster = resource<aws.rds.ClusterArgs & Output>("aws:rds/cluster:Cluster", "aurora", {
    arn: "arn:aws:rds:eu-west-1:111122223333:cluster:aurora",
    clusterIdentifier: "aurora",
    engine: "aurora-postgresql",
    engineVersion: "16.8",
    autoMinorVersionUpgrade: false,
    storageEncrypted: true,
    kmsKeyId: KEY,
    deletionProtection: true,
    backupRetentionPeriod: 35,
    deleteAutomatedBackups: false,
    copyTagsToSnapshot: true,
    finalSnapshotIdentifier: "aurora-final",
    iamDatabaseAuthenticationEnabled: true,
    masterUsername: "piimaster",
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: KEY,
    dbClusterParameterGroupName: "aurora-parameters",
    dbSubnetGroupName: "aurora-subnets",
    vpcSecurityGroupIds: ["sg-1"],
    enabledCloudwatchLogsExports: ["postgresql", "iam-db-auth-error"],
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: KEY,
});
export const globalCluster = resource<aws.rds.GlobalClusterArgs>(
    "aws:rds/globalCluster:GlobalCluster",
    "world",
    {
        globalClusterIdentifier: "world",
        engine: "aurora-postgresql",
        engineVersion: "16.8",
        storageEncrypted: true,
        deletionProtection: true,
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
        autoMinorVersionUpgrade: false,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        monitoringInterval: 60,
        monitoringRoleArn: "arn:aws:iam::111122223333:role/monitoring",
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: KEY,
    },
);
export const reader: Sample = { ...clusterInstance, name: "aurora-1" };
export const instance = resource<aws.rds.InstanceArgs>("aws:rds/instance:Instance", "single", {
    engine: "postgres",
    engineVersion: "17.6",
    instanceClass: "db.t4g.medium",
    multiAz: true,
    storageEncrypted: true,
    kmsKeyId: KEY,
    deletionProtection: true,
    backupRetentionPeriod: 35,
    deleteAutomatedBackups: false,
    copyTagsToSnapshot: true,
    finalSnapshotIdentifier: "single-final",
    iamDatabaseAuthenticationEnabled: true,
    username: "piimaster",
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: KEY,
    parameterGroupName: "single-parameters",
    dbSubnetGroupName: "aurora-subnets",
    vpcSecurityGroupIds: ["sg-1"],
    enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    monitoringInterval: 60,
});
/** Of an instance of the same region: what it does not say it has from there. */
export const replica = resource<aws.rds.InstanceArgs>("aws:rds/instance:Instance", "replica", {
    instanceClass: "db.t4g.medium",
    replicateSourceDb: "single",
    deletionProtection: true,
    copyTagsToSnapshot: true,
    iamDatabaseAuthenticationEnabled: true,
    monitoringInterval: 60,
    skipFinalSnapshot: true,
});

const PARAMETERS: Readonly<Record<string, string | undefined>> = {
    "rds.force_ssl": "1",
    ssl_min_protocol_version: "TLSv1.2",
    log_statement: "ddl",
    log_min_duration_statement: "1000",
    shared_preload_libraries: "pg_stat_statements,pgaudit",
    "pgaudit.log": "ddl,role",
};

/** Those of the good groups, without or with others. */
export function parameters(changes: Readonly<Record<string, string | undefined>> = {}) {
    return Object.entries({ ...PARAMETERS, ...changes }).flatMap(([name, value]) =>
        value === undefined ? [] : { name, value, applyMethod: "pending-reboot" },
    );
}

export const parameterGroup = resource<aws.rds.ClusterParameterGroupArgs>(
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "aurora-parameters",
    { family: "aurora-postgresql16", name: "aurora-parameters", parameters: parameters() },
);
export const singleParameterGroup = resource<aws.rds.ParameterGroupArgs>(
    "aws:rds/parameterGroup:ParameterGroup",
    "single-parameters",
    { family: "postgres14", name: "single-parameters", parameters: parameters() },
);
/** Of single instances of a cluster, whose parameters stand in the group of the cluster. */
export const instanceParameterGroup = resource<aws.rds.ParameterGroupArgs>(
    "aws:rds/parameterGroup:ParameterGroup",
    "instance-parameters",
    { family: "aurora-postgresql16" },
);
export const subnetGroup = resource<aws.rds.SubnetGroupArgs>(
    "aws:rds/subnetGroup:SubnetGroup",
    "aurora-subnets",
    { name: "aurora-subnets", subnetIds: ["subnet-1", "subnet-2"] },
);
export const clusterSnapshot = resource<aws.rds.ClusterSnapshotArgs>(
    "aws:rds/clusterSnapshot:ClusterSnapshot",
    "before-upgrade",
    {
        dbClusterIdentifier: "aurora",
        dbClusterSnapshotIdentifier: "before-upgrade",
        sharedAccounts: ["444455556666"],
    },
);
export const snapshotCopy = resource<aws.rds.SnapshotCopyArgs>(
    "aws:rds/snapshotCopy:SnapshotCopy",
    "elsewhere",
    {
        sourceDbSnapshotIdentifier: "before-upgrade",
        targetDbSnapshotIdentifier: "elsewhere",
        destinationRegion: "eu-central-1",
        kmsKeyId: KEY,
    },
);
export const replicatedBackups = resource<aws.rds.InstanceAutomatedBackupsReplicationArgs>(
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
    "single-elsewhere",
    { sourceDbInstanceArn: "arn:aws:rds:eu-west-1:111122223333:db:single", kmsKeyId: KEY },
);
export const activityStream = resource<aws.rds.ClusterActivityStreamArgs>(
    "aws:rds/clusterActivityStream:ClusterActivityStream",
    "activity",
    {
        resourceArn: "arn:aws:rds:eu-west-1:111122223333:cluster:aurora",
        kmsKeyId: KEY,
        mode: "async",
    },
);
export const proxy = resource<aws.rds.ProxyArgs>("aws:rds/proxy:Proxy", "proxy", {
    engineFamily: "POSTGRESQL",
    requireTls: true,
    roleArn: "arn:aws:iam::111122223333:role/proxy",
    auths: [
        {
            authScheme: "SECRETS",
            iamAuth: "REQUIRED",
            secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app",
        },
    ],
    vpcSubnetIds: ["subnet-1", "subnet-2"],
    vpcSecurityGroupIds: ["sg-3"],
});
export const proxyEndpoint = resource<aws.rds.ProxyEndpointArgs>(
    "aws:rds/proxyEndpoint:ProxyEndpoint",
    "proxy-read-only",
    {
        dbProxyName: "proxy",
        dbProxyEndpointName: "proxy-read-only",
        targetRole: "READ_ONLY",
        vpcSubnetIds: ["subnet-1", "subnet-2"],
        vpcSecurityGroupIds: ["sg-3"],
    },
);
export const clusterEvents = resource<aws.rds.EventSubscriptionArgs>(
    "aws:rds/eventSubscription:EventSubscription",
    "cluster-events",
    {
        snsTopic: "arn:aws:sns:eu-west-1:111122223333:alarms",
        sourceType: "db-cluster",
        eventCategories: ["failure"],
    },
);

export const rdsStack: readonly Sample[] = [
    cluster,
    clusterInstance,
    reader,
    parameterGroup,
    instanceParameterGroup,
    subnetGroup,
    proxy,
    proxyEndpoint,
    clusterEvents,
];
