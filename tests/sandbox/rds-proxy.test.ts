import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";
import { CLUSTER, current, type Rds, rdsIn, SUBNET_GROUP } from "./rds-harness";

const PROXY = "aws:rds/proxy:Proxy";
const GROUP = "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup";
const TARGET = "aws:rds/proxyTarget:ProxyTarget";
const ENDPOINT = "aws:rds/proxyEndpoint:ProxyEndpoint";
const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const SECRET = "aws:secretsmanager/secret:Secret";
const ROLE = "aws:iam/role:Role";

const trust = (service: string, Condition?: Props) =>
    JSON.stringify({
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: service },
                Action: "sts:AssumeRole",
                ...(Condition && { Condition }),
            },
        ],
    });

describe("sandbox: RDS Proxy", () => {
    let cloud: Cloud;
    let rds: Rds;
    let secretArn: string;
    let good: Props;
    beforeEach(async () => {
        cloud = new Cloud();
        rds = await rdsIn(cloud);
        secretArn = (await cloud.create(SECRET, { name: "login" })).outputs.arn as string;
        good = {
            name: "pii",
            engineFamily: "POSTGRESQL",
            auths: [{ authScheme: "SECRETS", iamAuth: "REQUIRED", secretArn }],
            requireTls: true,
            roleArn: rds.roleArn,
            vpcSubnetIds: rds.subnetIds,
            vpcSecurityGroupIds: [rds.securityGroupId],
        };
    });
    afterEach(() => {
        cloud.dispose();
    });
    /** Subnets in other zones or another VPC. */
    const subnets = async (zones: string[], vpc: Props = {}, region?: string) => {
        const name = `vpc-${zones.join()}`;
        const { id: vpcId } = await cloud.create(
            VPC,
            { cidrBlock: "10.9.0.0/16", region, ...vpc },
            name,
        );
        const made = zones.map((availabilityZone, i) =>
            cloud.create(
                SUBNET,
                { vpcId, cidrBlock: `10.9.${i}.0/24`, availabilityZone, region },
                `${name}-${i}`,
            ),
        );
        return { vpcId, subnetIds: (await Promise.all(made)).map(({ id }) => id) };
    };

    it("has the outputs that AWS gives", async () => {
        const { outputs } = await cloud.create(PROXY, good);
        assert.match(
            String(outputs.endpoint),
            /^pii\.proxy-[a-z0-9]{12}\.eu-west-1\.rds\.amazonaws\.com$/,
        );
        assert.match(
            String(outputs.arn),
            /^arn:aws:rds:eu-west-1:123456789012:db-proxy:prx-[a-z0-9]{17}$/,
        );
        assert.equal(outputs.idleClientTimeout, 1800);
        assert.equal(outputs.defaultAuthScheme, "NONE");
        const again = await cloud.update(current(cloud, { type: PROXY, id: "pii" }), {
            debugLogging: true,
        });
        assert.equal(again.outputs.arn, outputs.arn);
    });

    it("is named by Pulumi where the program does not", async () => {
        const { id } = await cloud.create(PROXY, { ...good, name: undefined }, "piiProxy");
        assert.match(id, /^piiproxy-[0-9a-f]{7}$/);
    });

    const failures: Record<string, [changes: Props, failure: RegExp]> = {
        "an upper-case name": [{ name: "Pii" }, /^name: must be 1 to 63 lowercase/],
        "another engine": [{ engineFamily: "MYSQL" }, /^engineFamily: must be one of POSTGRESQL/],
        "nobody to log in as": [{ auths: undefined }, /^auths: are required, unless/],
        "an empty list of those": [{ auths: [] }, /^auths: are required, unless/],
        "another default scheme": [
            { defaultAuthScheme: "SECRETS" },
            /^defaultAuthScheme: must be one of NONE, IAM_AUTH/,
        ],
        "201 secrets": [
            { auths: Array.from({ length: 201 }, (_, i) => ({ secretArn: `s${i}` })) },
            /^auths: must be at most 200/,
        ],
        "IAM that is only allowed": [
            { auths: [{ secretArn: "s", iamAuth: "ENABLED" }] },
            /^auths\[0\].iamAuth: must be one of DISABLED, REQUIRED/,
        ],
        "IAM without TLS": [
            { requireTls: undefined },
            /^auths\[0\].iamAuth: "REQUIRED" needs requireTls: true/,
        ],
        "another scheme": [
            { auths: [{ secretArn: "s", authScheme: "IAM" }] },
            /^auths\[0\].authScheme: must be one of SECRETS/,
        ],
        "MySQL's passwords": [
            { auths: [{ secretArn: "s", clientPasswordAuthType: "MYSQL_NATIVE_PASSWORD" }] },
            /^auths\[0\].clientPasswordAuthType: must be one of POSTGRES_SCRAM_SHA_256/,
        ],
        "clients that idle for 9 hours": [
            { idleClientTimeout: 28801 },
            /^idleClientTimeout: must be from 1 to 28800/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(failures)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(PROXY, good), []);
            cloud.assertFailure(PROXY, { ...good, ...changes }, failure);
        });
    }

    it("needs no secret where it logs in by IAM from end to end", () => {
        const inputs = { ...good, auths: undefined, defaultAuthScheme: "IAM_AUTH" };
        assert.deepEqual(cloud.failures(PROXY, inputs), []);
    });

    const refused: Record<string, [changes: () => Promise<Props> | Props, error: RegExp]> = {
        "one zone": [
            () => ({ vpcSubnetIds: rds.subnetIds.slice(0, 1) }),
            /must cover at least 2 availability zones/,
        ],
        "subnets of two VPCs": [
            async () => ({
                vpcSubnetIds: [...rds.subnetIds, ...(await subnets(["eu-west-1c"])).subnetIds],
            }),
            /the subnets are not all of one VPC/,
        ],
        "a security group of another VPC": [
            async () => ({ vpcSubnetIds: (await subnets(["eu-west-1a", "eu-west-1b"])).subnetIds }),
            /vpcSecurityGroupIds: .* is in another VPC/,
        ],
        "dedicated tenancy": [
            async () => {
                const zones = ["eu-west-1a", "eu-west-1b"];
                const { subnetIds } = await subnets(zones, { instanceTenancy: "dedicated" });
                return { vpcSubnetIds: subnetIds, vpcSecurityGroupIds: undefined };
            },
            /has dedicated tenancy, where no proxy can be/,
        ],
        "enforced encryption": [
            async () => {
                await cloud.create("aws:ec2/vpcEncryptionControl:VpcEncryptionControl", {
                    vpcId: rds.vpcId,
                    mode: "enforce",
                });
                return {};
            },
            /enforces encryption in transit .*set its mode to "monitor"/,
        ],
        "a zone that has no proxies": [
            async () => {
                const zones = ["us-east-1a", "us-east-1c"];
                const region = "us-east-1";
                const { subnetIds } = await subnets(zones, {}, region);
                return { region, vpcSubnetIds: subnetIds, vpcSecurityGroupIds: undefined };
            },
            /is in use1-az3, which has no RDS Proxy/,
        ],
        "no such role": [
            () => ({ roleArn: "arn:aws:iam::123456789012:role/no" }),
            /roleArn: the role .* does not exist/,
        ],
        "another service's role": [
            async () => {
                const inputs = { assumeRolePolicy: trust("ec2.amazonaws.com") };
                return { roleArn: (await cloud.create(ROLE, inputs, "other")).outputs.arn };
            },
            /does not let rds.amazonaws.com assume it/,
        ],
        "a role with a condition": [
            async () => {
                const condition = { StringEquals: { "aws:SourceAccount": "123456789012" } };
                const inputs = { assumeRolePolicy: trust("rds.amazonaws.com", condition) };
                return { roleArn: (await cloud.create(ROLE, inputs, "other")).outputs.arn };
            },
            /conditions such as aws:SourceAccount hold for no proxy/,
        ],
        "no such secret": [
            () => ({ auths: [{ secretArn: "no" }] }),
            /auths\[0\].secretArn: there is no secret no/,
        ],
        "a secret twice": [
            () => ({ auths: [{ secretArn }, { secretArn: "login" }] }),
            /auths\[1\].secretArn: names a secret twice/,
        ],
    };
    for (const [what, [changes, error]] of Object.entries(refused)) {
        it(`is not made with ${what}`, async () => {
            const inputs = { ...good, ...(await changes()) };
            await assert.rejects(cloud.create(PROXY, inputs), error);
        });
    }

    describe("target group", () => {
        it("has the provider's values for what is left out", async () => {
            await cloud.create(PROXY, good);
            const { outputs, id } = await cloud.create(GROUP, {
                dbProxyName: "pii",
                connectionPoolConfig: { maxConnectionsPercent: 80 },
            });
            assert.equal(id, "pii");
            assert.equal(outputs.name, "default");
            assert.deepEqual(outputs.connectionPoolConfig, {
                connectionBorrowTimeout: 120,
                initQuery: "",
                maxConnectionsPercent: 80,
                maxIdleConnectionsPercent: 50,
                sessionPinningFilters: [],
            });
        });

        const pools: [pool: Props, failure: RegExp][] = [
            [{ connectionBorrowTimeout: 301 }, /connectionBorrowTimeout: must be from 0 to 300/],
            [{ maxConnectionsPercent: 0 }, /maxConnectionsPercent: must be from 1 to 100/],
            [
                { maxConnectionsPercent: 40 },
                /must not be above maxConnectionsPercent \(40\), got 50, the provider's default/,
            ],
            [
                { maxConnectionsPercent: 40, maxIdleConnectionsPercent: 41 },
                /must not be above maxConnectionsPercent \(40\), got 41$/,
            ],
            [{ sessionPinningFilters: ["EXCLUDE_VARIABLE_SETS"] }, /are for MySQL only/],
        ];
        for (const [connectionPoolConfig, failure] of pools) {
            it(`refuses ${JSON.stringify(connectionPoolConfig)}`, () => {
                cloud.assertFailure(GROUP, { dbProxyName: "pii", connectionPoolConfig }, failure);
            });
        }
    });

    describe("target", () => {
        const target = {
            dbProxyName: "pii",
            targetGroupName: "default",
            dbClusterIdentifier: "pii",
        };

        it("is a cluster that has an instance", async () => {
            await cloud.create(PROXY, good);
            const cluster = await cloud.create(CLUSTER, rds.good, "pii");
            await assert.rejects(cloud.create(TARGET, target), /pii has no instance yet/);
            await cloud.create("aws:rds/clusterInstance:ClusterInstance", rds.instance);
            const { outputs, id } = await cloud.create(TARGET, target);
            assert.equal(id, "pii/default/TRACKED_CLUSTER/pii");
            assert.equal(outputs.endpoint, cluster.outputs.endpoint);
            assert.equal(outputs.port, 5432);
        });

        it("is the only one of its proxy", async () => {
            await cloud.create(PROXY, good);
            await rds.running();
            await rds.running({ clusterIdentifier: "other" });
            await cloud.create(TARGET, target);
            await assert.rejects(
                cloud.create(TARGET, { ...target, dbClusterIdentifier: "other" }, "second"),
                /DBProxyTargetAlreadyRegisteredFault/,
            );
        });

        it("is in the proxy's VPC", async () => {
            const { subnetIds } = await subnets(["eu-west-1a", "eu-west-1b"]);
            await cloud.create(SUBNET_GROUP, { name: "far", subnetIds }, "far");
            await cloud.create(PROXY, good);
            await rds.running({ dbSubnetGroupName: "far" });
            await assert.rejects(cloud.create(TARGET, target), /is in another VPC than the proxy/);
        });

        it("takes IAM where the proxy logs in by it", async () => {
            await cloud.create(PROXY, { ...good, auths: undefined, defaultAuthScheme: "IAM_AUTH" });
            const { cluster } = await rds.running();
            await assert.rejects(cloud.create(TARGET, target), /needs iamDatabaseAuthentication/);
            await cloud.update(cluster, { iamDatabaseAuthenticationEnabled: true });
            await cloud.create(TARGET, target);
        });

        it("is named once, and not by an instance", () => {
            cloud.assertFailure(
                TARGET,
                { ...target, dbClusterIdentifier: undefined },
                /give exactly one of dbClusterIdentifier, dbInstanceIdentifier, got none/,
            );
            cloud.assertFailure(
                TARGET,
                { ...target, dbClusterIdentifier: undefined, dbInstanceIdentifier: "pii-1" },
                /^dbInstanceIdentifier: is for databases that are not Aurora/,
            );
            cloud.assertFailure(
                TARGET,
                { ...target, targetGroupName: "mine" },
                /^targetGroupName: must be one of default/,
            );
        });
    });

    describe("endpoint", () => {
        const endpoint = () => ({
            dbProxyName: "pii",
            dbProxyEndpointName: "pii-read",
            targetRole: "READ_ONLY",
            vpcSubnetIds: rds.subnetIds,
        });

        it("has a name of its own, and keeps its proxy", async () => {
            const proxy = await cloud.create(PROXY, good);
            const made = await cloud.create(ENDPOINT, endpoint());
            assert.equal(made.id, "pii/pii-read");
            assert.match(
                String(made.outputs.endpoint),
                /^pii-read\.endpoint\.proxy-[a-z0-9]{12}\./,
            );
            assert.equal(made.outputs.vpcId, rds.vpcId);
            assert.deepEqual(cloud.diff(made, { targetRole: "READ_WRITE" }).replaces, [
                "targetRole",
            ]);
            await assert.rejects(cloud.delete(proxy), /the proxy pii is in use by/);
            await cloud.delete(made);
            await cloud.delete(proxy);
        });

        it("refuses what is wrong", async () => {
            cloud.assertFailure(
                ENDPOINT,
                { ...endpoint(), targetRole: "READ" },
                /^targetRole: must be one of READ_WRITE, READ_ONLY/,
            );
            await assert.rejects(cloud.create(ENDPOINT, endpoint()), /dbProxyName: .*not exist/);
            await cloud.create(PROXY, good);
            await assert.rejects(
                cloud.create(ENDPOINT, { ...endpoint(), vpcSubnetIds: rds.subnetIds.slice(1) }),
                /must cover at least 2 availability zones/,
            );
        });
    });
});
