import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { AccountScope } from "../account";
import { parameterGroupFamily } from "./engine-versions";
import { LogGroups } from "./log-groups";
import { MonitoringRole } from "./monitoring-role";
import { clusterParameters, type Tuning } from "./parameters";

export interface AuroraClusterArgs {
    readonly scope: AccountScope;
    /** Full minor version, such as `16.8`. AWS refuses an older one, and a change of the major. */
    readonly engineVersion: string;
    /** Class of every instance, such as `db.r7g.large`. A change restarts the instances. */
    readonly instanceClass: string;
    /** Number of instances: the first starts as the writer, the others follow it. */
    readonly instances: number;
    /** Zones for new instances, taken in turn. A change moves none that is there. */
    readonly instanceZones: readonly string[];
    readonly tuning: Tuning;
    /** Changing it replaces the cluster: all data is lost. */
    readonly databaseName: string;
    /** Tier of the subnets. Changing it replaces the cluster, as RDS cannot move one. */
    readonly subnetTier: "private" | "isolated";
    /** At least two, in different zones. */
    readonly subnetIds: pulumi.Input<string[]>;
    readonly securityGroupId: pulumi.Input<string>;
    /** Encrypts storage, snapshots and insights. Changing it replaces the cluster. */
    readonly storageKeyArn: pulumi.Input<string>;
    readonly secretsKeyArn: pulumi.Input<string>;
    readonly logsKeyArn: pulumi.Input<string>;
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
}

/** Not one of the names that attackers try first; letters and digits only, at most 16. */
const MASTER_USERNAME = "piimaster";

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
    readonly databaseName: pulumi.Output<string>;
    readonly masterUsername: pulumi.Output<string>;
    readonly masterSecretArn: pulumi.Output<string>;

    constructor(name: string, args: AuroraClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:AuroraCluster", name, {}, opts);
        const parent = { parent: this };
        const kept = { ...parent, protect: args.deletionProtection };

        const logs = new LogGroups(
            name,
            {
                clusterIdentifier: name,
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
        // Named after the family, whose groups cannot be changed into those of another one.
        const family = parameterGroupFamily(args.engineVersion);
        const parameters = new aws.rds.ClusterParameterGroup(
            `${name}-${family}`,
            {
                family,
                description: "pii-platform: TLS only, audited",
                parameters: clusterParameters(args.tuning),
            },
            parent,
        );
        // A second cluster of this name must not find its final snapshot's name taken.
        const snapshot = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4 }, parent);

        const cluster = new aws.rds.Cluster(
            name,
            {
                clusterIdentifier: name,
                engine: aws.rds.EngineType.AuroraPostgresql,
                engineMode: "provisioned",
                engineVersion: args.engineVersion,
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
                dbClusterParameterGroupName: parameters.name,
                enabledCloudwatchLogsExports: logs.exports,
                backupRetentionPeriod: args.backupRetentionDays,
                preferredBackupWindow: args.backupWindow,
                preferredMaintenanceWindow: args.maintenanceWindow,
                applyImmediately: args.applyImmediately,
                copyTagsToSnapshot: true,
                deleteAutomatedBackups: false,
                deletionProtection: args.deletionProtection,
                skipFinalSnapshot: false,
                finalSnapshotIdentifier: pulumi.interpolate`${name}-final-${snapshot.hex}`,
            },
            { ...kept, dependsOn: logs },
        );
        const instance = (index: number, dependsOn: pulumi.Resource[]) =>
            new aws.rds.ClusterInstance(
                `${name}-${index + 1}`,
                {
                    clusterIdentifier: cluster.id,
                    engine: aws.rds.EngineType.AuroraPostgresql,
                    instanceClass: args.instanceClass,
                    availabilityZone: args.instanceZones[index % args.instanceZones.length],
                    dbSubnetGroupName: subnets.name,
                    publiclyAccessible: false,
                    promotionTier: index,
                    // The long-term version is left on purpose only.
                    autoMinorVersionUpgrade: false,
                    caCertIdentifier: "rds-ca-rsa2048-g1",
                    copyTagsToSnapshot: true,
                    monitoringInterval: 60,
                    monitoringRoleArn: monitoring.arn,
                    performanceInsightsEnabled: true,
                    performanceInsightsKmsKeyId: args.storageKeyArn,
                    performanceInsightsRetentionPeriod: 7,
                    preferredMaintenanceWindow: args.maintenanceWindow,
                    applyImmediately: args.applyImmediately,
                },
                { ...kept, dependsOn, ignoreChanges: ["availabilityZone"] },
            );
        // The one that is there first is the writer.
        const writer = instance(0, [monitoring]);
        for (let index = 1; index < args.instances; index++) {
            instance(index, [monitoring, writer]);
        }

        // A cluster without an instance accepts no connection: whoever takes these waits for the
        // first. Not for all: a reader that is added is nothing new to who is connected already.
        const connectable = (value: pulumi.Output<string>) =>
            pulumi.output({ value, ready: writer.id }).apply((known) => known.value);
        this.clusterIdentifier = cluster.clusterIdentifier;
        this.clusterResourceId = cluster.clusterResourceId;
        this.endpoint = connectable(cluster.endpoint);
        this.readerEndpoint = connectable(cluster.readerEndpoint);
        this.port = cluster.port;
        this.databaseName = cluster.databaseName;
        this.masterUsername = cluster.masterUsername;
        this.masterSecretArn = cluster.masterUserSecrets.apply(
            ([secret]) => secret?.secretArn ?? "",
        );
        this.registerOutputs({
            clusterIdentifier: this.clusterIdentifier,
            clusterResourceId: this.clusterResourceId,
            endpoint: this.endpoint,
            readerEndpoint: this.readerEndpoint,
            port: this.port,
            databaseName: this.databaseName,
            masterUsername: this.masterUsername,
            masterSecretArn: this.masterSecretArn,
        });
    }
}
