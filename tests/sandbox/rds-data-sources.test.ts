import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";
import { CLUSTER, type Rds, rdsIn } from "./rds-harness";

describe("sandbox: RDS, what is asked of clusters", () => {
    let cloud: Cloud;
    let rds: Rds;
    beforeEach(async () => {
        cloud = new Cloud();
        rds = await rdsIn(cloud);
    });
    afterEach(() => {
        cloud.dispose();
    });
    const clusters = async (...filters: Props[]) =>
        cloud.provider.invoke("aws:rds/getClusters:getClusters", { filters });
    const cluster = async (args: Props) =>
        cloud.provider.invoke("aws:rds/getCluster:getCluster", args);

    it("lists those of an engine, in the region that is asked", async () => {
        const postgres = { name: "engine", values: ["aurora-postgresql"] };
        assert.deepEqual((await clusters(postgres)).clusterIdentifiers, []);
        const made = await cloud.create(CLUSTER, rds.good, "pii");
        const { clusterIdentifiers, clusterArns } = await clusters(postgres);
        assert.deepEqual([clusterIdentifiers, clusterArns], [["pii"], [made.outputs.arn]]);
        const mysql = { name: "engine", values: ["aurora-mysql"] };
        assert.deepEqual((await clusters(mysql)).clusterIdentifiers, []);
        const elsewhere = { filters: [postgres], region: "eu-central-1" };
        const there = await cloud.provider.invoke("aws:rds/getClusters:getClusters", elsewhere);
        assert.deepEqual(there.clusterIdentifiers, []);
    });

    it("knows no other filter", async () => {
        await assert.rejects(clusters({ name: "tag:a", values: ["b"] }), {
            message: "InvalidParameterValue: Unrecognized filter name: tag:a",
        });
    });

    it("tells what one was made with, and nothing of one that is not there, or elsewhere", async () => {
        const missing = { message: "DBClusterNotFoundFault: DBCluster pii not found." };
        await assert.rejects(cluster({ clusterIdentifier: "pii" }), missing);
        await cloud.create(CLUSTER, rds.good, "pii");
        const told = await cluster({ clusterIdentifier: "pii" });
        const { id, databaseName, dbSubnetGroupName, kmsKeyId, masterUsername } = told;
        assert.deepEqual(
            { id, databaseName, dbSubnetGroupName, kmsKeyId, masterUsername },
            {
                id: "pii",
                databaseName: "pii",
                dbSubnetGroupName: "data",
                kmsKeyId: rds.keyArn,
                masterUsername: "piimaster",
            },
        );
        await assert.rejects(
            cluster({ clusterIdentifier: "pii", region: "eu-central-1" }),
            missing,
        );
    });
});
