import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";
import { aFunction, PERMISSION } from "./lambda-harness";
import {
    document,
    ENCRYPT,
    keyFor,
    lets,
    withoutCondition,
    QUEUE,
    QUEUE_POLICY,
    TOPIC,
    TOPIC_POLICY,
} from "./messages-harness";

const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const EVENTS = "events.amazonaws.com";

describe("sandbox: EventBridge rules", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const pattern = (of: unknown): Props => ({ eventPattern: JSON.stringify(of) });
    const good: Props = {
        name: "failed",
        ...pattern({
            source: ["aws.backup"],
            detail: { state: ["FAILED"], $or: [{ a: ["b"] }, { c: [{ prefix: "d" }] }] },
        }),
    };

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "neither pattern nor schedule": [
            { eventPattern: undefined },
            /^eventPattern: give eventPattern or scheduleExpression/,
        ],
        "a pattern that is no JSON": [{ eventPattern: "{" }, /^eventPattern: must be JSON/],
        "a pattern that is a list": [pattern([]), /^eventPattern: must be an object whose every/],
        "a value that is no list": [
            pattern({ detail: { state: "FAILED" } }),
            /^eventPattern: must be .* a list or an object, unlike detail.state/,
        ],
        "an empty list": [pattern({ source: [] }), /unlike source$/],
        "4097 characters": [pattern({ source: ["a".repeat(4096)] }), /at most 4096 characters/],
        "a moment": [
            { scheduleExpression: "at(2027-01-31T03:00:00)" },
            /^scheduleExpression: must have the form cron\(15 3 \* \* \? \*\) or rate\(5 minutes\),/,
        ],
        "two states": [
            { isEnabled: true, state: "ENABLED" },
            /^isEnabled: cannot be given with state/,
        ],
        "another bus": [{ eventBusName: "own" }, /^eventBusName: must be "default"/],
        "a name of 65 characters": [{ name: "a".repeat(65) }, /^name: must be 1 to 64 letters/],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(RULE, good), []);
            assert.match(cloud.failure(RULE, { ...good, ...changes }), failure);
        });
    }

    it("stay while they have targets, of which there are five at most", async () => {
        const rule = await cloud.create(RULE, good);
        assert.equal(rule.outputs.arn, `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/failed`);
        const arn = `arn:aws:states:${REGION}:${ACCOUNT_ID}:stateMachine:a`;
        const targets = await Promise.all(
            Array.from({ length: 5 }, (_, i) =>
                cloud.create(TARGET, { rule: "failed", arn, targetId: `t${i}` }, `t${i}`),
            ),
        );
        assert.equal(targets[0]?.id, "failed-t0");
        await assert.rejects(
            cloud.create(TARGET, { rule: "failed", arn, targetId: "t5" }),
            /LimitExceededException: rule failed has 5 targets already/,
        );
        await assert.rejects(cloud.delete(rule), /ValidationException: rule failed is in use by/);
    });

    const arn = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:alarms`;
    const target: Props = { rule: "failed", arn };
    const badTargets: Record<string, [changes: Props, failure: RegExp]> = {
        "a role for a topic": [
            { roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/a` },
            /^roleArn: must not be given for functions, topics, queues and log groups/,
        ],
        "input that is no JSON": [{ input: "a" }, /^input: must be JSON/],
        "two inputs": [{ input: "{}", inputPath: "$.a" }, /^input: cannot be given with inputPath/],
        "a path of AWS's name": [
            { inputTransformer: { inputPaths: { AWSa: "$.a" }, inputTemplate: "<AWSa>" } },
            /^inputTransformer.inputPaths: must have no name that begins with "AWS"/,
        ],
        "two days": [
            { retryPolicy: { maximumEventAgeInSeconds: 172_800 } },
            /maximumEventAgeInSeconds: must be a whole number from 60 to 86400/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(badTargets)) {
        it(`refuse a target with ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(TARGET, target), []);
            assert.match(cloud.failure(TARGET, { ...target, ...changes }), failure);
        });
    }

    it("reach a topic whose policy and key let EventBridge in", async () => {
        await cloud.create(RULE, good);
        const key = await keyFor(cloud, lets("cloudwatch.amazonaws.com", ENCRYPT));
        const topic = await cloud.create(TOPIC, { name: "alarms", kmsMasterKeyId: key.id });
        await assert.rejects(
            cloud.create(TARGET, target),
            /UndeliverableMessage: arn: the policy of the topic .* does not let events.amazonaws/,
        );
        // EventBridge does not say to topics for which account it sends.
        const conditional = document(lets(EVENTS, "sns:Publish", arn));
        const topicPolicy = await cloud.create(TOPIC_POLICY, { arn, policy: conditional });
        await assert.rejects(
            cloud.create(TARGET, target),
            /UndeliverableMessage: arn: the policy of the topic .* does not let events.amazonaws/,
        );
        const policy = document(withoutCondition(lets(EVENTS, "sns:Publish", arn)));
        await cloud.update(topicPolicy, { policy });
        await assert.rejects(
            cloud.create(TARGET, target),
            /its key .* does not let events.amazonaws/,
        );
        const toTopics = {
            ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:*:*:alarms" },
        };
        const open = await keyFor(cloud, { ...lets(EVENTS, ENCRYPT), Condition: toTopics });
        await cloud.update(topic, { kmsMasterKeyId: open.id });
        const made = await cloud.create(TARGET, target);
        assert.match(made.outputs.targetId as string, /^terraform-[a-z0-9]{26}$/);
    });

    it("reach a function that lets the rule invoke it, and leave what fails in a queue", async () => {
        const rule = await cloud.create(RULE, good);
        const { made } = await aFunction(cloud);
        const queue = await cloud.create(QUEUE, { name: "dead" });
        const letters = { deadLetterConfig: { arn: queue.outputs.arn } };
        const toFunction = { ...target, arn: made.outputs.arn, ...letters };
        await assert.rejects(cloud.create(TARGET, toFunction), /arn: no Permission lets events/);
        await cloud.create(PERMISSION, {
            action: "lambda:InvokeFunction",
            function: "job",
            principal: EVENTS,
            sourceArn: rule.outputs.arn,
        });
        await assert.rejects(
            cloud.create(TARGET, toFunction),
            /UndeliverableMessage: deadLetterConfig.arn: the policy of the queue .* events.amazonaws/,
        );
        const policy = document(lets(EVENTS, "sqs:SendMessage", queue.outputs.arn));
        await cloud.create(QUEUE_POLICY, { queueUrl: queue.id, policy });
        await cloud.create(TARGET, toFunction);
    });
});
