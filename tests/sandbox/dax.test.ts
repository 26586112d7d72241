import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, furnished, type Made, REGION } from "../support/cloud";
import { allow } from "./lambda-harness";

const CLUSTER = "aws:dax/cluster:Cluster";
const SUBNET_GROUP = "aws:dax/subnetGroup:SubnetGroup";
const PARAMETER_GROUP = "aws:dax/parameterGroup:ParameterGroup";

describe("sandbox: DAX", () => {
    let cloud: Cloud;
    let good: Props;
    let groups: Made[];
    let rights: Made;
    let keyArn: string;
    const orders = `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/orders`;

    beforeEach(async () => {
        cloud = new Cloud();
        const around = await furnished(cloud, "dax.amazonaws.com");
        keyArn = around.keyArn;
        await cloud.create("aws:dynamodb/table:Table", {
            name: "orders",
            billingMode: "PAY_PER_REQUEST",
            hashKey: "id",
            attributes: [{ name: "id", type: "S" }],
            serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
        });
        rights = await allow(cloud, around.roleArn, [
            "dynamodb:GetItem",
            "dynamodb:DescribeTable",
            "kms:Decrypt",
        ]);
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

    const lacking: Record<string, [actions: string[], error: RegExp]> = {
        "that reads no table": [
            ["dynamodb:DescribeTable"],
            /PowerlessRole: iamRoleArn: .* may not read any table in eu-west-1; let the cluster/,
        ],
        "that may not describe what it reads": [
            ["dynamodb:GetItem", "kms:Decrypt"],
            /may read .*table\/orders, and not do dynamodb:DescribeTable on it/,
        ],
        "that may not decrypt what it reads": [
            ["dynamodb:Query", "dynamodb:DescribeTable"],
            /may read .*table\/orders, and not do kms:Decrypt with its key/,
        ],
    };
    for (const [what, [actions, error]] of Object.entries(lacking)) {
        it(`does not create a cluster with a role ${what}`, async () => {
            await cloud.delete(rights);
            await allow(cloud, good.iamRoleArn as string, actions);
            await assert.rejects(cloud.create(CLUSTER, good), error);
        });
    }

    it("takes rights on the key that hold through DynamoDB only", async () => {
        await cloud.delete(rights);
        const Condition = (service: string) => ({
            StringEquals: { "kms:ViaService": `${service}.${REGION}.amazonaws.com` },
        });
        const policyFor = (service: string) => ({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Action: ["dynamodb:Query", "dynamodb:DescribeTable"],
                    Resource: orders,
                },
                {
                    Effect: "Allow",
                    Action: "kms:Decrypt",
                    Resource: keyArn,
                    Condition: Condition(service),
                },
            ],
        });
        const role = (good.iamRoleArn as string).split("/").at(-1);
        const inline = await cloud.create("aws:iam/rolePolicy:RolePolicy", {
            name: "read",
            role,
            policy: policyFor("s3"),
        });
        await assert.rejects(cloud.create(CLUSTER, good), /not do kms:Decrypt with its key/);
        await cloud.update(inline, { policy: policyFor("dynamodb") });
        await cloud.create(CLUSTER, good);
    });

    it("does not create a cluster whose reads the policy of the table denies", async () => {
        await cloud.create("aws:dynamodb/resourcePolicy:ResourcePolicy", {
            resourceArn: orders,
            policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Deny",
                        Principal: "*",
                        Action: "dynamodb:GetItem",
                        Resource: orders,
                        Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
                    },
                ],
            }),
        });
        await assert.rejects(
            cloud.create(CLUSTER, good),
            /may read .*, whose policy denies it dynamodb:GetItem/,
        );
    });

    it("is in some regions and zones, and tells a topic that exists", async () => {
        await assert.rejects(
            cloud.create(CLUSTER, { ...good, region: "eu-north-1" }),
            /UnknownEndpoint: there is no DAX in eu-north-1/,
        );
        await assert.rejects(
            cloud.create(CLUSTER, { ...good, notificationTopicArn: "arn:aws:sns:a:1:b" }),
            /notificationTopicArn: there is no topic arn:aws:sns:a:1:b/,
        );
        const at = { region: "us-east-1" };
        const vpc = await cloud.create(
            "aws:ec2/vpc:Vpc",
            { ...at, cidrBlock: "10.2.0.0/16" },
            "east",
        );
        const subnet = await cloud.create(
            "aws:ec2/subnet:Subnet",
            { ...at, vpcId: vpc.id, cidrBlock: "10.2.0.0/24", availabilityZone: "us-east-1c" },
            "east",
        );
        await assert.rejects(
            cloud.create(SUBNET_GROUP, { ...at, name: "east", subnetIds: [subnet.id] }, "east"),
            /InvalidSubnet: subnetIds: there is no DAX in us-east-1c/,
        );
    });

    it("sees no change in another order, nor in what it no longer says", async () => {
        const zones = { availabilityZones: ["eu-west-1a", "eu-west-1b"] };
        const made = await cloud.create(CLUSTER, { ...good, ...zones });
        for (const changes of [
            { availabilityZones: ["eu-west-1b", "eu-west-1a"] },
            { serverSideEncryption: undefined },
            { maintenanceWindow: undefined },
        ]) {
            assert.deepEqual(cloud.diff(made, changes), { changed: [], replaces: [] });
        }
        const group = groups[1];
        assert.ok(group);
        const parameters = [
            { name: "query-ttl-millis", value: "1" },
            { name: "record-ttl-millis", value: "2" },
        ];
        assert.deepEqual(cloud.diff(group, { parameters }), {
            changed: ["parameters"],
            replaces: [],
        });
        const both = await cloud.update(group, { parameters });
        const reversed = [...parameters].reverse();
        assert.deepEqual(cloud.diff(both, { parameters: reversed }).changed, []);
        assert.equal(
            cloud.failure(PARAMETER_GROUP, { parameters: [parameters[0], parameters[0]] }),
            "parameters: has one parameter twice",
        );
    });

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
