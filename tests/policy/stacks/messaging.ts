import * as good from "../good";
import { document } from "../good";
import { denyPlain } from "../good/messaging";
import { unknown } from "../support";
import type { StackTable } from "./stack-table";

const tlsOnly = (
    rule: string,
    action: string,
    [on, policy]: readonly [typeof good.topic | typeof good.queue, string],
): StackTable => {
    const denial = denyPlain(action);
    const bad = (...statements: object[]) => ({
        props: { [policy]: { policy: document(...statements) } },
        at: [on],
    });
    return {
        rule,
        bad: {
            "no statement": bad(),
            "another action": bad({ ...denial, Action: action.replace(/:.*/, ":Tag") }),
            "one role only": bad({ ...denial, Principal: { AWS: "arn:aws:iam::1:role/a" } }),
            "requests with TLS": bad({
                ...denial,
                Condition: { Bool: { "aws:SecureTransport": "true" } },
            }),
            "only when something else holds, too": bad({
                ...denial,
                Condition: { ...denial.Condition, StringEquals: { "aws:SourceVpc": "vpc-1" } },
            }),
            "what lets plain requests in": bad({
                ...denial,
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:role/a" },
            }),
        },
        fine: {
            "every action": bad({ ...denial, Action: "*" }),
            "every action but one": bad({ ...denial, Action: undefined, NotAction: "sns:Tag" }),
            "in the resource itself": {
                props: {
                    [policy]: { policy: document() },
                    [on.name]: { policy: document(denial) },
                },
            },
            "a policy that is not known yet": { props: { [policy]: { policy: unknown } } },
        },
    };
};

export const messagingStackTables: readonly StackTable[] = [
    tlsOnly("sns-topic-tls-only", "sns:Publish", [good.topic, "alarms-policy"]),
    tlsOnly("sqs-queue-tls-only", "sqs:SendMessage", [good.queue, "work-queue-policy"]),
    {
        rule: "sqs-queue-dead-letters",
        bad: {
            "no queue for them": {
                without: [good.deadLetters],
                props: { "work-queue": { redrivePolicy: undefined } },
                at: [good.queue],
            },
            "a queue that is nobody's": {
                props: { unhandled: { arn: "arn:aws:sqs:eu-west-1:111122223333:other" } },
                at: [good.deadLetters],
            },
        },
        fine: {
            "a policy of its own": {
                props: { "work-queue": { redrivePolicy: undefined } },
                and: [
                    {
                        type: "aws:sqs/redrivePolicy:RedrivePolicy",
                        name: "work-redrive",
                        props: {
                            queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/work",
                            redrivePolicy: good.queue.props.redrivePolicy,
                        },
                    },
                ],
            },
            "by its name": {
                props: { unhandled: { name: "work-dlq", arn: "arn:aws:sqs:eu-west-1:1:work-dlq" } },
            },
            "by what it allows": {
                props: {
                    unhandled: { redriveAllowPolicy: "{}", arn: "arn:aws:sqs:eu-west-1:1:x" },
                },
            },
        },
    },
];
