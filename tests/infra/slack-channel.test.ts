import assert from "node:assert/strict";
import { SlackChannel } from "../../infra/alarms/slack-channel";
import type { Statements } from "../../infra/policy-document";
import { isAllowed } from "../support/iam";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

describe("SlackChannel", () => {
    before(mockEngine);

    const make = () =>
        registrations(
            () =>
                new SlackChannel("pii-prod-alarms", {
                    scope: SCOPE,
                    teamId: "T07EA123LEP",
                    channelId: "C07EZ1ABC23",
                    region: "eu-west-1",
                    topicArns: ["arn:alarms", "arn:urgent"],
                }),
        );

    it("hears of every topic, and lets nobody do more than look", async () => {
        assert.deepEqual(
            only(await make(), "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"),
            {
                configurationName: "pii-prod-alarms",
                slackTeamId: "T07EA123LEP",
                slackChannelId: "C07EZ1ABC23",
                iamRoleArn: "arn:aws:iam/role:Role:pii-prod-alarms",
                guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
                userAuthorizationRequired: true,
                loggingLevel: "ERROR",
                snsTopicArns: ["arn:alarms", "arn:urgent"],
                region: "eu-west-1",
            },
        );
    });

    it("may see alarms and charts, and neither logs nor data", async () => {
        const { policy } = only(await make(), "aws:iam/rolePolicy:RolePolicy");
        const { Statement } = JSON.parse(policy as string) as { Statement: Statements };
        const may = (action: string, on: string) =>
            isAllowed(
                { identity: Statement },
                { action, on, by: "arn:aws:iam::111111111111:role/pii-prod-alarms" },
            );
        const alarm = "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:pii-prod";
        assert.equal(await may("cloudwatch:DescribeAlarms", alarm), true);
        assert.equal(await may("cloudwatch:DisableAlarmActions", alarm), false);
        assert.equal(
            await may(
                "logs:GetLogEvents",
                "arn:aws:logs:eu-west-1:111111111111:log-group:a:log-stream:b",
            ),
            false,
        );
    });
});
