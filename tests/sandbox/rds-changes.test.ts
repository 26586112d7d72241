import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";
import {
    CLUSTER,
    CLUSTER_GROUP,
    current,
    INSTANCE,
    INSTANCE_GROUP,
    KEY,
    type Rds,
    rdsIn,
} from "./rds-harness";

describe("sandbox: RDS, what changes", () => {
    let cloud: Cloud;
    let rds: Rds;
    beforeEach(async () => {
        cloud = new Cloud();
        rds = await rdsIn(cloud);
    });
    afterEach(() => {
        cloud.dispose();
    });
    const calls = (name: string) => cloud.calls.filter(([called]) => called === `postgres.${name}`);

    describe("the version", () => {
        const upgrades: [from: string, to: string, isTaken: boolean][] = [
            ["16.8", "16.10", true],
            ["16.10", "16.9", false],
            ["16.8", "17.4", true],
            ["16.9", "17.4", false],
            ["16.11", "18.3", true],
            ["17.10", "18.3", false],
            ["17.10", "18.4", true],
            ["17.4", "16.14", false],
        ];
        for (const [from, to, isTaken] of upgrades) {
            it(`${isTaken ? "goes" : "does not go"} from ${from} to ${to}`, async () => {
                const made = await cloud.create(CLUSTER, { ...rds.good, engineVersion: from });
                const changes = { engineVersion: to, allowMajorVersionUpgrade: true };
                if (isTaken) {
                    const { outputs } = await cloud.update(made, changes);
                    assert.equal(outputs.engineVersionActual, to);
                    assert.equal(outputs.clusterResourceId, made.outputs.clusterResourceId);
                } else {
                    await assert.rejects(
                        cloud.update(made, changes),
                        new RegExp(`Cannot upgrade aurora-postgresql from ${from} to ${to}`),
                    );
                }
            });
        }

        it("is upgraded in the maintenance window, unless it is to be at once", async () => {
            const { cluster } = await rds.running({ applyImmediately: undefined });
            const waiting = await cloud.update(cluster, { engineVersion: "16.9" });
            assert.equal(waiting.outputs.engineVersion, "16.9");
            assert.equal(waiting.outputs.engineVersionActual, "16.8");
            assert.deepEqual(calls("reboot"), []);
            const { outputs } = await cloud.update(waiting, { applyImmediately: true });
            assert.equal(outputs.engineVersionActual, "16.9");
            assert.deepEqual(calls("reboot"), [["postgres.reboot", "pii"]]);
            const writer = cloud.account.get(INSTANCE, "pii-1");
            assert.equal(writer?.outputs.engineVersionActual, "16.9");
        });

        it("stays where only the minor version is left out", async () => {
            const made = await cloud.create(CLUSTER, rds.good);
            const { outputs } = await cloud.update(made, { engineVersion: "16" });
            assert.equal(outputs.engineVersionActual, "16.8");
            const none = await cloud.update(made, { engineVersion: undefined });
            assert.equal(none.outputs.engineVersionActual, "16.8");
        });

        describe("of another major one", () => {
            const major = { engineVersion: "17.7", allowMajorVersionUpgrade: true };
            const group = (type: string, name: string, version: number) =>
                cloud.create(type, { name, family: `aurora-postgresql${version}` }, name);
            let upgraded: Made;
            beforeEach(async () => {
                await group(CLUSTER_GROUP, "c16", 16);
                await group(CLUSTER_GROUP, "c17", 17);
                await group(INSTANCE_GROUP, "i16", 16);
                await group(INSTANCE_GROUP, "i17", 17);
                const { cluster } = await rds.running(
                    { dbClusterParameterGroupName: "c16" },
                    { dbParameterGroupName: "i16" },
                );
                upgraded = cluster;
            });
            const good = {
                ...major,
                dbClusterParameterGroupName: "c17",
                dbInstanceParameterGroupName: "i17",
            };
            const refused: Record<string, [changes: Props, error: RegExp]> = {
                "the permission": [
                    { allowMajorVersionUpgrade: undefined },
                    /The AllowMajorVersionUpgrade flag must be present/,
                ],
                "a group of the new family": [
                    { dbClusterParameterGroupName: "c16" },
                    /DBParameterGroupFamily aurora-postgresql16 cannot be used .* aurora-postgresql17/,
                ],
                "a group for its instances": [
                    { dbInstanceParameterGroupName: undefined },
                    /group i16 is custom\. You must explicitly specify a new DB instance parameter/,
                ],
                "one of the new family for its instances": [
                    { dbInstanceParameterGroupName: "i16" },
                    /DBParameterGroupFamily aurora-postgresql16 cannot be used/,
                ],
            };
            for (const [what, [changes, error]] of Object.entries(refused)) {
                it(`needs ${what}`, async () => {
                    await assert.rejects(cloud.update(upgraded, { ...good, ...changes }), error);
                    assert.deepEqual(calls("reboot"), []);
                });
            }

            it("keeps the group of the old family in use while it waits", async () => {
                const waiting = { ...good, applyImmediately: false };
                const { outputs } = await cloud.update(upgraded, waiting);
                assert.equal(outputs.engineVersionActual, "16.8");
                assert.equal(outputs.dbClusterParameterGroupName, "c16");
                await assert.rejects(
                    cloud.delete(current(cloud, { type: CLUSTER_GROUP, id: "c16" })),
                    /cannot be deleted/,
                );
                const writer = current(cloud, { type: INSTANCE, id: "pii-1" });
                await assert.rejects(
                    cloud.update(writer, { dbParameterGroupName: "i17" }),
                    /DBParameterGroupFamily aurora-postgresql17 cannot be used/,
                );
            });

            it("frees the groups of the old family, once the instances say so too", async () => {
                const { outputs } = await cloud.update(upgraded, good);
                assert.equal(outputs.engineVersionActual, "17.7");
                const writer = current(cloud, { type: INSTANCE, id: "pii-1" });
                assert.equal(writer.outputs.dbParameterGroupName, "i17");
                await cloud.update(writer, { dbParameterGroupName: "i17" });
                await cloud.delete(current(cloud, { type: CLUSTER_GROUP, id: "c16" }));
                await cloud.delete(current(cloud, { type: INSTANCE_GROUP, id: "i16" }));
                await assert.rejects(
                    cloud.delete(current(cloud, { type: CLUSTER_GROUP, id: "c17" })),
                    /cannot be deleted/,
                );
            });
        });
    });

    it("does not change what stays as it was made", async () => {
        const other = await cloud.create(KEY, {}, "other");
        const arn = other.outputs.arn;
        const insights = {
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: rds.keyArn,
        };
        const managed = { masterPassword: undefined, manageMasterUserPassword: true };
        const { cluster } = await rds.running({ ...managed, ...insights });
        const { cluster: plain, writer } = await rds.running(
            { clusterIdentifier: "plain" },
            insights,
        );
        const cases: [made: Made, changes: Props, error: RegExp][] = [
            [cluster, { performanceInsightsKmsKeyId: arn }, /can't change your Performance Ins/],
            [writer, { performanceInsightsKmsKeyId: arn }, /can't change your Performance Ins/],
            [cluster, { masterUserSecretKmsKeyId: arn }, /that RDS manages cannot be changed/],
            [plain, { globalClusterIdentifier: "w" }, /by its sourceDbClusterIdentifier/],
            [
                plain,
                { engineLifecycleSupport: "open-source-rds-extended-support-disabled" },
                /engineLifecycleSupport: is decided when a cluster is made/,
            ],
        ];
        for (const [made, changes, error] of cases) {
            await assert.rejects(cloud.update(made, changes), error);
        }
        await cloud.update(plain, { engineLifecycleSupport: "open-source-rds-extended-support" });
    });

    it("changes the class in the maintenance window, unless it is to be at once", async () => {
        const { writer } = await rds.running();
        const waiting = await cloud.update(writer, { instanceClass: "db.r7g.xlarge" });
        assert.equal(waiting.outputs.instanceClass, "db.r7g.large");
        assert.deepEqual(calls("reboot"), []);
        const { outputs } = await cloud.update(waiting, { applyImmediately: true });
        assert.equal(outputs.instanceClass, "db.r7g.xlarge");
        assert.deepEqual(calls("reboot"), [["postgres.reboot", "pii"]]);
    });

    it("does not reboot the server for a reader", async () => {
        await rds.running();
        const reader = await cloud.create(INSTANCE, { ...rds.instance, identifier: "r" }, "r");
        await cloud.update(reader, { instanceClass: "db.r7g.xlarge", applyImmediately: true });
        assert.deepEqual(calls("reboot"), []);
    });

    it("writes windows as the provider does", async () => {
        const inputs = { ...rds.good, preferredMaintenanceWindow: "Sun:03:00-Sun:04:00" };
        const { outputs } = await cloud.create(CLUSTER, inputs);
        assert.equal(outputs.preferredMaintenanceWindow, "sun:03:00-sun:04:00");
    });

    it("says nothing of standard storage", async () => {
        const made = await cloud.create(CLUSTER, { ...rds.good, storageType: "aurora" });
        assert.equal(made.outputs.storageType, "");
        const { outputs } = await cloud.update(made, { storageType: "aurora-iopt1" });
        assert.equal(outputs.storageType, "aurora-iopt1");
    });

    it("takes a password that is written and not kept, when its version changes", async () => {
        const { cluster } = await rds.running({
            masterPassword: undefined,
            masterPasswordWo: "first-word",
            masterPasswordWoVersion: 1,
        });
        const same = await cloud.update(cluster, { masterPasswordWo: "other-word" });
        assert.deepEqual(calls("setMasterPassword"), []);
        await cloud.update(same, { masterPasswordWoVersion: 2 });
        assert.deepEqual(calls("setMasterPassword"), [
            ["postgres.setMasterPassword", "pii", "other-word"],
        ]);
    });

    describe("what an instance and its cluster must agree on", () => {
        const role = () => ({ monitoringInterval: 60, monitoringRoleArn: rds.roleArn });
        beforeEach(async () => {
            cloud.dispose();
            cloud = new Cloud();
            rds = await rdsIn(cloud, "monitoring.rds.amazonaws.com");
        });

        it("is who monitors", async () => {
            await cloud.create(CLUSTER, { ...rds.good, ...role() });
            await assert.rejects(
                cloud.create(INSTANCE, { ...rds.instance, ...role() }),
                /monitoringInterval: the cluster has one for all of its instances/,
            );
            await cloud.create(INSTANCE, rds.instance);
            await rds.running({ clusterIdentifier: "other" }, role());
        });

        it("is what insights are kept", async () => {
            await cloud.create(CLUSTER, {
                ...rds.good,
                performanceInsightsEnabled: true,
                performanceInsightsRetentionPeriod: 465,
            });
            const insights = (days: number) => ({
                ...rds.instance,
                performanceInsightsEnabled: true,
                performanceInsightsRetentionPeriod: days,
            });
            await assert.rejects(
                cloud.create(INSTANCE, insights(7)),
                /performanceInsightsRetentionPeriod: is 465 for the cluster/,
            );
            await assert.rejects(
                cloud.create(INSTANCE, { ...rds.instance, performanceInsightsEnabled: false }),
                /performanceInsightsEnabled: is true for the cluster/,
            );
            await cloud.create(INSTANCE, insights(465), "agrees");
            const { outputs } = await cloud.create(INSTANCE, rds.instance, "silent");
            assert.equal(outputs.performanceInsightsEnabled, true);
        });
    });

    it("has no more than 16 instances in a cluster", async () => {
        await rds.running();
        for (let i = 2; i <= 16; i++) {
            await cloud.create(INSTANCE, rds.instance, `i${i}`);
        }
        await assert.rejects(cloud.create(INSTANCE, rds.instance, "late"), /pii has 16 instances/);
    });

    it("has a dual-stack cluster only where all subnets are", async () => {
        await assert.rejects(
            cloud.create(CLUSTER, { ...rds.good, networkType: "DUAL" }),
            /networkType: the subnets of data are not all dual-stack/,
        );
    });
});
