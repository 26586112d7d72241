import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

export const messagingTables: readonly Table[] = [
    ...[
        ["sns-topic-customer-key", good.topic, "alias/aws/sns"] as const,
        ["sqs-queue-customer-key", good.queue, "alias/aws/sqs"] as const,
    ].map(([rule, on, awsKey]): Table => ({
        rule,
        on,
        bad: {
            "no key": { kmsMasterKeyId: undefined },
            "the key of AWS": { kmsMasterKeyId: awsKey },
        },
        fine: { "a key that is being made": { kmsMasterKeyId: unknown } },
    })),
    {
        rule: "sns-delivery-logged",
        on: good.topic,
        bad: { "not set": { lambdaFailureFeedbackRoleArn: undefined } },
        fine: {
            "for queues": {
                lambdaFailureFeedbackRoleArn: undefined,
                sqsFailureFeedbackRoleArn: unknown,
            },
        },
    },
    {
        rule: "sns-subscription-not-plain",
        on: good.subscription,
        bad: { "plain HTTP": { protocol: "http" } },
        fine: { mail: { protocol: "email", endpoint: "ops@example.com" } },
        late: { protocol: [{ protocol: unknown }, { protocol: "http" }] },
    },
];
