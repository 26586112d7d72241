import assert from "node:assert/strict";
import { AlarmTopic } from "../../infra/alarms/alarm-topic";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

describe("AlarmTopic", () => {
    before(mockEngine);

    const make = (emails: string[] = []) =>
        registrations(
            () => new AlarmTopic("pii-prod-alarms", { scope: SCOPE, keyArn: "arn:key", emails }),
        );

    it("is encrypted with a key of ours", async () => {
        assert.deepEqual(only(await make(), "aws:sns/topic:Topic"), {
            kmsMasterKeyId: "arn:key",
        });
    });

    it("takes messages over TLS, of AWS's senders for this account, and of nobody else", async () => {
        const { arn, policy } = only(await make(), "aws:sns/topicPolicy:TopicPolicy");
        const topic = "arn:aws:sns/topic:Topic:pii-prod-alarms";
        assert.equal(arn, topic);
        assert.deepEqual(JSON.parse(policy as string), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "PublishFromThisAccount",
                    Effect: "Allow",
                    Principal: {
                        Service: ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"],
                    },
                    Action: "sns:Publish",
                    Resource: topic,
                    Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
                },
                {
                    Sid: "PublishFromEventBridge",
                    Effect: "Allow",
                    Principal: { Service: "events.amazonaws.com" },
                    Action: "sns:Publish",
                    Resource: topic,
                },
                {
                    Sid: "TlsOnly",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "sns:Publish",
                    Resource: topic,
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });

    it("mails to every address, each by its own name", async () => {
        const subscriptions = (await make(["a@example.com", "b@example.com"])).filter(
            ({ type }) => type === "aws:sns/topicSubscription:TopicSubscription",
        );
        assert.deepEqual(
            subscriptions
                .map(({ name, inputs }) => [name, inputs.protocol, inputs.endpoint])
                .sort(),
            [
                ["pii-prod-alarms-a@example.com", "email", "a@example.com"],
                ["pii-prod-alarms-b@example.com", "email", "b@example.com"],
            ],
        );
    });

    it("has no subscription without an address", async () => {
        const types = (await make()).map(({ type }) => type);
        assert.ok(!types.includes("aws:sns/topicSubscription:TopicSubscription"));
    });
});
