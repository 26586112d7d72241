import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { AccountScope } from "../account";
import type { ReaderAutoscaling } from "./autoscaling-mistakes";
import type { Capacity } from "./capacity";
import { customEndpoints } from "./custom-endpoints";
import type { CustomEndpointsByName } from "./endpoint-mistakes";
import { type Log, LOGS } from "./exported-logs";
import { clusterInstances, type Insights } from "./instances";
import { LogGroups } from "./log-groups";
import { MonitoringRole } from "./monitoring-role";
import type { ParameterOverrides } from "./parameter-overrides";
import { parameterGroups } from "./parameter-groups";
import type { Tuning } from "./parameters";
import { AutoscaledReaders } from "./reader-autoscaling";
import type { ClusterSettings } from "./restore";

/** Days that Performance Insights looks back, by the mode of Database Insights; AWS takes no others. */
const INSIGHTS_DAYS = { standard: 7, advanced: 465 } as const;

export type InsightsMode = keyof typeof INSIGHTS_DAYS;

/** RDS's names for what storage costs: by the request, or 30 % on the instances and no requests. */
const STORAGE = { standard: "aurora", ioOptimized: "aurora-iopt1" } as const;

export type Storage = keyof typeof STORAGE;

export interface AuroraClusterArgs {
    readonly scope: AccountScope;
    /**
     * Full minor version, such as `16.8`. A change restarts all instances at once, and nothing goes
     * back: AWS refuses an older one. It refuses another major without `allowMajorUpgrade`.
     */
    readonly engineVersion: string;
    /** Lets `engineVersion` move to another major. To be set for that one change. @default false */
    readonly allowMajorUpgrade?: boolean;
    /** Class, such as `db.r7g.large` or `db.serverless`. A change restarts the instances in turn. */
    readonly instanceClass: string;
    /** Class of all but the first instance. A change restarts them. @default `instanceClass` */
    readonly readerClass?: string;
    /** Range of the serverless instances; where there are none, there must be none. @default none */
    readonly capacity?: Capacity;
    /** Number of instances: the first starts as the writer, the others follow it. */
    readonly instances: number;
    /** Zones for new instances, taken in turn. A change moves none that is there. */
    readonly instanceZones: readonly string[];
    /** Readers beside `instances`, by their load. @default none */
    readonly readerAutoscaling?: ReaderAutoscaling;
    /** Addresses of some of the instances. @default none */
    readonly customEndpoints?: CustomEndpointsByName;
    readonly tuning: Tuning;
    /** What goes before the tuning; `overrideMistakes` has none. @default none */
    readonly parameters?: ParameterOverrides;
    /** A change is made in place; back to standard AWS goes once in 30 days. @default standard */
    readonly storage?: Storage;
    /** Advanced is paid by vCPU or ACU, and analyses the whole fleet. @default standard */
    readonly insights?: InsightsMode;
    /** Fixed for life: see `refuseReplacement`. */
    readonly databaseName: string;
    /** Tier of the subnets. Fixed for life, as RDS cannot move a cluster. */
    readonly subnetTier: "private" | "isolated";
    /** At least two, in different zones. */
    readonly subnetIds: pulumi.Input<string[]>;
    readonly securityGroupId: pulumi.Input<string>;
    /** Encrypts storage, snapshots and insights. Fixed for life. */
    readonly storageKeyArn: pulumi.Input<string>;
    readonly secretsKeyArn: pulumi.Input<string>;
    readonly logsKeyArn: pulumi.Input<string>;
    /** Logs that go to CloudWatch Logs. Taking one out deletes what is there. @default all */
    readonly logExports?: readonly Log[];
    readonly logRetentionDays: number;
    /** How far back the cluster can be restored, in days (1 to 35). */
    readonly backupRetentionDays: number;
    /** Daily, UTC, such as `03:00-04:00`. */
    readonly backupWindow: string;
    /** Weekly, UTC, such as `sun:04:00-sun:05:00`. */
    readonly maintenanceWindow: string;
    /** True: changes that restart are made at once. False: they wait for the maintenance window. */
    readonly applyImmediately: boolean;
    /** RDS refuses to delete the cluster, Pulumi to delete or replace it or its instances. */
    readonly deletionProtection: boolean;
    /** Where it begins, and its place in a global database, if any. @default none */
    readonly settings?: readonly ClusterSettings[];
}

/** Not one of the names that attackers try first; letters and digits only, at most 16. */
export const MASTER_USERNAME = "piimaster";

const PORT = 5432;

/**
 * An Aurora PostgreSQL cluster that is private, encrypted, refuses connections without TLS, keeps
 * its master password to itself, logs into groups that we own, and is hard to lose.
 *
 * The cluster's identifier is `name`: its log groups bear it, and they must exist before it does.
 */
export class AuroraCluster extends pulumi.ComponentResource {
    readonly clusterIdentifier: pulumi.Output<string>;
    readonly clusterResourceId: pulumi.Output<string>;
    readonly endpoint: pulumi.Output<string>;
    readonly readerEndpoint: pulumi.Output<string>;
    readonly port: pulumi.Output<number>;
    readonly masterUsername: pulumi.Output<string>;
    readonly masterSecretArn: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    /** Of the instances that the program keeps, in the order of their numbers. */
    readonly instanceIdentifiers: readonly pulumi.Output<string>[];
    /** Host names of the custom endpoints by their names. */
    readonly customEndpoints: Readonly<Record<string, pulumi.Output<string>>>;
    /** What needs an instance, such as a proxy, depends on it. */
    readonly firstInstance: pulumi.Resource;

    constructor(name: string, args: AuroraClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:AuroraCluster", name, {}, opts);
        const parent = { parent: this };
        const kept = { ...parent, protect: args.deletionProtection };

        const logs = new LogGroups(
            name,
            {
                clusterIdentifier: name,
                logs: args.logExports ?? LOGS,
                keyArn: args.logsKeyArn,
                retentionDays: args.logRetentionDays,
            },
            parent,
        );
        const monitoring = new MonitoringRole(`${name}-monitoring`, args.scope, parent);
        const subnets = new aws.rds.SubnetGroup(
            `${name}-${args.subnetTier}`,
            { subnetIds: args.subnetIds, description: "pii-platform: where Aurora lives" },
            parent,
        );
        const { engineVersion, tuning, parameters: overrides } = args;
        const parameters = parameterGroups(name, { engineVersion, tuning, overrides }, parent);
        const mode = args.insights ?? "standard";
        const insights: Insights = {
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: args.storageKeyArn,
            performanceInsightsRetentionPeriod: INSIGHTS_DAYS[mode],
        };
        // A second cluster of this name must not find its final snapshot's name taken.
        const snapshot = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4 }, parent);

        const { settings = [] } = args;
        const inputs = settings.reduce((all, more) => ({ ...all, ...more.inputs }), {});
        const cluster = new aws.rds.Cluster(
            name,
            {
                clusterIdentifier: name,
                engine: aws.rds.EngineType.AuroraPostgresql,
                engineMode: "provisioned",
                engineVersion,
                // The long-term version is left on purpose only.
                autoMinorVersionUpgrade: false,
                // At the end of standard support RDS upgrades; it does not begin to charge for more.
                engineLifecycleSupport: "open-source-rds-extended-support-disabled",
                ...(args.allowMajorUpgrade && {
                    allowMajorVersionUpgrade: true,
                    dbInstanceParameterGroupName: parameters.instance,
                }),
                serverlessv2ScalingConfiguration: args.capacity && {
                    minCapacity: args.capacity.min,
                    maxCapacity: args.capacity.max,
                    secondsUntilAutoPause: args.capacity.secondsUntilAutoPause,
                },
                storageType: STORAGE[args.storage ?? "standard"],
                databaseName: args.databaseName,
                port: PORT,
                masterUsername: MASTER_USERNAME,
                manageMasterUserPassword: true,
                masterUserSecretKmsKeyId: args.secretsKeyArn,
                iamDatabaseAuthenticationEnabled: true,
                storageEncrypted: true,
                kmsKeyId: args.storageKeyArn,
                dbSubnetGroupName: subnets.name,
                vpcSecurityGroupIds: [args.securityGroupId],
                dbClusterParameterGroupName: parameters.cluster,
                enabledCloudwatchLogsExports: logs.exports,
                databaseInsightsMode: mode,
                ...insights,
                backupRetentionPeriod: args.backupRetentionDays,
                preferredBackupWindow: args.backupWindow,
                preferredMaintenanceWindow: args.maintenanceWindow,
                applyImmediately: args.applyImmediately,
                copyTagsToSnapshot: true,
                deleteAutomatedBackups: false,
                deletionProtection: args.deletionProtection,
                skipFinalSnapshot: false,
                finalSnapshotIdentifier: pulumi.interpolate`${name}-final-${snapshot.hex}`,
                ...inputs,
            },
            {
                ...kept,
                dependsOn: logs,
                ignoreChanges: settings.flatMap(({ ignoreChanges }) => ignoreChanges),
            },
        );
        const instances = clusterInstances(
            name,
            {
                clusterIdentifier: cluster.id,
                instances: args.instances,
                writerClass: args.instanceClass,
                readerClass: args.readerClass ?? args.instanceClass,
                zones: args.instanceZones,
                subnetGroupName: subnets.name,
                parameterGroupName: parameters.instance,
                monitoringRoleArn: monitoring.arn,
                insights,
                maintenanceWindow: args.maintenanceWindow,
                applyImmediately: args.applyImmediately,
            },
            { ...kept, dependsOn: monitoring },
        );
        const [writer] = instances;
        if (args.readerAutoscaling !== undefined) {
            new AutoscaledReaders(
                `${name}-readers`,
                {
                    ...args.readerAutoscaling,
                    clusterIdentifier: cluster.id,
                    ownReaders: args.instances - 1,
                },
                { ...parent, dependsOn: instances },
            );
        }
        this.instanceIdentifiers = instances.map(({ identifier }) => identifier);
        this.customEndpoints = customEndpoints(
            name,
            {
                endpoints: args.customEndpoints ?? {},
                clusterIdentifier: cluster.id,
                instanceIdentifiers: this.instanceIdentifiers,
            },
            { ...parent, dependsOn: instances },
        );

        // A cluster without an instance accepts no connection: whoever takes these waits for the
        // first. Not for all: a reader that is added is nothing new to who is connected already.
        const connectable = (value: pulumi.Output<string>) =>
            pulumi.output({ value, ready: writer.id }).apply((known) => known.value);
        this.clusterIdentifier = cluster.clusterIdentifier;
        this.clusterResourceId = cluster.clusterResourceId;
        this.endpoint = connectable(cluster.endpoint);
        this.readerEndpoint = connectable(cluster.readerEndpoint);
        this.port = cluster.port;
        this.masterUsername = cluster.masterUsername;
        this.masterSecretArn = cluster.masterUserSecrets.apply(
            ([secret]) => secret?.secretArn ?? "",
        );
        this.arn = cluster.arn;
        this.firstInstance = writer;
        this.registerOutputs({
            clusterIdentifier: this.clusterIdentifier,
            clusterResourceId: this.clusterResourceId,
            endpoint: this.endpoint,
            readerEndpoint: this.readerEndpoint,
            port: this.port,
            masterUsername: this.masterUsername,
            masterSecretArn: this.masterSecretArn,
            arn: this.arn,
            instanceIdentifiers: this.instanceIdentifiers,
            customEndpoints: this.customEndpoints,
            firstInstance: this.firstInstance,
        });
    }
}
