import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { AuroraCluster, type AuroraClusterArgs } from "../../infra/aurora/aurora-cluster";
import { hasFeature, isInstanceClass } from "../../infra/aurora/instance-classes";
import { clusterParameters } from "../../infra/aurora/parameters";
import { mockEngine, only, type Registered, registrations, SCOPE } from "./mocks";

const ARGS: AuroraClusterArgs = {
    scope: SCOPE,
    engineVersion: "16.8",
    instanceClass: "db.r7g.large",
    instances: 3,
    instanceZones: ["eu-west-1a", "eu-west-1b"],
    tuning: "optimized",
    databaseName: "pii_db",
    subnetTier: "isolated",
    subnetIds: ["subnet-a", "subnet-b"],
    securityGroupId: "sg-1",
    storageKeyArn: "arn:storage",
    secretsKeyArn: "arn:secrets",
    logsKeyArn: "arn:logs",
    logRetentionDays: 365,
    backupRetentionDays: 35,
    backupWindow: "03:00-04:00",
    maintenanceWindow: "sun:04:00-sun:05:00",
    applyImmediately: false,
    deletionProtection: true,
};

const CLUSTER = "aws:rds/cluster:Cluster";

function instancesAmong(all: readonly Registered[]) {
    return all.filter(({ type }) => type === "aws:rds/clusterInstance:ClusterInstance");
}

async function instancesOf(args: AuroraClusterArgs) {
    return instancesAmong(await registrations(() => new AuroraCluster("pii-prod", args)));
}

/** The value of an output, once it is there. */
function value<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}

describe("AuroraCluster", () => {
    before(mockEngine);

    it("is encrypted, private, recoverable and protected", async () => {
        const all = await registrations(() => new AuroraCluster("pii-prod", ARGS));
        assert.deepEqual(only(all, CLUSTER), {
            clusterIdentifier: "pii-prod",
            engine: "aurora-postgresql",
            engineMode: "provisioned",
            engineVersion: "16.8",
            autoMinorVersionUpgrade: false,
            engineLifecycleSupport: "open-source-rds-extended-support-disabled",
            storageType: "aurora",
            databaseName: "pii_db",
            port: 5432,
            masterUsername: "piimaster",
            manageMasterUserPassword: true,
            masterUserSecretKmsKeyId: "arn:secrets",
            iamDatabaseAuthenticationEnabled: true,
            storageEncrypted: true,
            kmsKeyId: "arn:storage",
            dbSubnetGroupName: "pii-prod-isolated",
            vpcSecurityGroupIds: ["sg-1"],
            dbClusterParameterGroupName: "pii-prod-aurora-postgresql16",
            enabledCloudwatchLogsExports: ["postgresql", "instance", "iam-db-auth-error"],
            databaseInsightsMode: "standard",
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: "arn:storage",
            performanceInsightsRetentionPeriod: 7,
            backupRetentionPeriod: 35,
            preferredBackupWindow: "03:00-04:00",
            preferredMaintenanceWindow: "sun:04:00-sun:05:00",
            applyImmediately: false,
            copyTagsToSnapshot: true,
            deleteAutomatedBackups: false,
            deletionProtection: true,
            skipFinalSnapshot: false,
            finalSnapshotIdentifier: "pii-prod-final-0badcafe",
        });
    });

    it("spreads its instances over the zones, the writer first", async () => {
        const instances = await instancesOf(ARGS);
        assert.deepEqual(
            instances.map(({ name, inputs }) => [
                name,
                inputs.availabilityZone,
                inputs.promotionTier,
            ]),
            [
                ["pii-prod-1", "eu-west-1a", 0],
                ["pii-prod-2", "eu-west-1b", 1],
                ["pii-prod-3", "eu-west-1a", 2],
            ],
        );
    });

    it("has instances that are private, watched and as the cluster says", async () => {
        const [first] = await instancesOf({ ...ARGS, instances: 1 });
        assert.deepEqual(first?.inputs, {
            clusterIdentifier: "pii-prod-id",
            engine: "aurora-postgresql",
            instanceClass: "db.r7g.large",
            availabilityZone: "eu-west-1a",
            dbSubnetGroupName: "pii-prod-isolated",
            dbParameterGroupName: "pii-prod-aurora-postgresql16",
            publiclyAccessible: false,
            promotionTier: 0,
            autoMinorVersionUpgrade: false,
            caCertIdentifier: "rds-ca-rsa2048-g1",
            copyTagsToSnapshot: true,
            monitoringInterval: 60,
            monitoringRoleArn: "arn:aws:iam/role:Role:pii-prod-monitoring",
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: "arn:storage",
            performanceInsightsRetentionPeriod: 7,
            preferredMaintenanceWindow: "sun:04:00-sun:05:00",
            applyImmediately: false,
        });
    });

    it("protects cluster and instances, and changes one instance after the other", async () => {
        const asked = new Map<string, pulumi.CustomResourceOptions>();
        const transformations: pulumi.ResourceTransformation[] = [
            ({ type, name, opts }) => {
                if (type.startsWith("aws:rds/cluster:") || type.includes("clusterInstance")) {
                    asked.set(name, opts);
                }
                return undefined;
            },
        ];
        await registrations(() => new AuroraCluster("pii-prod", ARGS, { transformations }));
        const dependsOn = (name: string) => asked.get(name)?.dependsOn as pulumi.Resource[];
        const urns = (resources: pulumi.Resource[]) =>
            Promise.all(resources.map((resource) => value(resource.urn)));
        assert.deepEqual([...asked.keys()].sort(), [
            "pii-prod",
            "pii-prod-1",
            "pii-prod-2",
            "pii-prod-3",
        ]);
        assert.ok([...asked.values()].every(({ protect }) => protect === true));
        assert.match((await urns(dependsOn("pii-prod-1"))).join(), /::pii-prod-monitoring$/);
        assert.match((await urns(dependsOn("pii-prod-2"))).join(), /::pii-prod-1$/);
        assert.match((await urns(dependsOn("pii-prod-3"))).join(), /^[^,]*::pii-prod-2$/);
    });

    it("mixes classes, with a range for the serverless ones", async () => {
        const args = {
            ...ARGS,
            readerClass: "db.serverless",
            capacity: { min: 0, max: 8, secondsUntilAutoPause: 600 },
        };
        const all = await registrations(() => new AuroraCluster("pii-prod", args));
        assert.deepEqual(only(all, CLUSTER).serverlessv2ScalingConfiguration, {
            minCapacity: 0,
            maxCapacity: 8,
            secondsUntilAutoPause: 600,
        });
        assert.deepEqual(
            instancesAmong(all).map(({ inputs }) => inputs.instanceClass),
            ["db.r7g.large", "db.serverless", "db.serverless"],
        );
    });

    it("pays storage without requests, and looks back 465 days, where it is asked to", async () => {
        const args = { ...ARGS, storage: "ioOptimized", insights: "advanced" } as const;
        const all = await registrations(() => new AuroraCluster("pii-prod", args));
        const cluster = only(all, CLUSTER);
        assert.equal(cluster.storageType, "aurora-iopt1");
        assert.equal(cluster.databaseInsightsMode, "advanced");
        for (const { inputs } of [{ inputs: cluster }, ...instancesAmong(all)]) {
            assert.equal(inputs.performanceInsightsRetentionPeriod, 465);
        }
    });

    it("moves to another major version only when that is allowed, with groups of its own", async () => {
        const args = { ...ARGS, engineVersion: "17.7", parameters: { work_mem: 65536 } };
        const refused = await registrations(() => new AuroraCluster("pii-prod", args));
        assert.equal("allowMajorVersionUpgrade" in only(refused, CLUSTER), false);
        assert.equal("dbInstanceParameterGroupName" in only(refused, CLUSTER), false);
        const allowed = await registrations(
            () => new AuroraCluster("pii-prod", { ...args, allowMajorUpgrade: true }),
        );
        const cluster = only(allowed, CLUSTER);
        assert.equal(cluster.allowMajorVersionUpgrade, true);
        assert.equal(cluster.dbClusterParameterGroupName, "pii-prod-aurora-postgresql17");
        assert.equal(cluster.dbInstanceParameterGroupName, "pii-prod-aurora-postgresql17");
        assert.deepEqual(only(allowed, "aws:rds/clusterParameterGroup:ClusterParameterGroup"), {
            family: "aurora-postgresql17",
            description: "pii-platform: TLS only, audited",
            parameters: clusterParameters("optimized", { work_mem: 65536 }),
        });
        assert.deepEqual(only(allowed, "aws:rds/parameterGroup:ParameterGroup"), {
            family: "aurora-postgresql17",
            description: "pii-platform: what a single instance has of its own",
        });
    });

    it("adds readers by their CPU to those that the program keeps", async () => {
        const readerAutoscaling = { maxReaders: 5, targetCpuPercent: 55 };
        const args = { ...ARGS, readerAutoscaling };
        const all = await registrations(() => new AuroraCluster("pii-prod", args));
        const scaled = {
            serviceNamespace: "rds",
            scalableDimension: "rds:cluster:ReadReplicaCount",
            resourceId: "cluster:pii-prod-id",
        };
        assert.deepEqual(only(all, "aws:appautoscaling/target:Target"), {
            ...scaled,
            minCapacity: 2,
            maxCapacity: 5,
        });
        assert.deepEqual(only(all, "aws:appautoscaling/policy:Policy"), {
            ...scaled,
            policyType: "TargetTrackingScaling",
            targetTrackingScalingPolicyConfiguration: {
                predefinedMetricSpecification: {
                    predefinedMetricType: "RDSReaderAverageCPUUtilization",
                },
                targetValue: 55,
                scaleOutCooldown: 300,
                scaleInCooldown: 900,
            },
        });
    });

    it("has addresses of some of its instances, by their numbers", async () => {
        const customEndpoints = {
            reports: { type: "READER", members: [3] },
            app: { type: "ANY", except: [3, 1] },
        } as const;
        let cluster: AuroraCluster | undefined;
        const all = await registrations(() => {
            cluster = new AuroraCluster("pii-prod", { ...ARGS, customEndpoints });
        });
        assert.deepEqual(
            all
                .filter(({ type }) => type === "aws:rds/clusterEndpoint:ClusterEndpoint")
                .map(({ inputs }) => inputs),
            [
                {
                    clusterIdentifier: "pii-prod-id",
                    clusterEndpointIdentifier: "pii-prod-reports",
                    customEndpointType: "READER",
                    staticMembers: ["pii-prod-3"],
                },
                {
                    clusterIdentifier: "pii-prod-id",
                    clusterEndpointIdentifier: "pii-prod-app",
                    customEndpointType: "ANY",
                    excludedMembers: ["pii-prod-3", "pii-prod-1"],
                },
            ],
        );
        assert.deepEqual(await value(pulumi.output(cluster?.customEndpoints)), {
            reports: "pii-prod-reports.endpoint.example",
            app: "pii-prod-app.endpoint.example",
        });
        assert.deepEqual(await value(pulumi.output(cluster?.instanceIdentifiers)), [
            "pii-prod-1",
            "pii-prod-2",
            "pii-prod-3",
        ]);
    });

    it("exports the logs that it is asked to, each into a group of its own", async () => {
        const args = { ...ARGS, logExports: ["postgresql"] } as const;
        const all = await registrations(() => new AuroraCluster("pii-prod", args));
        assert.deepEqual(only(all, CLUSTER).enabledCloudwatchLogsExports, ["postgresql"]);
        assert.equal(
            only(all, "aws:cloudwatch/logGroup:LogGroup").name,
            "/aws/rds/cluster/pii-prod/postgresql",
        );
    });

    it("begins, and stands in a global database, as it is told", async () => {
        const settings = [
            {
                inputs: { snapshotIdentifier: "before", databaseInsightsMode: undefined },
                ignoreChanges: [],
            },
            { inputs: { engineVersion: "17.7" }, ignoreChanges: ["engineVersion"] },
        ];
        const asked: (string[] | undefined)[] = [];
        const transformations: pulumi.ResourceTransformation[] = [
            ({ type, opts }) => {
                if (type === CLUSTER) {
                    asked.push((opts as pulumi.CustomResourceOptions).ignoreChanges);
                }
                return undefined;
            },
        ];
        const args = { ...ARGS, settings };
        const all = await registrations(
            () => new AuroraCluster("pii-prod", args, { transformations }),
        );
        const cluster = only(all, CLUSTER);
        assert.equal(cluster.snapshotIdentifier, "before");
        assert.equal(cluster.engineVersion, "17.7");
        assert.equal("databaseInsightsMode" in cluster, false);
        assert.deepEqual(asked, [["engineVersion"]]);
    });

    it("owns the log groups that RDS would make", async () => {
        const all = await registrations(() => new AuroraCluster("pii-prod", ARGS));
        assert.deepEqual(
            all
                .filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup")
                .map(({ inputs }) => inputs),
            ["postgresql", "instance", "iam-db-auth-error"].map((log) => ({
                name: `/aws/rds/cluster/pii-prod/${log}`,
                kmsKeyId: "arn:logs",
                retentionInDays: 365,
            })),
        );
    });
});

describe("instance classes", () => {
    it("are those that Aurora PostgreSQL runs on", () => {
        for (const name of ["db.serverless", "db.t4g.medium", "db.r7g.large", "db.r8g.48xlarge"]) {
            assert.equal(isInstanceClass(name), true, name);
        }
        for (const name of [
            "r7g.large",
            "db.r7g.2large",
            "db.r7g.24xlarge",
            "db.t3.micro",
            "db.m7g.large",
            "db.constructor.large",
        ]) {
            assert.equal(isInstanceClass(name), false, name);
        }
    });

    it("have no global database or activity stream where AWS gives them none", () => {
        const features = (name: string) =>
            (["globalDatabase", "activityStream"] as const).filter((feature) =>
                hasFeature(name, feature),
            );
        assert.deepEqual(features("db.t4g.large"), []);
        assert.deepEqual(features("db.serverless"), ["globalDatabase"]);
        assert.deepEqual(features("db.r7g.large"), ["globalDatabase", "activityStream"]);
    });
});
