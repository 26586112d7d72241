import assert from "node:assert/strict";
import { serviceTrust } from "../../infra/policy-document";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";
import { TOPIC } from "./messages-harness";

const SLACK = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
const ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/chat`;

const good: Props = {
    configurationName: "alarms",
    iamRoleArn: ROLE,
    slackChannelId: "C07EZ1ABC23",
    slackTeamId: "T07EA123LEP",
    snsTopicArns: [`arn:aws:sns:${REGION}:${ACCOUNT_ID}:alarms`],
};

const trust = (service: string) =>
    new Promise<string>((resolve) => serviceTrust(service).apply(resolve));

describe("sandbox: Slack", () => {
    let cloud: Cloud;
    beforeEach(async () => {
        cloud = new Cloud();
        await cloud.create(TOPIC, { name: "alarms" });
        await cloud.create("aws:iam/role:Role", {
            name: "chat",
            assumeRolePolicy: await trust("chatbot.amazonaws.com"),
        });
        await cloud.create(
            "aws:iam/role:Role",
            { name: "other", assumeRolePolicy: await trust("lambda.amazonaws.com") },
            "other",
        );
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("hears of topics", async () => {
        const made = await cloud.create(SLACK, good);
        assert.equal(
            made.outputs.chatConfigurationArn,
            `arn:aws:chatbot::${ACCOUNT_ID}:chat-configuration/slack-channel/alarms`,
        );
        assert.deepEqual(cloud.diff(made, { slackTeamId: "T1" }).replaces, ["slackTeamId"]);
        assert.deepEqual(cloud.diff(made, { slackChannelId: "C1" }).replaces, []);
    });

    for (const [what, changes, failure] of [
        ["a name with a blank", { configurationName: "a b" }, /^configurationName: must be/],
        ["a channel by its name", { slackChannelId: "#alarms" }, /^slackChannelId: must be the id/],
        ["a role that is none", { iamRoleArn: "chat" }, /^iamRoleArn: must be an ARN/],
        ["a guardrail that is none", { guardrailPolicyArns: ["a"] }, /the ARN of a managed policy/],
    ] as const) {
        it(`refuses ${what} at preview`, () => {
            assert.match(cloud.failure(SLACK, { ...good, ...changes }), failure);
        });
    }

    for (const [what, changes, failure] of [
        [
            "a region without an endpoint",
            { region: "eu-central-1" },
            /UnknownEndpoint: .* eu-west-1/,
        ],
        ["a topic that there is not", { snsTopicArns: [`${ROLE}s`] }, /there is no topic/],
        ["a role of something else", { iamRoleArn: ROLE.replace("chat", "other") }, /trust policy/],
    ] as const) {
        it(`refuses ${what}`, async () => {
            await assert.rejects(cloud.create(SLACK, { ...good, ...changes }), failure);
        });
    }
});
