import assert from "node:assert/strict";
import { AlarmTopic } from "../../infra/alarms/alarm-topic";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

describe("AlarmTopic", () => {
    before(mockEngine);

    const make = (emails: string[] = [], pagers: Record<string, string> = {}) =>
        registrations(
            () =>
                new AlarmTopic("pii-prod-alarms", {
                    scope: SCOPE,
                    keyArn: "arn:key",
                    emails,
                    pagers,
                }),
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
                        Service: [
                            "cloudwatch.amazonaws.com",
                            "events.rds.amazonaws.com",
                            "budgets.amazonaws.com",
                            "costalerts.amazonaws.com",
                        ],
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

    const subscription = async (pagers: Record<string, string>) => {
        const [made, ...others] = (await make([], pagers)).filter(
            ({ type }) => type === "aws:sns/topicSubscription:TopicSubscription",
        );
        assert.ok(made !== undefined && others.length === 0);
        return made;
    };

    it("tells pagers, by names that hold no key, what SNS says of the message", async () => {
        const { inputs, name } = await subscription({ oncall: "https://pager.example/key" });
        assert.equal(name, "pii-prod-alarms-pager-oncall");
        const { endpoint, ...rest } = inputs;
        assert.deepEqual(rest, {
            topic: "arn:aws:sns/topic:Topic:pii-prod-alarms",
            protocol: "https",
            rawMessageDelivery: false,
            endpointAutoConfirms: true,
            confirmationTimeoutInMinutes: 5,
        });
        // As the SDK wraps what is secret.
        assert.deepEqual(Object.values(endpoint as object).sort(), [
            "1b47061264138c4ac30d75fd1eb44270",
            "https://pager.example/key",
        ]);
    });

    it("has no subscription without an address", async () => {
        const types = (await make()).map(({ type }) => type);
        assert.ok(!types.includes("aws:sns/topicSubscription:TopicSubscription"));
    });
});
