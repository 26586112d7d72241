import { AwsError, bool, list, matching, type Model, oneOf, str } from "../../cloud/model";
import { partitionOf } from "../shared/arn";
import { anyArn } from "../shared/forms";
import { assumableRole } from "../shared/references";
import { TOPIC } from "../sns/types";

/** https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
const REGIONS = ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"];

/** A channel of Slack that hears what topics are told; that AWS may enter the workspace is believed. */
const slackChannel: Model = {
    type: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    fields: {
        configurationName: str({
            required: true,
            replaces: true,
            check: matching(/^[A-Za-z0-9_-]{1,128}$/, '1 to 128 letters, digits, "_" and "-"'),
        }),
        guardrailPolicyArns: list(
            str({
                check: matching(
                    /^arn:aws[\w-]*:iam::(\d{12}|aws):policy\/.+$/,
                    "the ARN of a managed policy",
                ),
            }),
        ),
        iamRoleArn: str({ required: true, check: anyArn }),
        loggingLevel: str({ default: "NONE", check: oneOf("ERROR", "INFO", "NONE") }),
        slackChannelId: str({
            required: true,
            check: matching(/^[A-Za-z0-9]{1,255}$/, "the id of a channel, not its name"),
        }),
        slackTeamId: str({
            required: true,
            replaces: true,
            check: matching(/^[0-9A-Z]{1,255}$/, "the id of a workspace"),
        }),
        snsTopicArns: list(str({ check: anyArn })),
        userAuthorizationRequired: bool({ default: false }),
    },
    id: ({ account, inputs, region }) =>
        `arn:${partitionOf(region).id}:chatbot::${account.accountId}:chat-configuration/slack-channel/${String(inputs.configurationName)}`,
    outputs: {
        chatConfigurationArn: ({ id }) => id,
        slackChannelName: () => "alarms",
        slackTeamName: () => "team",
    },
    refuse: (draft) => {
        const { account, inputs, region } = draft;
        if (!REGIONS.includes(region)) {
            throw new AwsError(
                "UnknownEndpoint",
                `there is no endpoint of Chatbot in ${region}, but in ${REGIONS.join(", ")}`,
            );
        }
        assumableRole(draft, "iamRoleArn", "chatbot.amazonaws.com", "InvalidRequestException");
        const lost = ((inputs.snsTopicArns ?? []) as string[]).find(
            (topic) => account.find(TOPIC, "arn", topic) === undefined,
        );
        if (lost !== undefined) {
            throw new AwsError(
                "InvalidParameterException",
                `snsTopicArns: there is no topic ${lost}`,
            );
        }
    },
};

/** Amazon Q Developer in chat applications, which was AWS Chatbot. */
export const chatbotModels: readonly Model[] = [slackChannel];
