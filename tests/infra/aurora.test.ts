import assert from "node:assert/strict";
import { AuroraCluster, type AuroraClusterArgs } from "../../infra/aurora/aurora-cluster";
import { clusterParameters } from "../../infra/aurora/parameters";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

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

describe("AuroraCluster", () => {
    before(mockEngine);

    it("is encrypted, private, recoverable and protected", async () => {
        const all = await registrations(() => new AuroraCluster("pii-prod", ARGS));
        assert.deepEqual(only(all, "aws:rds/cluster:Cluster"), {
            clusterIdentifier: "pii-prod",
            engine: "aurora-postgresql",
            engineMode: "provisioned",
            engineVersion: "16.8",
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
        const all = await registrations(() => new AuroraCluster("pii-prod", ARGS));
        const instances = all.filter(
            ({ type }) => type === "aws:rds/clusterInstance:ClusterInstance",
        );
        assert.deepEqual(
            instances
                .map(({ name, inputs }) => [name, inputs.availabilityZone, inputs.promotionTier])
                .sort(),
            [
                ["pii-prod-1", "eu-west-1a", 0],
                ["pii-prod-2", "eu-west-1b", 1],
                ["pii-prod-3", "eu-west-1a", 2],
            ],
        );
        for (const { inputs } of instances) {
            assert.equal(inputs.publiclyAccessible, false);
        }
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

describe("cluster parameters", () => {
    const values = (tuning: Parameters<typeof clusterParameters>[0]) =>
        Object.fromEntries(clusterParameters(tuning).map(({ name, value }) => [name, value]));

    it("force TLS and never log the values of a statement, however they are tuned", () => {
        for (const tuning of ["minimal", "medium", "optimized"] as const) {
            const parameters = values(tuning);
            assert.equal(parameters["rds.force_ssl"], "1");
            assert.equal(parameters.ssl_min_protocol_version, "TLSv1.2");
            assert.equal(parameters.password_encryption, "scram-sha-256");
            assert.equal(parameters["pgaudit.log"], "ddl,role");
            assert.equal(parameters.log_parameter_max_length, "0");
            assert.equal(parameters.log_parameter_max_length_on_error, "0");
        }
    });

    it("differ by tuning in memory and planner alone", () => {
        const tuned = (tuning: Parameters<typeof clusterParameters>[0]) =>
            Object.keys(values(tuning)).filter((name) => !(name in values("minimal")));
        assert.deepEqual(tuned("medium"), ["random_page_cost", "work_mem"]);
        assert.deepEqual(tuned("optimized"), [
            "autovacuum_analyze_scale_factor",
            "autovacuum_vacuum_scale_factor",
            "maintenance_work_mem",
            "random_page_cost",
            "track_io_timing",
            "work_mem",
        ]);
    });
});
