import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, type Made, REGION } from "../support/cloud";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const QUEUE = "aws:sqs/queue:Queue";

const topicArn = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:alarms`;

describe("sandbox: alarms of metrics", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const good: Props = {
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        namespace: "AWS/RDS",
        metricName: "CPUUtilization",
        dimensions: { DBClusterIdentifier: "pii", Role: "WRITER" },
        statistic: "Average",
        period: 60,
        threshold: 80,
        treatMissingData: "breaching",
        alarmActions: [topicArn],
    };
    const sum = {
        id: "sum",
        expression: 'FILL(m1, 0) + m_2 * PERIOD(m1) + IF(m1 > 5, 1, 0) AND "other"',
        returnData: true,
    };
    const queryOf = (id: string) => ({
        id,
        metric: { namespace: "pii", metricName: "Errors", period: 60, stat: "Sum" },
    });
    const math: Props = {
        comparisonOperator: "LessThanThreshold",
        evaluationPeriods: 1,
        threshold: 1,
        metricQueries: [queryOf("m1"), queryOf("m_2"), sum],
    };
    const band: Props = {
        comparisonOperator: "GreaterThanUpperThreshold",
        evaluationPeriods: 1,
        thresholdMetricId: "band",
        metricQueries: [
            { ...queryOf("m1"), returnData: true },
            { id: "band", expression: "ANOMALY_DETECTION_BAND(m1, 2)", returnData: true },
        ],
    };

    it("take one metric, math on several, and a band", () => {
        for (const inputs of [good, math, band]) {
            assert.deepEqual(cloud.failures(ALARM, inputs), []);
        }
    });

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "no operator": [{ comparisonOperator: undefined }, /^comparisonOperator: is required/],
        "an operator of another name": [
            { comparisonOperator: "Above" },
            /^comparisonOperator: must be one of GreaterThanOrEqualToThreshold, /,
        ],
        "no periods": [{ evaluationPeriods: undefined }, /^evaluationPeriods: is required/],
        "more datapoints than periods": [
            { datapointsToAlarm: 4 },
            /^datapointsToAlarm: must be at most evaluationPeriods \(3\), got 4/,
        ],
        "half a datapoint": [{ datapointsToAlarm: 0.5 }, /must be a whole number from 1/],
        "no namespace": [{ namespace: undefined }, /^namespace: is required with metricName/],
        "no period": [{ period: undefined }, /^period: is required with metricName/],
        "a period of 90 s": [
            { period: 90 },
            /^period: must be 10, 20, 30 or a multiple of 60 seconds, got 90/,
        ],
        "30 s of a metric of AWS's": [{ period: 30 }, /^period: must be 60 or more, because AWS/],
        "more than a day": [
            { evaluationPeriods: 1441 },
            /^evaluationPeriods: times period \(60 s\) must be at most 86400 s/,
        ],
        "no statistic": [
            { statistic: undefined },
            /^statistic: give exactly one of statistic, extendedStatistic, got none/,
        ],
        "two statistics": [{ extendedStatistic: "p99" }, /^extendedStatistic: give exactly one/],
        "a statistic of its own": [{ statistic: "Mean" }, /^statistic: must be one of SampleCount/],
        "no threshold": [
            { threshold: undefined },
            /^threshold: give exactly one of threshold, thresholdMetricId: GreaterThanThreshold/,
        ],
        "data that is missing otherwise": [
            { treatMissingData: "zero" },
            /^treatMissingData: must be one of breaching, /,
        ],
        "a unit of its own": [{ unit: "Minutes" }, /^unit: must be one of Seconds, /],
        "a dimension too few": [
            { dimensions: { Role: "WRITER" } },
            /^dimensions: are not those of a metric of AWS\/RDS, .* got Role, there are none; DBCl/,
        ],
        "a dimension too many": [
            { dimensions: { DBInstanceIdentifier: "a", Role: "WRITER" } },
            /^dimensions: are not those of a metric of AWS\/RDS, .* got DBInstanceIdentifier \+ Role/,
        ],
        "six actions": [
            { okActions: Array.from({ length: 6 }, (_, i) => `${topicArn}${i}`) },
            /^okActions: must have at most 5 actions, got 6/,
        ],
        "an action on a bucket": [
            { alarmActions: ["arn:aws:s3:::audit"] },
            /^alarmActions\[0\]: must be the ARN of a topic, a function or another action/,
        ],
        "a name of 256 characters": [
            { name: "a".repeat(256) },
            /^name: must be 1 to 255 characters/,
        ],
        "1025 characters of description": [
            { alarmDescription: "a".repeat(1025) },
            /^alarmDescription: must have at most 1024 characters, got 1025/,
        ],
        "an input that the sandbox does not know": [
            { evaluationInterval: 60 },
            /^evaluationInterval: the sandbox's model of .* has no such input/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.match(cloud.failure(ALARM, { ...good, ...changes }), failure);
        });
    }

    const badMath: Record<string, [changes: Props, failure: RegExp]> = {
        "a metric of their own": [
            { metricName: "Errors", namespace: "pii", statistic: "Sum", period: 60 },
            /^metricQueries: give exactly one of metricName, metricQueries/,
        ],
        "a period of their own": [{ period: 60 }, /^period: cannot be given with metricQueries/],
        "an id in upper case": [
            { metricQueries: [{ ...queryOf("M1"), returnData: true }] },
            /^metricQueries\[0\].id: must be a lower-case letter and then/,
        ],
        "one id twice": [
            { metricQueries: [queryOf("m1"), { ...queryOf("m1"), returnData: true }] },
            /^metricQueries: has two queries of one id/,
        ],
        "an id that is not there": [
            { metricQueries: [queryOf("m1"), sum] },
            /^metricQueries\[1\].expression: uses m_2, which no query has as its id/,
        ],
        "no answer": [
            { metricQueries: [queryOf("m1")] },
            /^metricQueries: exactly one must have returnData: true, got 0/,
        ],
        "two answers": [
            { metricQueries: ["m1", "m2"].map((id) => ({ ...queryOf(id), returnData: true })) },
            /^metricQueries: exactly one must have returnData: true, got 2/,
        ],
        "metric and expression in one": [
            { metricQueries: [{ ...queryOf("m1"), expression: "1", returnData: true }] },
            /^metricQueries\[0\].metric: give exactly one of expression, metric/,
        ],
        "a search": [
            {
                metricQueries: [
                    { id: "s", expression: "SEARCH('{AWS/EC2} CPU', 'Sum')", returnData: true },
                ],
            },
            /has SEARCH, which alarms do not take/,
        ],
        "a query without a period": [
            {
                metricQueries: [
                    { id: "q", expression: "SELECT MAX(x) FROM pii", returnData: true },
                ],
            },
            /^metricQueries\[0\].period: is required with SELECT/,
        ],
        "a threshold of their own and a number": [
            { thresholdMetricId: "sum" },
            /^thresholdMetricId: give exactly one of threshold, thresholdMetricId/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(badMath)) {
        it(`refuse math with ${what} at preview`, () => {
            cloud.assertFailure(ALARM, { ...math, ...changes }, failure);
        });
    }

    it("look back a day, and a week in hours", () => {
        const hours = (evaluationPeriods: number) => ({ ...good, period: 3600, evaluationPeriods });
        assert.deepEqual(cloud.failures(ALARM, hours(168)), []);
        assert.match(cloud.failure(ALARM, hours(169)), /must be at most 604800 s, got 608400/);
    });

    it("refuse a band that no query computes, and a number in place of a band", () => {
        cloud.assertFailure(
            ALARM,
            { ...band, thresholdMetricId: "no" },
            /must be the id of one of/,
        );
        cloud.assertFailure(
            ALARM,
            { ...band, thresholdMetricId: undefined, threshold: 1 },
            /^threshold: give exactly one of .* compares with thresholdMetricId/,
        );
    });

    describe("that are made", () => {
        let queue: Made;
        let onQueue: Props;
        beforeEach(async () => {
            queue = await cloud.create(QUEUE, { name: "dead" });
            onQueue = {
                ...good,
                namespace: "AWS/SQS",
                metricName: "ApproximateNumberOfMessagesVisible",
                dimensions: { QueueName: queue.outputs.name },
                alarmActions: [],
            };
        });

        it("are named by the provider, and replaced for another name only", async () => {
            const made = await cloud.create(ALARM, onQueue, "dead-letters");
            assert.match(made.id, /^dead-letters-[0-9a-f]{7}$/);
            assert.equal(
                made.outputs.arn,
                `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:${made.id}`,
            );
            assert.deepEqual(cloud.diff(made, { name: "other" }).replaces, ["name"]);
            assert.deepEqual(cloud.diff(made, { threshold: 1, namespace: "pii" }).replaces, []);
        });

        it("watch something that exists", async () => {
            await assert.rejects(
                cloud.create(ALARM, { ...onQueue, dimensions: { QueueName: "no" } }),
                /NoSuchMetric: dimensions.QueueName: there is no aws:sqs.* "no", so that the alarm/,
            );
            const metric = { ...queryOf("m").metric, namespace: "AWS/SQS" };
            const dimensions = { QueueName: "no" };
            const inQuery = { id: "m", returnData: true, metric: { ...metric, dimensions } };
            await assert.rejects(
                cloud.create(ALARM, { ...math, metricQueries: [inQuery] }),
                /NoSuchMetric: dimensions.QueueName/,
            );
        });

        it("stay while a composite alarm asks about them", async () => {
            const made = await cloud.create(ALARM, { ...onQueue, name: "dead" });
            const composite = await cloud.create(COMPOSITE, {
                alarmName: "trouble",
                alarmRule: `ALARM("${String(made.outputs.arn)}")`,
            });
            await assert.rejects(
                cloud.delete(made),
                /ValidationError: Cannot delete dead as there are composite alarm\(s\) .*: trouble/,
            );
            await cloud.delete(composite);
            await cloud.delete(made);
        });
    });
});
