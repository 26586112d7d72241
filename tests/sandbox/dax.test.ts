import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, furnished, type Made } from "../support/cloud";

const CLUSTER = "aws:dax/cluster:Cluster";
const SUBNET_GROUP = "aws:dax/subnetGroup:SubnetGroup";
const PARAMETER_GROUP = "aws:dax/parameterGroup:ParameterGroup";

describe("sandbox: DAX", () => {
    let cloud: Cloud;
    let good: Props;
    let groups: Made[];

    beforeEach(async () => {
        cloud = new Cloud();
        const around = await furnished(cloud, "dax.amazonaws.com");
        groups = [
            await cloud.create(SUBNET_GROUP, { name: "cache", subnetIds: around.subnetIds }),
            await cloud.create(PARAMETER_GROUP, {
                name: "cache",
                parameters: [{ name: "query-ttl-millis", value: "60000" }],
            }),
        ];
        good = {
            clusterName: "pii-dev",
            nodeType: "dax.t3.small",
            replicationFactor: 2,
            iamRoleArn: around.roleArn,
            subnetGroupName: "cache",
            parameterGroupName: "cache",
            securityGroupIds: [around.securityGroupId],
            clusterEndpointEncryptionType: "TLS",
            serverSideEncryption: { enabled: true },
            maintenanceWindow: "sun:03:00-sun:04:00",
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("gives a cluster the outputs that AWS gives: port 9111 with TLS, 8111 without", async () => {
        const { id, outputs } = await cloud.create(CLUSTER, good);
        assert.equal(id, "pii-dev");
        assert.equal(outputs.arn, "arn:aws:dax:eu-west-1:123456789012:cache/pii-dev");
        const address = String(outputs.clusterAddress);
        assert.match(address, /^pii-dev\.[a-z0-9]{6}\.dax-clusters\.eu-west-1\.amazonaws\.com$/);
        assert.equal(outputs.port, 9111);
        assert.equal(outputs.configurationEndpoint, `${address}:9111`);
        assert.deepEqual(outputs.nodes, [
            {
                id: "pii-dev-a",
                address: address.replace("pii-dev", "pii-dev-a"),
                availabilityZone: "eu-west-1a",
                port: 9111,
            },
            {
                id: "pii-dev-b",
                address: address.replace("pii-dev", "pii-dev-b"),
                availabilityZone: "eu-west-1b",
                port: 9111,
            },
        ]);
        const plain = await cloud.create(CLUSTER, {
            ...good,
            clusterName: "plain",
            clusterEndpointEncryptionType: undefined,
        });
        assert.equal(plain.outputs.port, 8111);
    });

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "a name of 21 characters": [
            { clusterName: "a".repeat(21) },
            /^clusterName: must be 1 to 20/,
        ],
        "an upper-case name": [{ clusterName: "Pii" }, /^clusterName: must be/],
        "no name": [{ clusterName: undefined }, /^clusterName: is required/],
        "a node type that DAX has not": [
            { nodeType: "dax.m5.large" },
            /^nodeType: DAX has no node type/,
        ],
        "no nodes": [{ replicationFactor: 0 }, /^replicationFactor: must be from 1 to 11/],
        "fewer zones than nodes": [
            { availabilityZones: ["eu-west-1a"] },
            /^availabilityZones: must have as many entries/,
        ],
        "one zone twice": [
            { availabilityZones: ["eu-west-1a", "eu-west-1a"] },
            /^availabilityZones: names a zone twice/,
        ],
        "a window of half an hour": [
            { maintenanceWindow: "sun:03:00-sun:03:30" },
            /^maintenanceWindow: must be at least 60 minutes/,
        ],
        "another kind of encryption": [
            { clusterEndpointEncryptionType: "SSL" },
            /^clusterEndpointEncryptionType: must be one of NONE, TLS/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(CLUSTER, good), []);
            assert.match(cloud.failure(CLUSTER, { ...good, ...changes }), failure);
        });
    }

    const refusedCreations: Record<string, [changes: Props, error: RegExp]> = {
        "no such role": [
            { iamRoleArn: "arn:aws:iam::123456789012:role/no" },
            /iamRoleArn: the role .* does not exist/,
        ],
        "no such subnet group": [{ subnetGroupName: "no" }, /SubnetGroupNotFoundFault/],
        "no subnet group": [{ subnetGroupName: undefined }, /the account has no default VPC/],
        "no such parameter group": [{ parameterGroupName: "no" }, /ParameterGroupNotFoundFault/],
        "no such security group": [
            { securityGroupIds: ["sg-1"] },
            /the security group sg-1 does not exist/,
        ],
        "a zone without a subnet": [
            { availabilityZones: ["eu-west-1a", "eu-west-1c"] },
            /no subnet in eu-west-1c/,
        ],
    };
    for (const [what, [changes, error]] of Object.entries(refusedCreations)) {
        it(`does not create a cluster with ${what}`, async () => {
            await assert.rejects(cloud.create(CLUSTER, { ...good, ...changes }), error);
        });
    }

    it("wants a security group of the subnets' VPC", async () => {
        const vpc = await cloud.create("aws:ec2/vpc:Vpc", { cidrBlock: "10.1.0.0/16" }, "other");
        const foreign = await cloud.create(
            "aws:ec2/securityGroup:SecurityGroup",
            { vpcId: vpc.id },
            "other",
        );
        await assert.rejects(
            cloud.create(CLUSTER, { ...good, securityGroupIds: [foreign.id] }),
            /is in another VPC than the subnets/,
        );
    });

    it("replaces a cluster for what DAX cannot change, and nothing else", async () => {
        const made = await cloud.create(CLUSTER, good);
        for (const [changes, path] of [
            [{ clusterName: "other" }, "clusterName"],
            [{ nodeType: "dax.r5.large" }, "nodeType"],
            [{ iamRoleArn: "arn:aws:iam::123456789012:role/other" }, "iamRoleArn"],
            [{ subnetGroupName: "other" }, "subnetGroupName"],
            [{ availabilityZones: ["eu-west-1a", "eu-west-1b"] }, "availabilityZones"],
            [{ clusterEndpointEncryptionType: "NONE" }, "clusterEndpointEncryptionType"],
            [{ serverSideEncryption: { enabled: false } }, "serverSideEncryption.enabled"],
        ] as const) {
            assert.deepEqual(cloud.diff(made, changes).replaces, [path]);
        }
        for (const changes of [{ replicationFactor: 3 }, { description: "cache" }]) {
            assert.deepEqual(cloud.diff(made, changes).replaces, []);
        }
        const three = await cloud.update(made, { replicationFactor: 3 });
        assert.equal((three.outputs.nodes as unknown[]).length, 3);
    });

    it("takes lower-case group names only, and its two parameters", () => {
        assert.match(
            cloud.failures(SUBNET_GROUP, { name: "Cache", subnetIds: ["subnet-1"] })[0] ?? "",
            /^name: must be 1 to 255 lowercase letters/,
        );
        assert.match(cloud.failures(PARAMETER_GROUP, { name: "Cache" })[0] ?? "", /^name: must be/);
        const parameters = [{ name: "ttl", value: "1" }];
        assert.match(
            cloud.failures(PARAMETER_GROUP, { name: "cache", parameters })[0] ?? "",
            /^parameters\[0\].name: must be one of query-ttl-millis, record-ttl-millis/,
        );
        assert.match(
            cloud.failures(SUBNET_GROUP, { name: "a", subnetIds: [], tags: {} })[0] ?? "",
            /^tags: the sandbox's model of .* has no such input/,
        );
    });

    it("keeps groups that a cluster uses", async () => {
        const made = await cloud.create(CLUSTER, good);
        for (const group of groups) {
            await assert.rejects(
                cloud.delete(group),
                /is in use by aws:dax\/cluster:Cluster pii-dev/,
            );
        }
        await cloud.delete(made);
        for (const group of groups) {
            await cloud.delete(group);
        }
    });
});
