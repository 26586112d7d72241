import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, type Made, REGION } from "../support/cloud";
import { aFunction, PERMISSION } from "./lambda-harness";
import {
    document,
    lets,
    QUEUE,
    QUEUE_POLICY,
    SUBSCRIPTION,
    TOPIC,
    TOPIC_POLICY,
} from "./messages-harness";

const ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:alarms`;

describe("sandbox: topics", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("have an ARN of their name, and AWS's policy until they get one", async () => {
        const made = await cloud.create(TOPIC, { name: "alarms" });
        assert.equal(made.id, ARN);
        assert.equal(made.outputs.owner, ACCOUNT_ID);
        assert.match(made.outputs.policy as string, /__default_statement_ID/);
        assert.deepEqual(cloud.diff(made, { name: "b" }).replaces, ["name"]);
        assert.deepEqual(cloud.diff(made, { displayName: "b" }).replaces, []);
    });

    const refused: Record<string, [inputs: Props, failure: RegExp]> = {
        "a name with a dot": [{ name: "a.b" }, /^name: must be 1 to 256 letters/],
        "FIFO without the end that says so": [
            { name: "a", fifoTopic: true },
            /^name: must be .* with "\.fifo" at the end, got "a"/,
        ],
        "deduplication without FIFO": [
            { contentBasedDeduplication: true },
            /^contentBasedDeduplication: needs fifoTopic: true/,
        ],
        "a policy that is no JSON": [{ policy: "{" }, /^policy: must be JSON/],
        "a policy with a wildcard": [
            { policy: document(lets("cloudwatch.amazonaws.com", "sns:*")) },
            /^policy: has the action sns:\*, which SNS refuses as out of its scope/,
        ],
        "signatures of version 3": [{ signatureVersion: 3 }, /must be one of 1, 2, got 3/],
        "101 % of the deliveries": [
            { sqsSuccessFeedbackSampleRate: 101 },
            /^sqsSuccessFeedbackSampleRate: must be a whole number from 0 to 100/,
        ],
    };
    for (const [what, [inputs, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.match(cloud.failure(TOPIC, inputs), failure);
        });
    }

    it("need a key that exists", async () => {
        await cloud.create(TOPIC, { name: "a", kmsMasterKeyId: "alias/aws/sns" });
        await assert.rejects(
            cloud.create(TOPIC, { name: "b", kmsMasterKeyId: "alias/no" }),
            /KMSNotFound: kmsMasterKeyId: the key alias\/no does not exist/,
        );
    });

    it("have one policy: their own, or one beside them", async () => {
        const policy = document(lets("cloudwatch.amazonaws.com", "sns:Publish"));
        const topic = await cloud.create(TOPIC, { name: "alarms" });
        await cloud.create(TOPIC_POLICY, { arn: ARN, policy });
        await assert.rejects(cloud.update(topic, { policy }), /ConflictingPolicies: topic/);
        await cloud.create(TOPIC, { name: "own", policy }, "own");
        await assert.rejects(
            cloud.create(TOPIC_POLICY, { arn: ARN.replace("alarms", "own"), policy }, "own"),
            /ConflictingPolicies: topic/,
        );
    });
});

describe("sandbox: subscriptions", () => {
    let cloud: Cloud;
    let topic: Made;
    beforeEach(async () => {
        cloud = new Cloud();
        topic = await cloud.create(TOPIC, { name: "alarms" });
    });
    afterEach(() => {
        cloud.dispose();
    });

    const good: Props = { topic: ARN, protocol: "email", endpoint: "on-call@example.com" };

    it("of an address are pending until somebody agrees, those of others are not", async () => {
        const made = await cloud.create(SUBSCRIPTION, good);
        assert.match(made.id, new RegExp(`^${ARN}:[0-9a-f-]{36}$`));
        assert.equal(made.outputs.pendingConfirmation, true);
        assert.deepEqual(cloud.diff(made, { endpoint: "a@b.example" }).replaces, ["endpoint"]);
        const sms = { ...good, protocol: "sms", endpoint: "+15005550100" };
        const other = await cloud.create(SUBSCRIPTION, sms);
        assert.equal(other.outputs.pendingConfirmation, false);
    });

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "another protocol": [{ protocol: "slack" }, /^protocol: must be one of application/],
        "an address that is none": [
            { endpoint: "on-call" },
            /^endpoint: must be an email address, got "on-call"/,
        ],
        "an open address": [
            { protocol: "https", endpoint: "http://a.example" },
            /^endpoint: must be an address that begins with "https:\/\/"/,
        ],
        "an ARN of another service": [
            { protocol: "sqs", endpoint: ARN },
            /^endpoint: must be an ARN of sqs/,
        ],
        "raw mails": [{ rawMessageDelivery: true }, /^rawMessageDelivery: is for sqs, http/],
        "a filter that is no JSON": [{ filterPolicy: "a" }, /^filterPolicy: must be JSON/],
        "the scope of no filter": [
            { filterPolicyScope: "MessageBody" },
            /^filterPolicyScope: needs filterPolicy/,
        ],
        "a role for mails": [
            { subscriptionRoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/a` },
            /^subscriptionRoleArn: must be given for the protocol "firehose"/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(SUBSCRIPTION, good), []);
            assert.match(cloud.failure(SUBSCRIPTION, { ...good, ...changes }), failure);
        });
    }

    it("are of a topic that exists", async () => {
        await assert.rejects(cloud.create(SUBSCRIPTION, { ...good, topic: `${ARN}x` }), /NotFound/);
    });

    it("reach a queue that lets the topic in", async () => {
        const queue = await cloud.create(QUEUE, { name: "letters" });
        const toQueue = { topic: topic.id, protocol: "sqs", endpoint: queue.outputs.arn };
        await assert.rejects(
            cloud.create(SUBSCRIPTION, { ...toQueue, endpoint: `${String(queue.outputs.arn)}x` }),
            /UndeliverableMessage: endpoint: the queue .*lettersx does not exist/,
        );
        await assert.rejects(
            cloud.create(SUBSCRIPTION, toQueue),
            /UndeliverableMessage: endpoint: the policy of the queue .* does not let sns.amazonaws/,
        );
        const policy = document({
            ...lets("sns.amazonaws.com", "sqs:SendMessage", queue.outputs.arn),
            Condition: { ArnEquals: { "aws:SourceArn": topic.id } },
        });
        await cloud.create(QUEUE_POLICY, { queueUrl: queue.id, policy });
        await cloud.create(SUBSCRIPTION, { ...toQueue, rawMessageDelivery: true });
    });

    it("reach a function that lets the topic invoke it", async () => {
        const { made } = await aFunction(cloud);
        const toFunction = { topic: topic.id, protocol: "lambda", endpoint: made.outputs.arn };
        await assert.rejects(
            cloud.create(SUBSCRIPTION, toFunction),
            /UndeliverableMessage: endpoint: no Permission lets sns.amazonaws.com invoke .* job/,
        );
        await cloud.create(PERMISSION, {
            action: "lambda:InvokeFunction",
            function: made.outputs.arn,
            principal: "sns.amazonaws.com",
            sourceArn: topic.id,
        });
        await cloud.create(SUBSCRIPTION, toFunction);
    });

    it("of a FIFO topic reach queues only", async () => {
        const { id } = await cloud.create(TOPIC, { name: "a.fifo", fifoTopic: true });
        await assert.rejects(
            cloud.create(SUBSCRIPTION, { ...good, topic: id }),
            /InvalidParameter: protocol: a FIFO topic delivers to queues only, got "email"/,
        );
    });
});
