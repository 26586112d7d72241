import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { UNKNOWN } from "../../sandbox/provider/unknown";
import { Cloud } from "../support/cloud";

const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const SUBNET = "aws:ec2/subnet:Subnet";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

const TEMPLATE_ID = "lt-0123456789abcdef0";

describe("sandbox: Auto Scaling groups", () => {
    let cloud: Cloud;
    let good: Props;

    /** Puts what a group looks at into the account, without the models of EC2. */
    const put = (type: string, id: string, inputs: Props, outputs: Props = {}) => {
        cloud.account.put({ type, id, urn: id, inputs, outputs: { ...inputs, ...outputs } });
    };
    const template = (changes: Props = {}) => {
        const inputs = {
            imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023",
            instanceType: "t4g.nano",
            ...changes,
        };
        put(TEMPLATE, TEMPLATE_ID, inputs, { name: "way-in", latestVersion: 2 });
    };

    beforeEach(() => {
        cloud = new Cloud();
        put(SUBNET, "subnet-a", {}, { vpcId: "vpc-1", availabilityZone: "eu-west-1a" });
        put(SUBNET, "subnet-b", {}, { vpcId: "vpc-1", availabilityZone: "eu-west-1b" });
        put(SUBNET, "subnet-c", {}, { vpcId: "vpc-2", availabilityZone: "eu-west-1a" });
        template();
        good = {
            minSize: 1,
            maxSize: 2,
            vpcZoneIdentifiers: ["subnet-b", "subnet-a"],
            launchTemplate: { id: TEMPLATE_ID, version: "2" },
            maxInstanceLifetime: 604_800,
            instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 50 } },
            tags: [{ key: "Name", value: "way-in", propagateAtLaunch: true }],
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    const refresh = (preferences: Props, rest: Props = {}) => ({
        instanceRefresh: { strategy: "Rolling", preferences, ...rest },
    });
    const tag = { key: "Name", value: "a", propagateAtLaunch: true };
    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "no largest size": [{ maxSize: undefined }, /^maxSize: is required/],
        "half an instance": [{ desiredCapacity: 1.5 }, /^desiredCapacity: must be a whole number/],
        "more at least than at most": [
            { minSize: 3 },
            /^minSize: must be at most maxSize \(2\), got 3/,
        ],
        "more wanted than at most": [
            { desiredCapacity: 3 },
            /^desiredCapacity: must be from minSize \(1\) to maxSize \(2\), got 3/,
        ],
        "less wanted than at least": [{ desiredCapacity: 0 }, /^desiredCapacity: must be from min/],
        "no subnets": [{ vpcZoneIdentifiers: [] }, /^vpcZoneIdentifiers: must have at least one/],
        "nothing to launch": [{ launchTemplate: undefined }, /^launchTemplate: is required/],
        "a template of no name": [{ launchTemplate: {} }, /^launchTemplate: give exactly one of/],
        "a template of two names": [
            { launchTemplate: { id: TEMPLATE_ID, name: "way-in" } },
            /^launchTemplate: give exactly one of id, name, got id and name/,
        ],
        "a version of no number": [
            { launchTemplate: { id: TEMPLATE_ID, version: "latest" } },
            /^launchTemplate.version: must be the number of a version, \$Latest or \$Default/,
        ],
        "a life of an hour": [
            { maxInstanceLifetime: 3600 },
            /^maxInstanceLifetime: must be from 86400 to 31536000, got 3600/,
        ],
        "another health check": [{ healthCheckType: "HTTP" }, /^healthCheckType: must be EC2, EBS/],
        "another metric": [{ enabledMetrics: ["CPU"] }, /^enabledMetrics\[0\]: must be one of Gro/],
        "another granularity": [{ metricsGranularity: "5Minute" }, /^metricsGranularity: must be/],
        "another policy of termination": [
            { terminationPolicies: ["Oldest"] },
            /^terminationPolicies\[0\]: must be one of OldestInstance/,
        ],
        "another process": [{ suspendedProcesses: ["Sleep"] }, /^suspendedProcesses\[0\]: must be/],
        "a timeout without a unit": [
            { waitForCapacityTimeout: "10" },
            /^waitForCapacityTimeout: must be a duration such as "10m"/,
        ],
        "a name with a colon": [{ name: "way:in" }, /^name: must be printable ASCII/],
        "tags as a map": [{ tags: { Name: "a" } }, /^tags: must be of type list/],
        "a tag that does not say where it goes": [
            { tags: [{ key: "Name", value: "a" }] },
            /^tags\[0\].propagateAtLaunch: is required/,
        ],
        "a tag of AWS's": [{ tags: [{ ...tag, key: "aws:a" }] }, /^tags\[0\].key: must not be emp/],
        "one key twice": [{ tags: [tag, tag] }, /^tags: has two tags of one key/],
        "another refresh": [
            { instanceRefresh: { strategy: "Replace" } },
            /^instanceRefresh.strategy: must be one of Rolling/,
        ],
        "a trigger in camel case": [
            { instanceRefresh: { strategy: "Rolling", triggers: ["vpcZoneIdentifiers"] } },
            /^instanceRefresh.triggers\[0\]: must be one of .*vpc_zone_identifier/,
        ],
        "a way back from the latest version": [
            {
                launchTemplate: { id: TEMPLATE_ID, version: "$Latest" },
                ...refresh({ autoRollback: true }),
            },
            /autoRollback: needs launchTemplate.version to be a number/,
        ],
        "a delay between no checkpoints": [
            refresh({ checkpointDelay: "60" }),
            /^instanceRefresh.preferences.checkpointDelay: needs checkpointPercentages/,
        ],
        "checkpoints that fall": [
            refresh({ checkpointPercentages: [50, 20] }),
            /checkpointPercentages: must rise from one to the next/,
        ],
        "a refresh of too wide a range": [
            refresh({ minHealthyPercentage: 50, maxHealthyPercentage: 200 }),
            /preferences.maxHealthyPercentage: must be at most 100 above .* \(50\), got 200/,
        ],
        "half of a maintenance policy taken away": [
            { instanceMaintenancePolicy: { minHealthyPercentage: -1, maxHealthyPercentage: 110 } },
            /^instanceMaintenancePolicy.minHealthyPercentage: must be -1 when/,
        ],
        "a maintenance policy of too wide a range": [
            { instanceMaintenancePolicy: { minHealthyPercentage: 50, maxHealthyPercentage: 200 } },
            /^instanceMaintenancePolicy.maxHealthyPercentage: must be at most 100 above/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(GROUP, good), []);
            assert.match(cloud.failure(GROUP, { ...good, ...changes }), failure);
        });
    }

    it("lets pass at preview what is not known yet", () => {
        const unknown = { ...good, launchTemplate: { id: UNKNOWN, version: UNKNOWN } };
        const rollback = refresh({ autoRollback: true, checkpointPercentages: [UNKNOWN, 100] });
        assert.deepEqual(cloud.failures(GROUP, { ...unknown, ...rollback }), []);
        const sizes = { minSize: UNKNOWN, maxSize: 2, desiredCapacity: UNKNOWN };
        assert.deepEqual(cloud.failures(GROUP, { ...good, ...sizes }), []);
    });

    it("gives a group the outputs that AWS gives", async () => {
        const { id, outputs } = await cloud.create(GROUP, good, "way-in");
        assert.match(id, /^way-in-[0-9a-f]{7}$/);
        assert.match(
            outputs.arn as string,
            /^arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/way-in-/,
        );
        assert.deepEqual(outputs.availabilityZones, ["eu-west-1a", "eu-west-1b"]);
        assert.equal(outputs.desiredCapacity, 1);
        assert.equal(outputs.healthCheckType, "EC2");
        assert.equal(outputs.healthCheckGracePeriod, 300);
        assert.deepEqual(outputs.launchTemplate, {
            id: TEMPLATE_ID,
            name: "way-in",
            version: "2",
        });
        assert.deepEqual(outputs.tags, good.tags);
        assert.equal(
            outputs.serviceLinkedRoleArn,
            "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        );
    });

    it("keeps its size inside its bounds when they move", async () => {
        const made = await cloud.create(GROUP, { ...good, desiredCapacity: 2 });
        const left = await cloud.update(made, { desiredCapacity: undefined });
        assert.equal(left.outputs.desiredCapacity, 2);
        assert.equal(left.outputs.arn, made.outputs.arn);
        assert.equal((await cloud.update(left, { maxSize: 1 })).outputs.desiredCapacity, 1);
    });

    it("replaces a group for its name, and nothing else", async () => {
        const made = await cloud.create(GROUP, { ...good, name: "way-in" });
        assert.deepEqual(cloud.diff(made, { name: "other" }).replaces, ["name"]);
        const { changed, replaces } = cloud.diff(made, {
            launchTemplate: { id: TEMPLATE_ID, version: "3" },
            vpcZoneIdentifiers: ["subnet-a"],
            tags: [],
        });
        assert.deepEqual([...changed].sort(), [
            "launchTemplate.version",
            "tags",
            "vpcZoneIdentifiers",
        ]);
        assert.deepEqual(replaces, []);
    });

    it("needs subnets that exist, all of one VPC", async () => {
        await assert.rejects(
            cloud.create(GROUP, { ...good, vpcZoneIdentifiers: ["subnet-z"] }),
            /NotFound: vpcZoneIdentifiers\[0\]: .* "subnet-z" does not exist/,
        );
        await assert.rejects(
            cloud.create(GROUP, { ...good, vpcZoneIdentifiers: ["subnet-a", "subnet-c"] }),
            /ValidationError: .*the subnets are not all of one VPC/,
        );
    });

    it("finds its launch template by id or name", async () => {
        await cloud.create(GROUP, { ...good, launchTemplate: { name: "way-in" } });
        for (const launchTemplate of [{ name: "other" }, { id: "lt-0123456789abcdef1" }]) {
            await assert.rejects(
                cloud.create(GROUP, { ...good, launchTemplate }, "other"),
                /ValidationError: .*the launch template \S+ does not exist/,
            );
        }
    });

    it("takes no version that is not there, at creation and at a change", async () => {
        const launchTemplate = { id: TEMPLATE_ID, version: "3" };
        const refusal = /the launch template lt-\w+ has no version 3 yet/;
        await assert.rejects(cloud.create(GROUP, { ...good, launchTemplate }), refusal);
        const made = await cloud.create(GROUP, good);
        await assert.rejects(cloud.update(made, { launchTemplate }), refusal);
        await cloud.update(made, { launchTemplate: { id: TEMPLATE_ID, version: "$Latest" } });
    });

    for (const needed of ["imageId", "instanceType"]) {
        it(`needs a launch template that has ${needed}`, async () => {
            template({ [needed]: undefined });
            await assert.rejects(
                cloud.create(GROUP, good),
                new RegExp(`valid fully-formed launch template .* has no ${needed}`),
            );
        });
    }

    for (const [where, inputs] of [
        ["itself", { vpcSecurityGroupIds: ["sg-2"] }],
        ["a network interface", { networkInterfaces: [{ securityGroups: ["sg-1", "sg-2"] }] }],
    ] as const) {
        it(`needs security groups of the subnets' VPC in ${where}`, async () => {
            put(SECURITY_GROUP, "sg-1", {}, { vpcId: "vpc-1" });
            put(SECURITY_GROUP, "sg-2", {}, { vpcId: "vpc-2" });
            template(inputs);
            await assert.rejects(
                cloud.create(GROUP, good),
                /ValidationError: .*sg-2 is in another VPC than the subnets/,
            );
            put(SECURITY_GROUP, "sg-2", {}, { vpcId: "vpc-1" });
            await cloud.create(GROUP, good);
        });
    }

    it("has no way back to an image that a parameter names", async () => {
        const rollback = refresh({ autoRollback: true });
        await assert.rejects(
            cloud.create(GROUP, { ...good, ...rollback }),
            /autoRollback: there is no way back for an image that an SSM parameter names/,
        );
        template({ imageId: "ami-0123456789abcdef0" });
        await cloud.create(GROUP, { ...good, ...rollback });
    });
});
