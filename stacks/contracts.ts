import * as pulumi from "@pulumi/pulumi";
import { type Layer, projectOf } from "./layers";

/** What a region has for the replicas of tables there. */
interface ReplicaOutputs {
    dynamodbKeyArn: string;
    alarmsKeyArn: string;
    alarmTopicArn: string;
    urgentTopicArn: string;
}

/**
 * What each layer hands to the next ones: ids, names, ARNs and endpoints only.
 * A secret crosses as its ARN. Taking a field away or changing its meaning breaks the layers below.
 */
export interface LayerOutputs {
    keys: {
        /** ARNs of the storage keys, one per data domain. */
        auroraKeyArn: string;
        dynamodbKeyArn: string;
        /** Where tables are exported. */
        exportsKeyArn?: string;
        /** By region, where the tables have replicas. */
        replicas?: Record<string, ReplicaOutputs>;
        secretsKeyArn: string;
        logsKeyArn: string;
        auditKeyArn: string;
        /** ARNs of the keys that applications encrypt single fields with, by PII level. */
        fieldLevel2KeyArn: string;
        fieldLevel3KeyArn: string;
        /** Where there are backups, and where they are copied to another region. */
        backupKeyArn?: string;
        backupCopyKeyArn?: string;
        /** Where there is an activity stream. */
        activityKeyArn?: string;
        /** Of the topics, for programs of the platform that publish to them. */
        alarmsKeyArn: string;
        /** Everything that is worth knowing, and what somebody must get up for. */
        alarmTopicArn: string;
        urgentTopicArn: string;
    };
    network: {
        vpcId: string;
        privateSubnetIds: string[];
        isolatedSubnetIds: string[];
        /** For routes to networks of the organization: a VPN's, a transit gateway's. */
        privateRouteTableIds: string[];
        auroraSecurityGroupId: string;
        proxySecurityGroupId: string;
        lambdaSecurityGroupId: string;
        daxSecurityGroupId: string;
        /** For what the platform's users run: applications, and the way in for administrators. */
        appSecurityGroupId: string;
        adminSecurityGroupId: string;
        /** Of every peer by its name, those that the configuration adds included. */
        securityGroupIds: Record<string, string>;
        /** Of the log group or bucket; docs/flow-logs.md says how to ask it. */
        flowLogDestinationArn: string;
        /** Name of the autoscaling group that is the way in, where there is one. */
        wayInGroupName?: string;
        /** Of the policy that lets operators open tunnels through it. */
        tunnelPolicyArn?: string;
    };
    aurora: {
        clusterIdentifier: string;
        clusterResourceId: string;
        endpoint: string;
        readerEndpoint: string;
        port: number;
        databaseName: string;
        masterUsername: string;
        /** Where the cluster follows no other one. */
        masterSecretArn?: string;
        /** Of the policy that lets programs look up how to connect. */
        lookupPolicyArn: string;
        /** Of each role that logs in with an IAM token, the policy that lets it. */
        loginPolicyArns: Record<string, string>;
        /** Where there is a proxy; the read-only endpoint only where there are readers, too. */
        proxyName?: string;
        proxyEndpoint?: string;
        proxyReadOnlyEndpoint?: string;
        /** Where there is the function that looks after the database. */
        databaseAccessName?: string;
        databaseAccessArn?: string;
        /** Where the cluster begins a global database: its name, and the host that writes. */
        globalClusterIdentifier?: string;
        globalEndpoint?: string;
        dashboardName: string;
        inTroubleAlarmArn: string;
        activityStreamName?: string;
        /** Where there are backups. */
        backupVaultName?: string;
    };
    dynamodb: {
        /** Physical table names by their names in the specs. */
        tableNames: Record<string, string>;
        tableArns: Record<string, string>;
        /** Of all tables and of their replicas. */
        regionalTableArns: string[];
        /** Policies to attach, by `<table>-read`, `<table>-write`, `operate` and `restore`. */
        tablePolicyArns: Record<string, string>;
        /** Where there is a cache. */
        daxEndpoint?: string;
        daxClusterArn?: string;
        /** Of the cluster that will take its place, where there is one. */
        daxNextEndpoint?: string;
        dashboardName: string;
        inTroubleAlarmArns: string[];
        /** Kinesis streams of all changes by table, where there are any. */
        changeStreamArns?: Record<string, string>;
        exportBucketName?: string;
        backupVaultName?: string;
    };
    database: {
        schema: string;
        /** Name of the last migration that was applied. */
        version: string;
        /** Roles that log in with an IAM token. */
        iamRoles: string[];
        /** ARN of the secret of each role that logs in with a password. */
        passwordSecretArns: Record<string, string>;
    };
    guardrails: {
        trailArn: string;
        trailBucketName: string;
        /** Where alarms and searches find what the trail tells. */
        trailLogGroupName: string;
        trailInTroubleAlarmArn: string;
        /** GuardDuty's, where it is not skipped. */
        detectorId?: string;
        /** Where AWS Config delivers, if its recorder is ours. */
        configBucketName?: string;
        /** Of the role of an emergency, where somebody may take it. */
        breakGlassRoleArn?: string;
        /** Of the web ACL in front of APIs, where there is one, and where its log is. */
        webAclArn?: string;
        webAclLogGroupName?: string;
    };
}

/** A layer's outputs as its program returns them. */
export type Exports<L extends Layer> = {
    readonly [K in keyof LayerOutputs[L]]: pulumi.Input<LayerOutputs[L][K]>;
};

/**
 * A layer's outputs as the next layer takes them: handed on directly, or read from its stack. What
 * is there only by configuration may be asked for only where the configuration says so.
 */
export type Upstream<L extends Layer> = {
    readonly [K in keyof LayerOutputs[L]]-?: pulumi.Output<NonNullable<LayerOutputs[L][K]>>;
};

/** A layer's outputs, handed on within one stack. */
export function direct<L extends Layer>(exports: Exports<L>): Upstream<L> {
    const outputs = Object.entries(exports).map(([key, value]) => [key, pulumi.output(value)]);
    return Object.fromEntries(outputs) as Upstream<L>;
}

/**
 * A layer's outputs, read from its own stack of the same environment.
 * An output that the other stack does not have is an error at preview, not an `undefined` later.
 */
export function fromStack<L extends Layer>(layer: L): Upstream<L> {
    const name = `${pulumi.getOrganization()}/${projectOf(layer)}/${pulumi.getStack()}`;
    const stack = new pulumi.StackReference(layer, { name });
    return new Proxy({} as Upstream<L>, {
        get: (_, key) => (typeof key === "string" ? stack.requireOutput(key) : undefined),
    });
}
