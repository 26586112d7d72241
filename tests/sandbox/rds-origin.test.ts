import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";
import { CLUSTER, current, INSTANCE, type Rds, rdsIn, SNAPSHOT } from "./rds-harness";

describe("sandbox: RDS, clusters that are made of others", () => {
    let cloud: Cloud;
    let rds: Rds;
    let clone: Props;
    beforeEach(async () => {
        cloud = new Cloud();
        rds = await rdsIn(cloud);
        clone = {
            clusterIdentifier: "copy",
            engine: "aurora-postgresql",
            dbSubnetGroupName: "data",
            skipFinalSnapshot: true,
            restoreToPointInTime: {
                sourceClusterIdentifier: "pii",
                restoreType: "copy-on-write",
                useLatestRestorableTime: true,
            },
        };
    });
    afterEach(() => {
        cloud.dispose();
    });
    const restore = (changes: Props) => ({
        ...clone,
        restoreToPointInTime: { ...(clone.restoreToPointInTime as Props), ...changes },
    });
    const calls = (name: string) => cloud.calls.filter(([called]) => called === `postgres.${name}`);
    const lastCreated = () => calls("create").at(-1)?.[1] as Props;

    it("have what their source has, where the program is silent", async () => {
        await rds.running({ port: 5433 });
        const { outputs } = await cloud.create(CLUSTER, clone, "copy");
        const { databaseName, masterUsername, storageEncrypted, kmsKeyId, port } = outputs;
        assert.deepEqual(
            { databaseName, masterUsername, storageEncrypted, kmsKeyId, port },
            {
                databaseName: "pii",
                masterUsername: "piimaster",
                storageEncrypted: true,
                kmsKeyId: rds.keyArn,
                port: 5433,
            },
        );
        assert.equal(outputs.engineVersionActual, "16.8");
        assert.match(String(outputs.endpoint), /^copy\.cluster-/);
    });

    it("have the source's data of the moment when they were made, on a server of their own", async () => {
        const { cluster, writer } = await rds.running();
        const made = await cloud.create(CLUSTER, clone, "copy");
        assert.deepEqual(calls("save"), [["postgres.save", "pii", "origin-copy"]]);
        await cloud.delete(writer);
        await cloud.delete(cluster);
        await cloud.create(INSTANCE, { ...rds.instance, clusterIdentifier: "copy" }, "copy-1");
        const { id, image, masterPassword, databaseName } = lastCreated();
        assert.deepEqual([id, image, databaseName], ["copy", "origin-copy", "pii"]);
        assert.equal(masterPassword, undefined);
        assert.deepEqual(calls("forget"), [["postgres.forget", "origin-copy"]]);
        await cloud.update(made, { backupRetentionPeriod: 7 });
    });

    it("may get a managed password of their own", async () => {
        await rds.running();
        const made = await cloud.create(
            CLUSTER,
            { ...clone, manageMasterUserPassword: true },
            "copy",
        );
        assert.equal((made.outputs.masterUserSecrets as unknown[]).length, 1);
        await cloud.create(INSTANCE, { ...rds.instance, clusterIdentifier: "copy" }, "copy-1");
        assert.equal(typeof lastCreated().masterPassword, "string");
    });

    it("come of a deleted cluster whose automated backups were kept", async () => {
        const { cluster, writer } = await rds.running({ deleteAutomatedBackups: false });
        await cloud.delete(writer);
        await cloud.delete(cluster);
        const from = cluster.outputs.clusterResourceId;
        const changes = { sourceClusterIdentifier: undefined, restoreType: undefined };
        const inputs = restore({ ...changes, sourceClusterResourceId: from });
        await cloud.create(CLUSTER, inputs, "copy");
        await cloud.create(INSTANCE, { ...rds.instance, clusterIdentifier: "copy" }, "copy-1");
        assert.equal(lastCreated().image, `backup-${String(from).toLowerCase()}`);
        await assert.rejects(
            cloud.create(CLUSTER, { ...inputs, ...restoreOf("cluster-NO") }, "other"),
            /DBClusterAutomatedBackupNotFoundFault/,
        );
    });
    const restoreOf = (sourceClusterResourceId: string) => ({
        clusterIdentifier: "other",
        restoreToPointInTime: { sourceClusterResourceId, useLatestRestorableTime: true },
    });

    it("come of a cluster that is there by its resource id as well", async () => {
        const { cluster } = await rds.running();
        const id = cluster.outputs.clusterResourceId as string;
        await cloud.create(CLUSTER, { ...clone, ...restoreOf(id) }, "other");
        assert.deepEqual(calls("save"), [["postgres.save", "pii", "origin-other"]]);
    });

    it("leave no automated backups by default", async () => {
        const { cluster, writer } = await rds.running();
        await cloud.delete(writer);
        await cloud.delete(cluster);
        assert.deepEqual(calls("save"), []);
    });

    const failures: Record<string, [changes: Props, failure: RegExp]> = {
        "no source": [
            { sourceClusterIdentifier: undefined },
            /^restoreToPointInTime.sourceClusterIdentifier: give exactly one/,
        ],
        "two sources": [
            { sourceClusterResourceId: "cluster-X" },
            /^restoreToPointInTime.sourceClusterResourceId: give exactly one/,
        ],
        "no time": [
            { useLatestRestorableTime: undefined },
            /^restoreToPointInTime.restoreToTime: give exactly one/,
        ],
        "two times": [
            { restoreToTime: "2026-01-01T00:00:00Z", restoreType: "full-copy" },
            /^restoreToPointInTime.useLatestRestorableTime: give exactly one/,
        ],
        "not even the latest time": [
            { useLatestRestorableTime: false },
            /^restoreToPointInTime.useLatestRestorableTime: must be true/,
        ],
        "a clone of another time": [
            { restoreToTime: "2026-01-01T00:00:00Z", useLatestRestorableTime: undefined },
            /^restoreToPointInTime.restoreToTime: is not for restoreType "copy-on-write"/,
        ],
        "a time that is to come": [
            { restoreToTime: "2999-01-01T00:00:00Z" },
            /^restoreToPointInTime.restoreToTime: must be before the latest restorable time/,
        ],
        "a day that no month has": [
            { restoreToTime: "2026-02-30T00:00:00Z" },
            /^restoreToPointInTime.restoreToTime: must be a time in UTC/,
        ],
        "another type": [
            { restoreType: "copy" },
            /^restoreToPointInTime.restoreType: must be one of full-copy, copy-on-write/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(failures)) {
        it(`refuses a restore with ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(CLUSTER, clone), []);
            cloud.assertFailure(CLUSTER, restore(changes), failure);
        });
    }

    const together: Record<string, [changes: Props, failure: RegExp]> = {
        "a snapshot": [
            { snapshotIdentifier: "s" },
            /^restoreToPointInTime: cannot be given with snapshotIdentifier/,
        ],
        "the HTTP endpoint": [
            { enableHttpEndpoint: true },
            /^enableHttpEndpoint: does not work for a cluster that is restored/,
        ],
        "a replication source": [
            { replicationSourceIdentifier: "arn:aws:rds:eu-west-1:123456789012:cluster:pii" },
            /^replicationSourceIdentifier: .*GlobalCluster/,
        ],
        "write forwarding alone": [
            { enableGlobalWriteForwarding: true },
            /^enableGlobalWriteForwarding: needs a globalClusterIdentifier/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(together)) {
        it(`refuses a restore with ${what} at preview`, () => {
            cloud.assertFailure(CLUSTER, { ...clone, ...changes }, failure);
        });
    }

    const refused: Record<string, [changes: Props, error: RegExp]> = {
        "no such source": [
            {
                restoreToPointInTime: {
                    sourceClusterIdentifier: "no",
                    useLatestRestorableTime: true,
                },
            },
            /DBClusterNotFoundFault: .*DBCluster no not found/,
        ],
        "another database": [{ databaseName: "other" }, /databaseName: a restored cluster has its/],
        "another master": [{ masterUsername: "other" }, /masterUsername: a restored cluster has/],
        "no encryption": [{ storageEncrypted: false }, /storageEncrypted: .* will be encrypted/],
        "another version": [{ engineVersion: "16.9" }, /a copy has its source's version, 16.8/],
        "no such key": [
            { kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/no" },
            /KMSKeyNotAccessibleFault/,
        ],
    };
    for (const [what, [changes, error]] of Object.entries(refused)) {
        it(`does not restore with ${what}`, async () => {
            await rds.running();
            await assert.rejects(cloud.create(CLUSTER, { ...clone, ...changes }, "copy"), error);
            assert.equal(cloud.account.get(CLUSTER, "copy"), undefined);
            assert.deepEqual(calls("save"), []);
        });
    }

    it("take their major version for granted, and what else they have as given", async () => {
        await rds.running();
        const same = { engineVersion: "16", databaseName: "pii", masterUsername: "piimaster" };
        const { outputs } = await cloud.create(CLUSTER, { ...clone, ...same }, "copy");
        assert.equal(outputs.engineVersionActual, "16.8");
    });

    it("cannot encrypt a copy of what is not encrypted", async () => {
        await rds.running({ storageEncrypted: undefined, kmsKeyId: undefined });
        await assert.rejects(
            cloud.create(CLUSTER, { ...clone, kmsKeyId: rds.keyArn }, "copy"),
            /kmsKeyId: the source is not encrypted/,
        );
    });

    describe("of a snapshot", () => {
        const snapshot = { dbClusterIdentifier: "pii", dbClusterSnapshotIdentifier: "kept" };
        const restored = { restoreToPointInTime: undefined, snapshotIdentifier: "kept" };

        it("have its data, also when it is named by its ARN", async () => {
            await rds.running();
            const { outputs } = await cloud.create(SNAPSHOT, snapshot);
            assert.deepEqual(calls("save"), [["postgres.save", "pii", "snapshot-kept"]]);
            assert.equal(
                outputs.dbClusterSnapshotArn,
                "arn:aws:rds:eu-west-1:123456789012:cluster-snapshot:kept",
            );
            assert.equal(outputs.engineVersion, "16.8");
            assert.equal(outputs.kmsKeyId, rds.keyArn);
            const named = { ...restored, snapshotIdentifier: outputs.dbClusterSnapshotArn };
            await cloud.create(CLUSTER, { ...clone, ...named }, "copy");
            await cloud.create(INSTANCE, { ...rds.instance, clusterIdentifier: "copy" }, "copy-1");
            assert.equal(lastCreated().image, "snapshot-kept");
            assert.deepEqual(calls("forget"), [["postgres.forget", "origin-copy"]]);
        });

        it("may have a later version, not an older release", async () => {
            await rds.running({ engineVersion: "16.10" });
            await cloud.create(SNAPSHOT, snapshot);
            const of = (engineVersion: string) => ({ ...clone, ...restored, engineVersion });
            await assert.rejects(
                cloud.create(CLUSTER, of("17.5"), "copy"),
                /Cannot upgrade aurora-postgresql from 16.10 to 17.5/,
            );
            const { outputs } = await cloud.create(CLUSTER, of("17.6"), "copy");
            assert.equal(outputs.engineVersionActual, "17.6");
        });

        it("encrypt what was not encrypted, when they get a key", async () => {
            await rds.running({ storageEncrypted: undefined, kmsKeyId: undefined });
            await cloud.create(SNAPSHOT, snapshot);
            const inputs = { ...clone, ...restored, kmsKeyId: rds.keyArn };
            const { outputs } = await cloud.create(CLUSTER, inputs, "copy");
            assert.equal(outputs.storageEncrypted, true);
            assert.equal(outputs.kmsKeyId, rds.keyArn);
        });

        it("stay when the program forgets the snapshot, and go for another one", async () => {
            await rds.running();
            await cloud.create(SNAPSHOT, snapshot);
            const made = await cloud.create(CLUSTER, { ...clone, ...restored }, "copy");
            assert.deepEqual(cloud.diff(made, { snapshotIdentifier: undefined }).replaces, []);
            assert.deepEqual(cloud.diff(made, { snapshotIdentifier: "other" }).replaces, [
                "snapshotIdentifier",
            ]);
            await cloud.delete(current(cloud, { type: SNAPSHOT, id: "kept" }));
            await cloud.update(made, { snapshotIdentifier: undefined });
        });

        it("need one that is there, and not a global database as well", async () => {
            await assert.rejects(
                cloud.create(CLUSTER, { ...clone, ...restored }, "copy"),
                /DBClusterSnapshotNotFoundFault/,
            );
            cloud.assertFailure(
                CLUSTER,
                { ...clone, ...restored, globalClusterIdentifier: "world" },
                /^globalClusterIdentifier: cannot be given with snapshotIdentifier/,
            );
        });

        it("have the data of the final snapshot of a cluster that is gone", async () => {
            const { cluster, writer } = await rds.running({
                skipFinalSnapshot: false,
                finalSnapshotIdentifier: "last",
            });
            await cloud.delete(writer);
            await cloud.delete(cluster);
            assert.deepEqual(calls("save"), [["postgres.save", "pii", "snapshot-last"]]);
            const inputs = { ...clone, ...restored, snapshotIdentifier: "last" };
            const { outputs } = await cloud.create(CLUSTER, inputs, "copy");
            assert.equal(outputs.databaseName, "pii");
        });

        it("is deleted with its data, is unique, and is not for all when it is encrypted", async () => {
            await rds.running();
            const made = await cloud.create(SNAPSHOT, snapshot);
            await assert.rejects(cloud.create(SNAPSHOT, snapshot, "second"), /already exists/);
            await assert.rejects(
                cloud.update(made, { sharedAccounts: ["all"] }),
                /sharedAccounts: an encrypted snapshot/,
            );
            cloud.assertFailure(
                SNAPSHOT,
                { ...snapshot, sharedAccounts: ["me"] },
                /^sharedAccounts\[0\]: must be the id of an account/,
            );
            cloud.assertFailure(
                SNAPSHOT,
                { ...snapshot, dbClusterSnapshotIdentifier: "Kept" },
                /^dbClusterSnapshotIdentifier: must be 1 to 63 lowercase/,
            );
            await cloud.delete(made);
            assert.deepEqual(calls("forget"), [["postgres.forget", "snapshot-kept"]]);
        });
    });
});
