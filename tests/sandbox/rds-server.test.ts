import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";
import { backendInTemporaryFolder, query } from "../support/postgres";
import { CLUSTER, CLUSTER_GROUP, INSTANCE, type Rds, rdsIn } from "./rds-harness";

describe("sandbox: RDS, the servers behind it", () => {
    const { backend, remove } = backendInTemporaryFolder();
    let cloud: Cloud;
    let rds: Rds;
    before(async () => {
        cloud = new Cloud({ postgres: backend });
        rds = await rdsIn(cloud);
        await cloud.create(CLUSTER_GROUP, {
            name: "hard",
            family: "aurora-postgresql16",
            parameters: [{ name: "work_mem", value: "8192" }],
        });
        await rds.running({ dbClusterParameterGroupName: "hard" });
        await sql("pii", "create table t as select 1 as n");
    });
    after(async () => {
        cloud.dispose();
        await remove();
    });

    const sql = (id: string, text: string, password = "a-long-word") =>
        query<Record<string, unknown>>(
            {
                host: "127.0.0.1",
                port: backend.port(id),
                database: "pii",
                user: "piimaster",
                password,
                ssl: { ca: readFileSync(backend.caFile, "utf8") },
            },
            text,
        );
    const copy = {
        clusterIdentifier: "copy",
        engine: "aurora-postgresql",
        dbSubnetGroupName: "data",
        skipFinalSnapshot: true,
    };
    const member = (id: string) => ({
        ...rds.instance,
        clusterIdentifier: id,
        identifier: `${id}-1`,
    });
    const entry = (type: string, id: string) =>
        ({ ...cloud.account.get(type, id), type }) as Parameters<Cloud["delete"]>[0];

    it("takes the parameters of a group that changes", async () => {
        const parameters = [
            { name: "work_mem", value: "16384" },
            { name: "max_locks_per_transaction", value: "128", applyMethod: "pending-reboot" },
        ];
        await cloud.update(entry(CLUSTER_GROUP, "hard"), { parameters });
        assert.deepEqual(await sql("pii", "show work_mem"), [{ work_mem: "16MB" }]);
        const locks = () => sql("pii", "show max_locks_per_transaction");
        assert.deepEqual(await locks(), [{ max_locks_per_transaction: "64" }]);
        await cloud.update(entry(CLUSTER, "pii"), { engineVersion: "16.9" });
        assert.deepEqual(await locks(), [{ max_locks_per_transaction: "128" }]);
    });

    it("makes a clone with the data of the moment, and its own password", async () => {
        await cloud.create(
            CLUSTER,
            {
                ...copy,
                masterPassword: "another-word",
                restoreToPointInTime: {
                    sourceClusterIdentifier: "pii",
                    restoreType: "copy-on-write",
                    useLatestRestorableTime: true,
                },
            },
            "copy",
        );
        await sql("pii", "insert into t values (2)");
        await cloud.create(INSTANCE, member("copy"), "copy-1");
        const rows = await sql("copy", "select n from t", "another-word");
        assert.deepEqual(rows, [{ n: 1 }]);
        await assert.rejects(sql("copy", "select 1"), /password authentication failed/);
    });

    it("brings back what a final snapshot has kept", async () => {
        const doomed: Props = {
            clusterIdentifier: "doomed",
            skipFinalSnapshot: false,
            finalSnapshotIdentifier: "doomed-last",
        };
        await rds.running(doomed);
        await sql("doomed", "create table t as select 7 as n");
        await cloud.delete(entry(INSTANCE, "doomed-1"));
        await cloud.delete(entry(CLUSTER, "doomed"));
        await cloud.create(
            CLUSTER,
            { ...copy, clusterIdentifier: "back", snapshotIdentifier: "doomed-last" },
            "back",
        );
        await cloud.create(INSTANCE, member("back"), "back-1");
        assert.deepEqual(await sql("back", "select n from t"), [{ n: 7 }]);
    });
});
