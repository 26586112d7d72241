import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";
import { rdsIn } from "./rds-harness";

const TARGET = "aws:appautoscaling/target:Target";
const POLICY = "aws:appautoscaling/policy:Policy";
const TABLE = "aws:dynamodb/table:Table";

describe("sandbox: Application Auto Scaling", () => {
    let cloud: Cloud;
    const readers = {
        serviceNamespace: "rds",
        resourceId: "cluster:pii",
        scalableDimension: "rds:cluster:ReadReplicaCount",
    };
    const target = { ...readers, minCapacity: 1, maxCapacity: 4 };
    const tracking = (metric: string, targetValue: number, more: Props = {}) => ({
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: metric },
            targetValue,
            ...more,
        },
    });
    const policy = { ...readers, name: "cpu", ...tracking("RDSReaderAverageCPUUtilization", 60) };
    const capacity = (kind: string, part = "table") => ({
        serviceNamespace: "dynamodb",
        resourceId: "table/orders",
        scalableDimension: `dynamodb:${part}:${kind}CapacityUnits`,
        minCapacity: 5,
        maxCapacity: 100,
    });

    beforeEach(async () => {
        cloud = new Cloud();
        const rds = await rdsIn(cloud);
        await rds.running();
        await cloud.create(TABLE, {
            name: "orders",
            billingMode: "PROVISIONED",
            readCapacity: 5,
            writeCapacity: 5,
            hashKey: "id",
            attributes: [
                { name: "id", type: "S" },
                { name: "day", type: "S" },
            ],
            globalSecondaryIndexes: [
                {
                    name: "byDay",
                    hashKey: "day",
                    projectionType: "ALL",
                    readCapacity: 5,
                    writeCapacity: 5,
                },
            ],
        });
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("has outputs as AWS gives them", async () => {
        const made = await cloud.create(TARGET, target);
        assert.equal(
            made.outputs.roleArn,
            "arn:aws:iam::123456789012:role/aws-service-role/" +
                "rds.application-autoscaling.amazonaws.com/" +
                "AWSServiceRoleForApplicationAutoScaling_RDSCluster",
        );
        assert.match(
            String(made.outputs.arn),
            /^arn:aws:application-autoscaling:eu-west-1:123456789012:scalable-target\//,
        );
        const { outputs } = await cloud.create(POLICY, policy);
        assert.equal((outputs.alarmArns as string[]).length, 2);
        assert.match(
            String(outputs.arn),
            /:scalingPolicy:[a-z0-9]{12}:resource\/rds\/cluster:pii:policyName\/cpu$/,
        );
        const more = await cloud.update(made, { maxCapacity: 5 });
        assert.equal(more.outputs.arn, made.outputs.arn);
        assert.deepEqual(cloud.diff(made, { resourceId: "cluster:other" }).replaces, [
            "resourceId",
        ]);
    });

    const failures: Record<string, [type: string, changes: Props, failure: RegExp]> = {
        "another namespace": [
            TARGET,
            { serviceNamespace: "ecs" },
            /^serviceNamespace: must be one/,
        ],
        "another namespace than the dimension's": [
            TARGET,
            { serviceNamespace: "dynamodb" },
            /^serviceNamespace: must be rds for rds:cluster:ReadReplicaCount, got "dynamodb"/,
        ],
        "an unknown dimension": [
            TARGET,
            { scalableDimension: "rds:cluster:Writers" },
            /^scalableDimension: must be one of rds:cluster:ReadReplicaCount/,
        ],
        "a resource of another form": [
            TARGET,
            { resourceId: "pii" },
            /^resourceId: must be cluster:<identifier>, got "pii"/,
        ],
        "16 readers": [TARGET, { maxCapacity: 16 }, /^maxCapacity: must be from 0 to 15, got 16/],
        "fewer than none": [TARGET, { minCapacity: -1 }, /^minCapacity: must be from 0 to 15/],
        "one and a half": [TARGET, { minCapacity: 1.5 }, /^minCapacity: must be from 0 to 15/],
        "a minimum above the maximum": [
            TARGET,
            { minCapacity: 5 },
            /^minCapacity: must not be above maxCapacity \(4\), got 5/,
        ],
        "a role that would be ignored": [TARGET, { roleArn: "arn:aws:iam::1:role/r" }, /^roleArn/],
        "no type, which means steps": [
            POLICY,
            { policyType: undefined },
            /^policyType: is required/,
        ],
        steps: [POLICY, { policyType: "StepScaling" }, /^policyType: must be one of TargetTrack/],
        "a table's metric": [
            POLICY,
            tracking("DynamoDBReadCapacityUtilization", 60),
            /predefinedMetricType: must be one of RDSReaderAverageCPUUtilization, RDSReader/,
        ],
        "a processor at 101 percent": [
            POLICY,
            tracking("RDSReaderAverageCPUUtilization", 101),
            /targetValue: must be from 1 to 100, got 101/,
        ],
        "no connection at all": [
            POLICY,
            tracking("RDSReaderAverageDatabaseConnections", 0),
            /targetValue: must be 1 or more, got 0/,
        ],
        "a cooldown of less than nothing": [
            POLICY,
            tracking("RDSReaderAverageCPUUtilization", 60, { scaleInCooldown: -1 }),
            /scaleInCooldown: must be from 0/,
        ],
        "a load balancer": [
            POLICY,
            tracking("RDSReaderAverageCPUUtilization", 60, {
                predefinedMetricSpecification: {
                    predefinedMetricType: "RDSReaderAverageCPUUtilization",
                    resourceLabel: "app/x",
                },
            }),
            /resourceLabel: is for load balancers only/,
        ],
    };
    for (const [what, [type, changes, failure]] of Object.entries(failures)) {
        it(`refuses ${what} at preview`, () => {
            const inputs: Props = type === TARGET ? target : policy;
            assert.deepEqual(cloud.failures(type, inputs), []);
            cloud.assertFailure(type, { ...inputs, ...changes }, failure);
        });
    }

    it("has one target for a dimension, of a cluster that is there", async () => {
        await assert.rejects(
            cloud.create(TARGET, { ...target, resourceId: "cluster:no" }),
            /ValidationException: resourceId: DB cluster does not exist: no/,
        );
        await cloud.create(TARGET, target);
        await assert.rejects(cloud.create(TARGET, target, "second"), /already exists/);
    });

    it("has a policy for a target, and one for each metric", async () => {
        await assert.rejects(cloud.create(POLICY, policy), /No scalable target registered for/);
        await cloud.create(TARGET, target);
        const first = await cloud.create(POLICY, policy);
        await assert.rejects(
            cloud.create(POLICY, { ...policy, name: "again" }, "again"),
            /Only one TargetTrackingScaling policy for a given metric .* there is cpu/,
        );
        const other = tracking("RDSReaderAverageDatabaseConnections", 100);
        await cloud.create(POLICY, { ...policy, name: "connections", ...other }, "connections");
        await cloud.update(first, tracking("RDSReaderAverageCPUUtilization", 50));
    });

    it("knows the capacity of tables and of their indexes", async () => {
        await cloud.create(TARGET, capacity("Read"), "read");
        await cloud.create(TARGET, capacity("Write"), "write");
        const ofIndex = { ...capacity("Read", "index"), resourceId: "table/orders/index/byDay" };
        await cloud.create(TARGET, ofIndex, "index");
        const { serviceNamespace, resourceId, scalableDimension } = capacity("Read");
        const at = (value: number) => ({
            ...{ serviceNamespace, resourceId, scalableDimension },
            name: "use",
            ...tracking("DynamoDBReadCapacityUtilization", value),
        });
        cloud.assertFailure(POLICY, at(91), /targetValue: must be from 20 to 90, got 91/);
        await cloud.create(POLICY, at(70));
        cloud.assertFailure(
            TARGET,
            { ...capacity("Read"), minCapacity: 0 },
            /^minCapacity: must be 1 or more, got 0/,
        );
        cloud.assertFailure(
            TARGET,
            { ...ofIndex, resourceId: "table/orders" },
            /^resourceId: must be table\/<table>\/index\/<index>, got "table\/orders"/,
        );
    });

    it("scales no table that is not there, or is billed by request", async () => {
        const of = (resourceId: string, part = "table") => ({
            ...capacity("Read", part),
            resourceId,
        });
        await assert.rejects(cloud.create(TARGET, of("table/no")), /Table does not exist: no/);
        await assert.rejects(
            cloud.create(TARGET, of("table/orders/index/no", "index")),
            /Index does not exist: orders\/no/,
        );
        await cloud.create(
            TABLE,
            {
                name: "free",
                billingMode: "PAY_PER_REQUEST",
                hashKey: "id",
                attributes: [{ name: "id", type: "S" }],
            },
            "free",
        );
        await assert.rejects(
            cloud.create(TARGET, of("table/free")),
            /free is billed by request, so it has no capacity to scale/,
        );
    });
});
