import assert from "node:assert/strict";
import { refused, Stage } from "./api-harness";

const CLUSTER = "aws:rds/cluster:Cluster";
const ID = { DBClusterIdentifier: "pii" };

describe("sandbox: the API of RDS, by its SDK", () => {
    let stage: Stage;
    beforeEach(async () => {
        stage = new Stage();
        await stage.open();
        const outputs = { region: "eu-west-1", vpcSecurityGroupIds: [stage.group("sg-1")] };
        stage.put(CLUSTER, "pii", {}, { ...outputs, databaseName: "db", endpoint: "pii.example" });
        for (const id of ["pii-1", "pii-2"]) {
            const instance = "aws:rds/clusterInstance:ClusterInstance";
            stage.put(instance, id, { clusterIdentifier: "pii" });
        }
        stage.put("aws:rds/proxy:Proxy", "pii-proxy", { vpcSecurityGroupIds: ["sg-1"] });
        stage.put("aws:rds/proxyEndpoint:ProxyEndpoint", "pii-proxy/pii-read", {
            ...{ dbProxyName: "pii-proxy", dbProxyEndpointName: "pii-read" },
            vpcSecurityGroupIds: ["sg-1"],
        });
    });
    afterEach(() => {
        stage.close();
    });
    const status = (type: string, id: string, of: string) => {
        const { inputs = {}, outputs = {} } = stage.account.get(type, id) ?? {};
        stage.put(type, id, inputs, { ...outputs, status: of });
    };

    it("tells of a cluster, who writes in it, and where its password is", async () => {
        const { outputs = {} } = stage.account.get(CLUSTER, "pii") ?? {};
        const masterUserSecrets = [{ secretArn: "arn:secret" }];
        stage.put(CLUSTER, "pii", {}, { ...outputs, masterUserSecrets });
        const { DBClusters: [cluster] = [] } = await stage.clients.rds.describeDBClusters(ID);
        assert.deepEqual(cluster, {
            ...ID,
            ...{ DatabaseName: "db", Endpoint: "pii.example", Status: "available" },
            VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
            DBClusterMembers: [
                { DBInstanceIdentifier: "pii-1", IsClusterWriter: true },
                { DBInstanceIdentifier: "pii-2", IsClusterWriter: false },
            ],
            MasterUserSecret: { SecretArn: "arn:secret" },
        });
    });

    it("does not know what is in another region, or nowhere", async () => {
        const { rds } = stage.clientsIn("eu-central-1");
        await refused("DBClusterNotFoundFault", rds.describeDBClusters(ID));
        const { rds: here } = stage.clients;
        const none = { DBClusterIdentifier: "none" };
        await refused("DBClusterNotFoundFault", here.describeDBClusters(none));
        await refused("DBClusterNotFoundFault", here.modifyDBCluster(none));
        await refused(
            "DBInstanceNotFoundFault",
            here.rebootDBInstance({ DBInstanceIdentifier: "none" }),
        );
        const proxy = { DBProxyName: "none" };
        await refused("DBProxyNotFoundFault", here.describeDBProxies(proxy));
        await refused("DBProxyNotFoundFault", here.modifyDBProxy(proxy));
        await refused("DBProxyNotFoundFault", here.describeDBProxyEndpoints(proxy));
        const endpoint = { DBProxyEndpointName: "none" };
        await refused("DBProxyEndpointNotFoundFault", here.describeDBProxyEndpoints(endpoint));
        await refused("DBProxyEndpointNotFoundFault", here.modifyDBProxyEndpoint(endpoint));
    });

    it("changes groups to those that there are, and to none that there are not", async () => {
        const { rds } = stage.clients;
        const VpcSecurityGroupIds = [stage.group("sg-2")];
        await rds.modifyDBCluster({ ...ID, VpcSecurityGroupIds });
        await rds.modifyDBProxy({ DBProxyName: "pii-proxy", SecurityGroups: VpcSecurityGroupIds });
        const endpoint = { DBProxyEndpointName: "pii-read" };
        await rds.modifyDBProxyEndpoint({ ...endpoint, VpcSecurityGroupIds });
        const { DBClusters: [cluster] = [] } = await rds.describeDBClusters(ID);
        const { DBProxies: [proxy] = [] } = await rds.describeDBProxies({
            DBProxyName: "pii-proxy",
        });
        const { DBProxyEndpoints: [found] = [] } = await rds.describeDBProxyEndpoints(endpoint);
        assert.deepEqual(
            [
                cluster?.VpcSecurityGroups?.map(({ VpcSecurityGroupId: id }) => id),
                proxy?.VpcSecurityGroupIds,
                found?.VpcSecurityGroupIds,
            ],
            [VpcSecurityGroupIds, VpcSecurityGroupIds, VpcSecurityGroupIds],
        );
        const wrong = { VpcSecurityGroupIds: ["sg-none"] };
        await refused("InvalidVPCNetworkStateFault", rds.modifyDBCluster({ ...ID, ...wrong }));
    });

    it("changes nothing that it is busy with, or that is stopped", async () => {
        const { rds } = stage.clients;
        status(CLUSTER, "pii", "stopped");
        status("aws:rds/clusterInstance:ClusterInstance", "pii-1", "rebooting");
        status("aws:rds/proxy:Proxy", "pii-proxy", "modifying");
        status("aws:rds/proxyEndpoint:ProxyEndpoint", "pii-proxy/pii-read", "modifying");
        await refused("InvalidDBClusterStateFault", rds.modifyDBCluster(ID));
        await refused(
            "InvalidDBClusterStateFault",
            rds.createDBClusterSnapshot({ ...ID, DBClusterSnapshotIdentifier: "one" }),
        );
        await refused(
            "InvalidDBInstanceStateFault",
            rds.rebootDBInstance({ DBInstanceIdentifier: "pii-1" }),
        );
        await refused("InvalidDBProxyStateFault", rds.modifyDBProxy({ DBProxyName: "pii-proxy" }));
        await refused(
            "InvalidDBProxyEndpointStateFault",
            rds.modifyDBProxyEndpoint({ DBProxyEndpointName: "pii-read" }),
        );
    });

    it("takes a snapshot once by each name that is one", async () => {
        const { rds } = stage.clients;
        const named = (DBClusterSnapshotIdentifier: string) =>
            rds.createDBClusterSnapshot({ ...ID, DBClusterSnapshotIdentifier });
        await named("one");
        await refused("DBClusterSnapshotAlreadyExistsFault", named("one"));
        for (const name of ["1st", "one--two", "one-", "a".repeat(64)]) {
            await refused("InvalidParameterValue", named(name));
        }
    });

    it("restarts the server with the writer, and changes a password that is nobody's to manage", async () => {
        const { rds } = stage.clients;
        await rds.rebootDBInstance({ DBInstanceIdentifier: "pii-2" });
        assert.deepEqual(stage.asked, []);
        await rds.rebootDBInstance({ DBInstanceIdentifier: "pii-1" });
        await rds.modifyDBCluster({ ...ID, MasterUserPassword: "another" });
        assert.deepEqual(stage.asked, ["reboot pii", "another for pii"]);
        const { outputs = {} } = stage.account.get(CLUSTER, "pii") ?? {};
        stage.put(CLUSTER, "pii", {}, { ...outputs, masterUserSecrets: [{ secretArn: "arn" }] });
        await refused(
            "InvalidParameterCombination",
            rds.modifyDBCluster({ ...ID, MasterUserPassword: "another" }),
        );
    });

    it("tells of global databases, whose second cluster has no writer", async () => {
        const arn = (region: string, id: string) => `arn:aws:rds:${region}::cluster:${id}`;
        stage.put("aws:rds/globalCluster:GlobalCluster", "pii-global", {});
        const region = "eu-central-1";
        stage.put(
            CLUSTER,
            "away",
            {},
            { region, arn: arn(region, "away"), vpcSecurityGroupIds: [] },
        );
        const { outputs = {} } = stage.account.get(CLUSTER, "pii") ?? {};
        stage.put(CLUSTER, "pii", {}, { ...outputs, arn: arn("eu-west-1", "pii") });
        for (const cluster of ["pii", "away"]) {
            const member = { global: "pii-global", cluster, isWriter: cluster === "pii" };
            stage.put("sandbox:rds/globalMember", cluster, {}, member);
        }
        stage.put("aws:rds/clusterInstance:ClusterInstance", "away-1", {
            clusterIdentifier: "away",
        });
        const { GlobalClusters } = await stage.clients.rds.describeGlobalClusters({});
        assert.deepEqual(GlobalClusters, [
            {
                GlobalClusterIdentifier: "pii-global",
                GlobalClusterMembers: [
                    { DBClusterArn: arn("eu-west-1", "pii"), IsWriter: true },
                    { DBClusterArn: arn(region, "away"), IsWriter: false },
                ],
            },
        ]);
        const { rds } = stage.clientsIn(region);
        const { DBClusters: [away] = [] } = await rds.describeDBClusters({
            DBClusterIdentifier: "away",
        });
        assert.deepEqual(away?.DBClusterMembers, [
            { DBInstanceIdentifier: "away-1", IsClusterWriter: false },
        ]);
    });
});
