import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, type Cloud, type Made } from "../support/cloud";

export const TOPIC = "aws:sns/topic:Topic";
export const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
export const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
export const QUEUE = "aws:sqs/queue:Queue";
export const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
export const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

export const document = (...statements: Props[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** Lets `service` do `actions`, for this account only. */
export const lets = (service: string, actions: string | string[], resource: unknown = "*") => ({
    Effect: "Allow",
    Principal: { Service: service },
    Action: actions,
    Resource: resource,
    Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT_ID } },
});

/** The statement, whosever request it is. */
export function withoutCondition(statement: Props): Props {
    return { ...statement, Condition: undefined };
}

/** A key that the account administers, and that those statements are about. */
export function keyFor(cloud: Cloud, ...statements: Props[]): Promise<Made> {
    const root = {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` },
        Action: "kms:*",
        Resource: "*",
    };
    return cloud.create("aws:kms/key:Key", { policy: document(root, ...statements) });
}

/** What a service needs to send to what is encrypted. */
export const ENCRYPT = ["kms:GenerateDataKey*", "kms:Decrypt"];

/** An alarm on a metric of one's own that tells `topicArn`. */
export const alarmOn = (topicArn: unknown): Props => ({
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    namespace: "pii",
    metricName: "Errors",
    statistic: "Sum",
    period: 60,
    threshold: 0,
    alarmActions: [topicArn],
});
