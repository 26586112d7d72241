import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, furnished, type Made } from "../support/cloud";

const CLUSTER = "aws:rds/cluster:Cluster";
const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
const CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
const GET_VERSION = "aws:secretsmanager/getSecretVersion:getSecretVersion";

describe("sandbox: RDS", () => {
    let cloud: Cloud;
    let around: Awaited<ReturnType<typeof furnished>>;
    let good: Props;
    let instance: Props;

    beforeEach(async () => {
        cloud = new Cloud();
        around = await furnished(cloud, "monitoring.rds.amazonaws.com");
        await cloud.create(SUBNET_GROUP, { name: "data", subnetIds: around.subnetIds });
        await cloud.create(CLUSTER_GROUP, {
            name: "hard16",
            family: "aurora-postgresql16",
            parameters: [{ name: "log_statement", value: "ddl", applyMethod: "pending-reboot" }],
        });
        good = {
            clusterIdentifier: "pii",
            engine: "aurora-postgresql",
            engineVersion: "16.8",
            databaseName: "pii",
            masterUsername: "piimaster",
            manageMasterUserPassword: true,
            masterUserSecretKmsKeyId: around.keyArn,
            storageEncrypted: true,
            kmsKeyId: around.keyArn,
            dbSubnetGroupName: "data",
            vpcSecurityGroupIds: [around.securityGroupId],
            dbClusterParameterGroupName: "hard16",
            enabledCloudwatchLogsExports: ["postgresql"],
            preferredBackupWindow: "02:00-03:00",
            preferredMaintenanceWindow: "sun:03:00-sun:04:00",
            skipFinalSnapshot: true,
        };
        instance = {
            clusterIdentifier: "pii",
            engine: "aurora-postgresql",
            instanceClass: "db.r6g.large",
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("gives a cluster the outputs that AWS gives", async () => {
        const { outputs } = await cloud.create(CLUSTER, good);
        const suffix = /^pii\.cluster-([a-z0-9]{12})\.eu-west-1\.rds\.amazonaws\.com$/;
        const [, account] = suffix.exec(outputs.endpoint as string) ?? [];
        assert.equal(
            outputs.readerEndpoint,
            `pii.cluster-ro-${account}.eu-west-1.rds.amazonaws.com`,
        );
        assert.equal(outputs.arn, "arn:aws:rds:eu-west-1:123456789012:cluster:pii");
        assert.match(outputs.clusterResourceId as string, /^cluster-[A-Z0-9]{26}$/);
        assert.equal(outputs.engineVersionActual, "16.8");
        assert.equal(outputs.port, 5432);
        assert.deepEqual(outputs.availabilityZones, ["eu-west-1a", "eu-west-1b"]);
    });

    it("takes the newest minor version for a major one", async () => {
        const { outputs } = await cloud.create(CLUSTER, { ...good, engineVersion: "16" });
        assert.equal(outputs.engineVersionActual, "16.14");
        assert.equal(outputs.engineVersion, "16");
    });

    const refusedInputs: Record<string, [changes: Props, failure: RegExp]> = {
        "a version that is not offered": [
            { engineVersion: "16.6" },
            /^engineVersion: Cannot find version 16.6/,
        ],
        "another engine": [
            { engine: "AuroraPostgresql" },
            /^engine: must be one of aurora-postgresql/,
        ],
        "an upper-case identifier": [{ clusterIdentifier: "Pii" }, /^clusterIdentifier: must be/],
        "two hyphens in the identifier": [
            { clusterIdentifier: "p--i" },
            /^clusterIdentifier: must be/,
        ],
        "a reserved master name": [
            { masterUsername: "admin" },
            /^masterUsername: "admin" is a word/,
        ],
        "no master name": [{ masterUsername: undefined }, /^masterUsername: is required/],
        "a hyphen in the database name": [{ databaseName: "p-ii" }, /^databaseName: must be/],
        "a key id instead of an ARN": [
            { kmsKeyId: "1234" },
            /^kmsKeyId: must be the ARN of a KMS key/,
        ],
        "a key without encryption": [
            { storageEncrypted: false },
            /^kmsKeyId: needs storageEncrypted/,
        ],
        "a password beside the managed one": [
            { masterPassword: "a-long-word" },
            /^manageMasterUserPassword: cannot be given with masterPassword/,
        ],
        "no password at all": [
            { manageMasterUserPassword: undefined, masterUserSecretKmsKeyId: undefined },
            /^masterPassword: is required/,
        ],
        "a secret key without a managed secret": [
            { manageMasterUserPassword: undefined, masterPassword: "a-long-word" },
            /^masterUserSecretKmsKeyId: needs/,
        ],
        "a log of MySQL": [
            { enabledCloudwatchLogsExports: ["audit"] },
            /^enabledCloudwatchLogsExports\[0\]: must be one of postgresql, instance, iam-db-auth-error/,
        ],
        "windows that overlap": [
            { preferredBackupWindow: "03:30-04:30" },
            /^preferredMaintenanceWindow: must not overlap/,
        ],
        "windows of which the backup starts first": [
            { preferredBackupWindow: "02:30-03:10" },
            /^preferredMaintenanceWindow: must not overlap/,
        ],
        "a backup window of 20 minutes": [
            { preferredBackupWindow: "02:00-02:20" },
            /^preferredBackupWindow: must be at least 30/,
        ],
        "36 days of backups": [
            { backupRetentionPeriod: 36 },
            /^backupRetentionPeriod: must be from 1 to 35/,
        ],
        "monitoring without a role": [
            { monitoringInterval: 60 },
            /^monitoringRoleArn: is required/,
        ],
        "a monitoring interval of 20": [
            { monitoringInterval: 20 },
            /^monitoringInterval: must be one of 0, 1, 5/,
        ],
        "advanced insights without Performance Insights": [
            { databaseInsightsMode: "advanced", performanceInsightsRetentionPeriod: undefined },
            /^databaseInsightsMode: "advanced" needs/,
        ],
        "94 days of insights": [
            { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 94 },
            /^performanceInsightsRetentionPeriod: must be 7/,
        ],
        "advanced insights for 7 days": [
            {
                databaseInsightsMode: "advanced",
                performanceInsightsEnabled: true,
                performanceInsightsRetentionPeriod: 7,
            },
            /^performanceInsightsRetentionPeriod: must be 465/,
        ],
        "serverless in steps of 0.3": [
            { serverlessv2ScalingConfiguration: { minCapacity: 0.3, maxCapacity: 4 } },
            /^serverlessv2ScalingConfiguration.minCapacity: must be from 0 to 256 in steps of 0.5/,
        ],
        "auto-pause that never can be": [
            {
                serverlessv2ScalingConfiguration: {
                    minCapacity: 1,
                    maxCapacity: 4,
                    secondsUntilAutoPause: 300,
                },
            },
            /secondsUntilAutoPause: needs a minCapacity of 0/,
        ],
        "two zones": [
            { availabilityZones: ["eu-west-1a", "eu-west-1b"] },
            /^availabilityZones: must name three zones, got 2/,
        ],
        "a password to write beside the managed one": [
            { masterPasswordWo: "a-long-word", masterPasswordWoVersion: 1 },
            /^manageMasterUserPassword: cannot be given with masterPasswordWo/,
        ],
        "a password to write without its version": [
            {
                manageMasterUserPassword: undefined,
                masterUserSecretKmsKeyId: undefined,
                masterPasswordWo: "a-long-word",
            },
            /^masterPasswordWo: needs masterPasswordWoVersion/,
        ],
        "a capacity above 256": [
            { serverlessv2ScalingConfiguration: { minCapacity: 1, maxCapacity: 256.5 } },
            /^serverlessv2ScalingConfiguration.maxCapacity: must be from 1 to 256/,
        ],
        "a minimum above the maximum": [
            { serverlessv2ScalingConfiguration: { minCapacity: 5, maxCapacity: 4 } },
            /^serverlessv2ScalingConfiguration.minCapacity: must not be above maxCapacity/,
        ],
        "a pause after 299 seconds": [
            {
                serverlessv2ScalingConfiguration: {
                    minCapacity: 0,
                    maxCapacity: 4,
                    secondsUntilAutoPause: 299,
                },
            },
            /secondsUntilAutoPause: must be from 300 to 86400/,
        ],
        "a storage of other databases": [{ storageType: "gp3" }, /^storageType: must be one of/],
        "a role twice": [{ iamRoles: ["a", "a"] }, /^iamRoles: names something twice/],
        "backtracking, which MySQL has": [{ backtrackWindow: 60 }, /^backtrackWindow: the sandbox/],
        "a port below 1150": [{ port: 432 }, /^port: must be from 1150/],
        "an input that nobody knows": [{ encrypted: true }, /^encrypted: the sandbox's model of/],
    };
    for (const [what, [changes, failure]] of Object.entries(refusedInputs)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(CLUSTER, good), []);
            cloud.assertFailure(CLUSTER, { ...good, ...changes }, failure);
        });
    }

    const refusedCreations: Record<string, [changes: Props, error: RegExp]> = {
        "no such subnet group": [
            { dbSubnetGroupName: "other" },
            /DBSubnetGroupNotFoundFault: dbSubnetGroupName: there is no other/,
        ],
        "no subnet group": [
            { dbSubnetGroupName: undefined },
            /no default group, because the account has no default VPC/,
        ],
        "no such security group": [
            { vpcSecurityGroupIds: ["sg-1"] },
            /vpcSecurityGroupIds: the security group sg-1 does not exist/,
        ],
        "no such key": [
            { kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/no" },
            /KMSKeyNotAccessibleFault: kmsKeyId: the key .* does not exist/,
        ],
        "a key of another region": [
            { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/no" },
            /kmsKeyId: the key .* is not in region eu-west-1/,
        ],
        "no such parameter group": [
            { dbClusterParameterGroupName: "no" },
            /DBParameterGroupNotFound/,
        ],
        "a parameter group of another family": [
            { engineVersion: "17.7" },
            /DBParameterGroupFamily aurora-postgresql16 cannot be used .* aurora-postgresql17/,
        ],
        "no such monitoring role": [
            { monitoringInterval: 60, monitoringRoleArn: "arn:aws:iam::123456789012:role/no" },
            /monitoringRoleArn: the role .* does not exist/,
        ],
    };
    for (const [what, [changes, error]] of Object.entries(refusedCreations)) {
        it(`does not create a cluster with ${what}`, async () => {
            await assert.rejects(cloud.create(CLUSTER, { ...good, ...changes }), error);
            assert.equal(cloud.account.get(CLUSTER, "pii"), undefined);
        });
    }

    it("does not use a key that is about to be deleted", async () => {
        await cloud.delete(around.key);
        await assert.rejects(cloud.create(CLUSTER, good), /KMSKeyNotAccessibleFault/);
    });

    it("does not use a key that is disabled", async () => {
        await cloud.update(around.key, { isEnabled: false });
        await assert.rejects(cloud.create(CLUSTER, good), /the key .* is disabled/);
    });

    it("lets only RDS's monitoring use the role", async () => {
        const monitored = { ...good, monitoringInterval: 60, monitoringRoleArn: around.roleArn };
        await cloud.create(CLUSTER, monitored);
        const other = await cloud.create("aws:iam/role:Role", {
            name: "other",
            assumeRolePolicy: JSON.stringify({
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: { Service: "ec2.amazonaws.com" },
                        Action: "sts:AssumeRole",
                    },
                ],
            }),
        });
        await assert.rejects(
            cloud.create(CLUSTER, {
                ...monitored,
                clusterIdentifier: "second",
                monitoringRoleArn: other.outputs.arn,
            }),
            /does not let monitoring.rds.amazonaws.com assume it/,
        );
    });

    it("replaces a cluster for what AWS cannot change, and nothing else", async () => {
        const made = await cloud.create(CLUSTER, good);
        for (const changes of [
            { clusterIdentifier: "other" },
            { databaseName: "other" },
            { masterUsername: "other" },
            { storageEncrypted: false },
            { kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/other" },
            { dbSubnetGroupName: "other" },
            { availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] },
            { restoreToPointInTime: { sourceClusterIdentifier: "other" } },
            { region: "eu-central-1" },
        ]) {
            assert.deepEqual(cloud.diff(made, changes).replaces, Object.keys(changes));
        }
        assert.deepEqual(
            cloud.diff(made, { clusterScalabilityType: "standard", port: 5432 }).changed,
            [],
            "what AWS has chosen is no change",
        );
        for (const changes of [
            { engineVersion: "16.9" },
            { backupRetentionPeriod: 7 },
            { deletionProtection: true },
            { port: 5433 },
            { finalSnapshotIdentifier: "last" },
            { storageType: "aurora-iopt1" },
            { performanceInsightsKmsKeyId: around.keyArn },
        ]) {
            assert.deepEqual(cloud.diff(made, changes), {
                changed: Object.keys(changes),
                replaces: [],
            });
        }
    });

    it("keeps the managed password in a secret of its own and brings the server up with the first instance", async () => {
        const { outputs } = await cloud.create(CLUSTER, good);
        assert.deepEqual<unknown>(cloud.calls, []);
        const [secret] = outputs.masterUserSecrets as { secretArn: string; kmsKeyId: string }[];
        assert.equal(secret?.kmsKeyId, around.keyArn);
        const value = await cloud.provider.invoke(GET_VERSION, { secretId: secret.secretArn });
        const { username, password, ...rest } = JSON.parse(value.secretString as string) as {
            username: string;
            password: string;
        };
        assert.deepEqual([username, rest], ["piimaster", {}]);

        const [first] = await Promise.all([
            cloud.create(INSTANCE, { ...instance, identifier: "pii-1" }, "one"),
            cloud.create(INSTANCE, { ...instance, identifier: "pii-2" }, "two"),
        ]);
        await cloud.create(INSTANCE, { ...instance, identifier: "pii-3" }, "three");
        assert.equal(cloud.calls.length, 1);
        const [[name, spec] = []] = cloud.calls;
        assert.equal(name, "postgres.create");
        assert.deepEqual(spec, {
            id: "pii",
            databaseName: "pii",
            masterUsername: "piimaster",
            masterPassword: password,
            hostnames: [
                outputs.endpoint,
                outputs.readerEndpoint,
                String(outputs.endpoint).replace(/^pii\.cluster-/, "*."),
                String(outputs.endpoint).replace(/^pii\.cluster-/, "*.cluster-custom-"),
            ],
            parameters: { log_statement: "ddl" },
        });
        assert.equal(first.outputs.writer, true);
        assert.deepEqual(
            cloud.account.all(INSTANCE).map((entry) => entry.outputs.writer),
            [true, false, false],
        );
    });

    const refusedInstances: Record<string, [changes: Props, error: RegExp]> = {
        "a class of MySQL": [
            { instanceClass: "db.t3.micro" },
            /Aurora PostgreSQL has no instance class/,
        ],
        "no such cluster": [
            { clusterIdentifier: "no" },
            /clusterIdentifier: .* "no" does not exist/,
        ],
        "another subnet group": [{ dbSubnetGroupName: "other" }, /must be the cluster's, data/],
        "serverless in a cluster without scaling": [
            { instanceClass: "db.serverless" },
            /Set the Serverless v2 scaling configuration/,
        ],
        "a backup window of its own": [
            { preferredBackupWindow: "02:00-03:00" },
            /preferredBackupWindow.*must not be given/,
        ],
        "promotion tier 16": [{ promotionTier: 16 }, /must be from 0 to 15/],
        "an authority that AWS has not": [{ caCertIdentifier: "rds-ca-2019" }, /must be one of/],
        "a zone without a subnet of the cluster": [
            { availabilityZone: "eu-west-1c" },
            /availabilityZone: the cluster's subnets are in eu-west-1a, eu-west-1b, got/,
        ],
        "another version than the cluster's": [
            { engineVersion: "16.9" },
            /engineVersion: must be the cluster's, 16.8/,
        ],
        "insights for 94 days": [
            { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 94 },
            /must be 7/,
        ],
        "no such parameter group": [{ dbParameterGroupName: "no" }, /DBParameterGroupNotFound/],
    };
    for (const [what, [changes, error]] of Object.entries(refusedInstances)) {
        it(`does not create an instance with ${what}`, async () => {
            await cloud.create(CLUSTER, good);
            await assert.rejects(cloud.create(INSTANCE, { ...instance, ...changes }), error);
            assert.deepEqual<unknown>(cloud.calls, []);
        });
    }

    it("creates the log groups of the exports that are not there, and leaves those that are", async () => {
        const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
        await cloud.create(CLUSTER, {
            ...good,
            enabledCloudwatchLogsExports: ["postgresql", "instance"],
        });
        const name = (type: string) => `/aws/rds/cluster/pii/${type}`;
        const owned = await cloud.create(LOG_GROUP, {
            name: name("postgresql"),
            retentionInDays: 30,
        });
        await cloud.create(INSTANCE, instance);
        assert.equal(cloud.account.get(LOG_GROUP, owned.id)?.urn, owned.urn);
        await assert.rejects(
            cloud.create(LOG_GROUP, { name: name("instance") }, "late"),
            /AlreadyExists/,
        );
    });

    describe("deletion", () => {
        const remove = async (made: Made, changes: Props) => {
            const after = await cloud.update(made, changes);
            return () => cloud.delete(after);
        };

        it("is refused while the cluster is protected, by what the last update said", async () => {
            const made = await cloud.create(CLUSTER, { ...good, deletionProtection: true });
            await assert.rejects(cloud.delete(made), /Cannot delete protected Cluster pii/);
            await (
                await remove(made, { deletionProtection: false })
            )();
            assert.equal(cloud.account.get(CLUSTER, "pii"), undefined);
        });

        it("is refused while the cluster has instances", async () => {
            const made = await cloud.create(CLUSTER, good);
            const member = await cloud.create(INSTANCE, instance);
            await assert.rejects(cloud.delete(made), new RegExp(`still contains .*${member.id}`));
            await cloud.delete(member);
            await cloud.delete(made);
            assert.deepEqual(cloud.calls.at(-1), ["postgres.delete", "pii"]);
        });

        it("needs a name for the final snapshot, which nobody may have used", async () => {
            const made = await cloud.create(CLUSTER, { ...good, skipFinalSnapshot: false });
            await assert.rejects(cloud.delete(made), /finalSnapshotIdentifier is required/);
            await (
                await remove(made, { finalSnapshotIdentifier: "last" })
            )();

            const again = await cloud.create(CLUSTER, {
                ...good,
                skipFinalSnapshot: false,
                finalSnapshotIdentifier: "last",
            });
            await assert.rejects(cloud.delete(again), /identifier last already exists/);
            assert.notEqual(cloud.account.get(CLUSTER, "pii"), undefined);
        });

        it("goes on where it was broken off", async () => {
            const made = await cloud.create(CLUSTER, {
                ...good,
                skipFinalSnapshot: false,
                finalSnapshotIdentifier: "last",
            });
            const before = cloud.account.get(CLUSTER, "pii");
            assert.ok(before);
            await cloud.delete(made);
            cloud.account.put(before);
            await cloud.delete(made);
            assert.equal(cloud.account.get(CLUSTER, "pii"), undefined);
        });

        it("takes the managed secret along", async () => {
            const made = await cloud.create(CLUSTER, good);
            const [secret] = made.outputs.masterUserSecrets as { secretArn: string }[];
            await cloud.delete(made);
            assert.throws(
                () => cloud.provider.invoke(GET_VERSION, { secretId: secret?.secretArn }),
                /can't find the secret/,
            );
        });
    });

    it("hands a changed master password to the server", async () => {
        const own = { manageMasterUserPassword: undefined, masterUserSecretKmsKeyId: undefined };
        const made = await cloud.create(CLUSTER, { ...good, ...own, masterPassword: "first-word" });
        const changed = await cloud.update(made, { masterPassword: "other-word" });
        assert.deepEqual<unknown>(cloud.calls, []);
        await cloud.create(INSTANCE, instance);
        const last = await cloud.update(changed, { masterPassword: "third-word" });
        assert.deepEqual(cloud.calls.at(-1), ["postgres.setMasterPassword", "pii", "third-word"]);
        await cloud.update(last, { backupRetentionPeriod: 7 });
        assert.equal(cloud.calls.length, 2);
    });

    it("keeps groups that a cluster uses", async () => {
        await cloud.create(CLUSTER, good);
        const entry = (type: string, id: string) =>
            ({ ...cloud.account.get(type, id), type }) as Made;
        await assert.rejects(cloud.delete(entry(CLUSTER_GROUP, "hard16")), /cannot be deleted/);
        await assert.rejects(cloud.delete(entry(SUBNET_GROUP, "data")), /pii is still using it/);
    });

    it("wants subnets in two zones", async () => {
        await assert.rejects(
            cloud.create(SUBNET_GROUP, { name: "one", subnetIds: around.subnetIds.slice(0, 1) }),
            /DBSubnetGroupDoesNotCoverEnoughAZs/,
        );
        await assert.rejects(
            cloud.create(SUBNET_GROUP, { name: "one", subnetIds: ["subnet-1"] }),
            /the subnet subnet-1 does not exist/,
        );
    });
});
