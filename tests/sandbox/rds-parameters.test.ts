import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";
import { CLUSTER, CLUSTER_GROUP, INSTANCE, INSTANCE_GROUP, type Rds, rdsIn } from "./rds-harness";

const set = (name: string, value: string, applyMethod?: string) => ({ name, value, applyMethod });

describe("sandbox: RDS, parameters", () => {
    let cloud: Cloud;
    let rds: Rds;
    beforeEach(async () => {
        cloud = new Cloud();
        rds = await rdsIn(cloud);
    });
    afterEach(() => {
        cloud.dispose();
    });
    const good = { name: "hard", family: "aurora-postgresql16" };

    const refused: Record<string, [type: string, changes: Props, error: RegExp]> = {
        "an unknown parameter": [
            CLUSTER_GROUP,
            { parameters: [set("log_everything", "1")] },
            /Could not find parameter with name: log_everything/,
        ],
        "a value that is not allowed": [
            CLUSTER_GROUP,
            { parameters: [set("rds.force_ssl", "on")] },
            /Invalid parameter value: on for: rds.force_ssl/,
        ],
        "a static parameter at once": [
            CLUSTER_GROUP,
            { parameters: [set("shared_preload_libraries", "pgaudit")] },
            /cannot use immediate apply method for static parameter/,
        ],
        "the engine's own value at once": [
            CLUSTER_GROUP,
            { parameters: [set("log_connections", "0")] },
            /log_connections: 0 is the engine's own value/,
        ],
        "one parameter twice": [
            CLUSTER_GROUP,
            { parameters: [set("work_mem", "1"), set("work_mem", "2")] },
            /names the parameter work_mem twice/,
        ],
        "another apply method": [
            CLUSTER_GROUP,
            { parameters: [set("work_mem", "1", "later")] },
            /must be one of immediate, pending-reboot/,
        ],
        "a cluster's parameter in a group of instances": [
            INSTANCE_GROUP,
            { parameters: [set("rds.force_ssl", "1")] },
            /Could not find parameter with name: rds.force_ssl in a group of instances/,
        ],
        "an unknown family": [
            CLUSTER_GROUP,
            { family: "postgres16" },
            /must be one of aurora-postgresql16/,
        ],
        "an upper-case name": [
            INSTANCE_GROUP,
            { name: "Hard" },
            /must be 1 to 255 lowercase letters/,
        ],
    };
    for (const [what, [type, changes, error]] of Object.entries(refused)) {
        it(`refuses a group with ${what}`, async () => {
            await assert.rejects(cloud.create(type, { ...good, ...changes }), error);
            await cloud.create(type, good);
        });
    }

    it("takes each of them with pending-reboot, and the engine's own values so too", async () => {
        await cloud.create(CLUSTER_GROUP, {
            ...good,
            parameters: [
                set("log_connections", "0", "pending-reboot"),
                set("rds.force_ssl", "1", "pending-reboot"),
                set("shared_preload_libraries", "pg_stat_statements,pgaudit", "pending-reboot"),
            ],
        });
    });

    it("makes another group for another family, by a name of its own", async () => {
        const made = await cloud.create(CLUSTER_GROUP, { family: good.family });
        const { replaces } = cloud.diff(made, { family: "aurora-postgresql17" });
        assert.deepEqual(replaces, ["family"]);
        assert.match(made.id, /^thing-[0-9a-f]{7}$/);
    });

    describe("of a group that is in use", () => {
        let ofCluster: Made;
        let ofInstance: Made;
        let writer: Made;
        const configured = () =>
            cloud.calls
                .filter(([name]) => name === "postgres.configure")
                .map((call) => call.slice(1));
        beforeEach(async () => {
            ofCluster = await cloud.create(CLUSTER_GROUP, {
                ...good,
                parameters: [
                    set("work_mem", "4000"),
                    set("log_statement", "ddl"),
                    set("lock_timeout", "5", "pending-reboot"),
                ],
            });
            ofInstance = await cloud.create(INSTANCE_GROUP, {
                ...good,
                parameters: [set("work_mem", "8000")],
            });
            ({ writer } = await rds.running(
                { dbClusterParameterGroupName: "hard" },
                { dbParameterGroupName: "hard" },
            ));
        });

        it("are the server's, the instance's before the cluster's", () => {
            const [, spec] = cloud.calls.find(([name]) => name === "postgres.create") ?? [];
            assert.deepEqual((spec as Props).parameters, {
                work_mem: "8000",
                log_statement: "ddl",
                lock_timeout: "5",
            });
        });

        it("reach the server at once, or with the next reboot", async () => {
            await cloud.update(ofCluster, {
                parameters: [
                    set("work_mem", "4000"),
                    set("log_statement", "mod"),
                    set("lock_timeout", "6", "pending-reboot"),
                    set("max_connections", "50", "pending-reboot"),
                    set("statement_timeout", "7"),
                ],
            });
            assert.deepEqual(configured(), [
                [
                    "pii",
                    {
                        work_mem: "8000",
                        log_statement: "mod",
                        lock_timeout: "6",
                        max_connections: "50",
                        statement_timeout: "7",
                    },
                    ["log_statement", "statement_timeout"],
                ],
            ]);
        });

        it("are the engine's again when they are taken away, as they were to be applied", async () => {
            await cloud.update(ofCluster, { parameters: [set("work_mem", "4000")] });
            assert.deepEqual(configured(), [["pii", { work_mem: "8000" }, ["log_statement"]]]);
        });

        it("reach it by the group of its writer, too", async () => {
            await cloud.update(ofInstance, { parameters: [set("work_mem", "9000")] });
            const [[id, parameters, now] = []] = configured();
            assert.deepEqual([id, now], ["pii", ["work_mem"]]);
            assert.equal((parameters as Props).work_mem, "9000");
        });

        it("wait for a reboot when the group is another one", async () => {
            const other = { ...good, name: "other", parameters: [set("work_mem", "1")] };
            await cloud.create(INSTANCE_GROUP, other, "other");
            await cloud.update(writer, { dbParameterGroupName: "other" });
            assert.deepEqual(configured(), [
                ["pii", { work_mem: "1", log_statement: "ddl", lock_timeout: "5" }, []],
            ]);
        });

        it("keep their groups from being deleted", async () => {
            for (const group of [ofCluster, ofInstance]) {
                await assert.rejects(
                    cloud.delete(group),
                    /hard \(pii(-1)?\), so the group cannot be/,
                );
            }
        });
    });

    it("do not reach a cluster that has no server, or another group", async () => {
        const group = await cloud.create(CLUSTER_GROUP, good);
        await cloud.create(CLUSTER, { ...rds.good, dbClusterParameterGroupName: "hard" });
        await rds.running({ clusterIdentifier: "other" });
        await cloud.update(group, { parameters: [set("work_mem", "1")] });
        assert.deepEqual(
            cloud.calls.filter(([name]) => name === "postgres.configure"),
            [],
        );
        assert.equal(cloud.account.all(INSTANCE).length, 1);
    });
});
