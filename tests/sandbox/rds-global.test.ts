import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";
import { CLUSTER, current, GLOBAL_CLUSTER, INSTANCE, KEY, type Rds, rdsIn } from "./rds-harness";

const REGION = "eu-central-1";

describe("sandbox: RDS, global databases", () => {
    let cloud: Cloud;
    let rds: Rds;
    let primary: { cluster: Made; writer: Made };
    let key: string;
    const world = {
        globalClusterIdentifier: "world",
        engine: "aurora-postgresql",
        engineVersion: "16.8",
        storageEncrypted: true,
    };
    beforeEach(async () => {
        cloud = new Cloud();
        rds = await rdsIn(cloud);
        key = (await cloud.create(KEY, { region: REGION }, "away")).outputs.arn as string;
        await cloud.create(GLOBAL_CLUSTER, world);
        primary = await rds.running({ globalClusterIdentifier: "world" });
    });
    afterEach(() => {
        cloud.dispose();
    });
    const secondary = (): Props => ({
        clusterIdentifier: "away",
        region: REGION,
        engine: "aurora-postgresql",
        engineVersion: "16.8",
        globalClusterIdentifier: "world",
        storageEncrypted: true,
        kmsKeyId: key,
        dbSubnetGroupName: "data",
        skipFinalSnapshot: true,
        enableGlobalWriteForwarding: true,
    });
    const away = { clusterIdentifier: "away", region: REGION, identifier: "away-1" };
    const global = () => current(cloud, { type: GLOBAL_CLUSTER, id: "world" });

    it("have a primary, and secondaries that have its data and are not written to", async () => {
        const made = await cloud.create(CLUSTER, secondary(), "away");
        await cloud.create(INSTANCE, { ...rds.instance, ...away }, "away-1");
        assert.equal(made.outputs.databaseName, undefined);
        assert.match(String(made.outputs.endpoint), /\.eu-central-1\.rds\.amazonaws\.com$/);
        const specs = cloud.calls.filter(([name]) => name === "postgres.create");
        const { databaseName, image, parameters } = specs.at(-1)?.[1] as Props;
        assert.deepEqual([image, databaseName], ["origin-away", "pii"]);
        assert.deepEqual(parameters, { default_transaction_read_only: "on" });
        const { outputs } = await cloud.update(global(), {});
        assert.deepEqual(outputs.globalClusterMembers, [
            { dbClusterArn: primary.cluster.outputs.arn, isWriter: true },
            { dbClusterArn: made.outputs.arn, isWriter: false },
        ]);
        assert.equal(outputs.arn, "arn:aws:rds::123456789012:global-cluster:world");
    });

    const refused: Record<string, [changes: Props, error: RegExp]> = {
        "a master user": [{ masterUsername: "piimaster" }, /Cannot specify masterUsername for a/],
        "a password": [{ masterPassword: "a-long-word" }, /Cannot specify masterPassword/],
        "a database": [{ databaseName: "pii" }, /Cannot specify databaseName/],
        "no encryption": [
            { storageEncrypted: undefined, kmsKeyId: undefined },
            /storageEncrypted: must be the primary's, true/,
        ],
        "no key of its own": [
            { kmsKeyId: undefined },
            /needs a key of its own region, eu-central-1/,
        ],
        "the primary's key": [{ kmsKeyId: "primary" }, /is not in region eu-central-1/],
        "the primary's region": [
            { region: undefined, kmsKeyId: "primary" },
            /a global database has one cluster in a region, and eu-west-1 has pii/,
        ],
        "another source than the primary's region": [
            { sourceRegion: "eu-west-3" },
            /sourceRegion: must be the primary's, eu-west-1/,
        ],
        "another version": [
            { engineVersion: "16.9" },
            /engineVersion: must be the primary's, 16.8/,
        ],
        "another global cluster": [
            { globalClusterIdentifier: "moon" },
            /GlobalClusterNotFoundFault: Global cluster moon not found/,
        ],
    };
    for (const [what, [changes, error]] of Object.entries(refused)) {
        it(`refuse a secondary with ${what}`, async () => {
            const inputs = { ...secondary(), ...changes };
            inputs.kmsKeyId = inputs.kmsKeyId === "primary" ? rds.keyArn : inputs.kmsKeyId;
            await assert.rejects(cloud.create(CLUSTER, inputs, "away"), error);
        });
    }

    it("refuse a managed password at preview", () => {
        cloud.assertFailure(
            CLUSTER,
            { ...secondary(), manageMasterUserPassword: true },
            /^manageMasterUserPassword: is not for clusters of a global database/,
        );
    });

    it("have no cluster whose password RDS comes to manage", async () => {
        const managed = { masterPassword: undefined, manageMasterUserPassword: true };
        await assert.rejects(
            cloud.update(primary.cluster, { ...managed, globalClusterIdentifier: undefined }),
            /manageMasterUserPassword: not while the cluster is part of a global database/,
        );
    });

    it("wait for the primary's instance", async () => {
        await cloud.delete(primary.writer);
        await assert.rejects(
            cloud.create(CLUSTER, secondary(), "away"),
            /the primary pii of world has no instance yet/,
        );
    });

    it("have no burstable classes", async () => {
        await assert.rejects(
            cloud.create(INSTANCE, { ...rds.instance, instanceClass: "db.t4g.medium" }, "small"),
            /db.t4g.medium is not for the global database world/,
        );
    });

    it("are left by the secondaries before the primary", async () => {
        const made = await cloud.create(CLUSTER, secondary(), "away");
        const reader = await cloud.create(INSTANCE, { ...rds.instance, ...away }, "away-1");
        await assert.rejects(cloud.delete(primary.writer), /Delete the replica cluster before/);
        await assert.rejects(cloud.delete(global()), /not empty: it has pii, away/);
        await cloud.delete(reader);
        await cloud.delete(made);
        await cloud.delete(primary.writer);
        await cloud.delete(primary.cluster);
        await cloud.delete(global());
        assert.equal(cloud.account.get(GLOBAL_CLUSTER, "world"), undefined);
    });

    it("are not left by the primary while there are secondaries", async () => {
        await cloud.create(CLUSTER, secondary(), "away");
        await assert.rejects(
            cloud.update(primary.cluster, { globalClusterIdentifier: undefined }),
            /pii is the primary of the global cluster world, .*; delete away first/,
        );
    });

    it("let their clusters go when they are told to", async () => {
        const made = await cloud.create(CLUSTER, secondary(), "away");
        await cloud.delete(await cloud.update(global(), { forceDestroy: true }));
        await cloud.delete(primary.writer);
        await cloud.delete(primary.cluster);
        await cloud.delete(made);
    });

    it("promote a secondary that leaves", async () => {
        const made = await cloud.create(CLUSTER, secondary(), "away");
        const changes = { globalClusterIdentifier: undefined, enableGlobalWriteForwarding: false };
        const credentials = { masterUsername: "piimaster", masterPassword: "a-long-word" };
        await cloud.create(INSTANCE, { ...rds.instance, ...away }, "away-1");
        const left = { ...changes, ...credentials };
        assert.deepEqual(cloud.diff(made, left).replaces, [], "it has had these before");
        // RDS may not tell that it is called so already.
        assert.deepEqual(cloud.diff(made, { ...left, databaseName: "pii" }).replaces, [
            "databaseName",
        ]);
        await cloud.update(made, left);
        assert.deepEqual(
            cloud.calls.find(([name]) => name === "postgres.configure"),
            ["postgres.configure", "away", {}, ["default_transaction_read_only"]],
        );
        await cloud.delete(primary.writer);
        await cloud.delete(primary.cluster);
    });

    it("are protected when they are told to be", async () => {
        const kept = await cloud.update(global(), { deletionProtection: true, forceDestroy: true });
        await assert.rejects(cloud.delete(kept), /Cannot delete protected global cluster world/);
    });

    it("upgrade all of their clusters", async () => {
        await cloud.create(CLUSTER, secondary(), "away");
        const { outputs } = await cloud.update(global(), { engineVersion: "17.7" });
        assert.equal(outputs.engineVersionActual, "17.7");
        for (const id of ["pii", "away"]) {
            assert.equal(cloud.account.get(CLUSTER, id)?.outputs.engineVersionActual, "17.7");
        }
        // The program need not follow.
        const member = await cloud.update(primary.cluster, { backupRetentionPeriod: 7 });
        assert.equal(member.outputs.engineVersionActual, "17.7");
        await assert.rejects(
            cloud.update(global(), { engineVersion: "16.14" }),
            /Cannot upgrade aurora-postgresql from 17.7 to 16.14/,
        );
    });

    it("are what brings another major version", async () => {
        await assert.rejects(
            cloud.update(primary.cluster, {
                engineVersion: "17.7",
                allowMajorVersionUpgrade: true,
            }),
            /by the engineVersion of the global cluster world/,
        );
        await cloud.update(primary.cluster, { engineVersion: "16.9" });
    });

    describe("made of a cluster", () => {
        const moon = { globalClusterIdentifier: "moon", forceDestroy: true };
        let source: { cluster: Made; writer: Made };
        beforeEach(async () => {
            source = await rds.running({ clusterIdentifier: "source" });
        });
        const of = (changes: Props = {}) => ({
            ...moon,
            sourceDbClusterIdentifier: source.cluster.outputs.arn,
            ...changes,
        });

        it("have it as their primary, and what it has", async () => {
            const made = await cloud.create(GLOBAL_CLUSTER, of(), "moon");
            const { databaseName, storageEncrypted, engineVersionActual } = made.outputs;
            assert.deepEqual(
                [databaseName, storageEncrypted, engineVersionActual],
                ["pii", true, "16.8"],
            );
            assert.deepEqual(cloud.diff(made, { sourceDbClusterIdentifier: undefined }), {
                changed: ["sourceDbClusterIdentifier"],
                replaces: [],
            });
        });

        const failures: Record<string, [changes: Props, failure: RegExp]> = {
            "an engine": [{ engine: "aurora-postgresql" }, /^engine: cannot be given with source/],
            "a database": [{ databaseName: "pii" }, /^databaseName: cannot be given with source/],
            encryption: [{ storageEncrypted: true }, /^storageEncrypted: cannot be given with/],
            "no way out": [{ forceDestroy: undefined }, /^forceDestroy: is required with source/],
            "neither source nor engine": [
                { sourceDbClusterIdentifier: undefined },
                /^engine: must be "aurora-postgresql"/,
            ],
        };
        for (const [what, [changes, failure]] of Object.entries(failures)) {
            it(`refuse ${what} at preview`, () => {
                assert.deepEqual(cloud.failures(GLOBAL_CLUSTER, of()), []);
                cloud.assertFailure(GLOBAL_CLUSTER, of(changes), failure);
            });
        }

        it("refuse one that is not there, is another's, is burstable, or has a secret", async () => {
            const make = (cluster: Made) =>
                cloud.create(
                    GLOBAL_CLUSTER,
                    of({ sourceDbClusterIdentifier: cluster.outputs.arn }),
                    "moon",
                );
            await assert.rejects(
                cloud.create(GLOBAL_CLUSTER, of({ sourceDbClusterIdentifier: "arn:no" }), "moon"),
                /there is no cluster with the ARN arn:no/,
            );
            await assert.rejects(make(primary.cluster), /pii is part of the global cluster world/);
            const small = await rds.running(
                { clusterIdentifier: "small" },
                { instanceClass: "db.t4g.medium" },
            );
            await assert.rejects(make(small.cluster), /small-1 is a db.t4g.medium/);
            const managed = await rds.running({
                clusterIdentifier: "managed",
                masterPassword: undefined,
                manageMasterUserPassword: true,
            });
            await assert.rejects(make(managed.cluster), /master password in Secrets Manager/);
        });
    });

    it("refuse a primary that does not fit", async () => {
        await cloud.create(GLOBAL_CLUSTER, { ...world, globalClusterIdentifier: "moon" }, "moon");
        const make = (changes: Props) =>
            cloud.create(
                CLUSTER,
                {
                    ...rds.good,
                    clusterIdentifier: "p",
                    globalClusterIdentifier: "moon",
                    ...changes,
                },
                "p",
            );
        await assert.rejects(make({ engineVersion: "16.9" }), /engineVersion: must be the global/);
        await assert.rejects(
            make({ storageEncrypted: undefined, kmsKeyId: undefined }),
            /storageEncrypted: must be the global cluster's, true, got false/,
        );
        await assert.rejects(make({ masterUsername: undefined }), /moon has no primary yet/);
        await make({});
    });
});
