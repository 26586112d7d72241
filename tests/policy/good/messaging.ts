import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { KEY, document, resource } from "./resource";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";
const QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/work";
const DEAD = "arn:aws:sqs:eu-west-1:111122223333:work-dead";

/** A statement that refuses plain HTTP. */
export const denyPlain = (action: string) => ({
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const fromService = {
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["sns:Publish", "sqs:SendMessage"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
};

export const topic = resource<aws.sns.TopicArgs>("aws:sns/topic:Topic", "alarms", {
    kmsMasterKeyId: KEY,
    lambdaFailureFeedbackRoleArn: "arn:aws:iam::111122223333:role/feedback",
});
export const topicPolicy = resource<aws.sns.TopicPolicyArgs>(
    "aws:sns/topicPolicy:TopicPolicy",
    "alarms-policy",
    { arn: TOPIC, policy: document(fromService, denyPlain("sns:Publish")) },
);
export const subscription = resource<aws.sns.TopicSubscriptionArgs>(
    "aws:sns/topicSubscription:TopicSubscription",
    "alarms-page",
    { topic: TOPIC, protocol: "https", endpoint: "https://alarms.example.com" },
);
export const queue = resource<aws.sqs.QueueArgs>("aws:sqs/queue:Queue", "work-queue", {
    kmsMasterKeyId: KEY,
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD, maxReceiveCount: 5 }),
});
export const deadLetters = resource<aws.sqs.QueueArgs>("aws:sqs/queue:Queue", "unhandled", {
    kmsMasterKeyId: KEY,
    policy: document(denyPlain("sqs:*")),
});
export const queuePolicy = resource<aws.sqs.QueuePolicyArgs>(
    "aws:sqs/queuePolicy:QueuePolicy",
    "work-queue-policy",
    { queueUrl: QUEUE, policy: document(fromService, denyPlain("sqs:*")) },
);

/** Topics and queues without fault. */
export const messagingStack: readonly Sample[] = [
    { ...topic, props: { ...topic.props, arn: TOPIC } },
    topicPolicy,
    { ...queue, props: { ...queue.props, url: QUEUE } },
    { ...deadLetters, props: { ...deadLetters.props, arn: DEAD } },
    queuePolicy,
];
