import { randomUUID } from "node:crypto";
import {
    AwsError,
    bool,
    type Draft,
    json,
    matching,
    type Model,
    num,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { invocationProblem } from "../lambda/invocation";
import { anyArn } from "../shared/forms";
import { given } from "../shared/outputs";
import type { Publisher } from "../shared/publisher";
import { broken, isGiven } from "../shared/rules";
import { queueProblem } from "../sqs/delivery";
import { TOPIC } from "./types";

const email = matching(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "an email address");
const service = (name: string) =>
    matching(new RegExp(`^arn:aws[\\w-]*:${name}:[\\w-]+:\\d{12}:.+$`), `an ARN of ${name}`);

/** What the endpoint of each protocol looks like. */
const ENDPOINTS: Readonly<Record<string, (value: string) => string | undefined>> = {
    application: service("sns"),
    email,
    "email-json": email,
    firehose: service("firehose"),
    http: matching(/^http:\/\/\S+$/, 'an address that begins with "http://"'),
    https: matching(/^https:\/\/\S+$/, 'an address that begins with "https://"'),
    lambda: service("lambda"),
    sms: matching(/^\+?[\d -]{7,20}$/, "a telephone number such as +15005550100"),
    sqs: service("sqs"),
};

const RAW = ["sqs", "http", "https", "firehose"];

/** Somebody has to say yes by hand, outside of any program. */
const CONFIRMED_BY_HAND = ["email", "email-json", "http", "https"];

const always = { required: true, replaces: true };

/**
 * Who gets what a topic publishes. An address is asked first, and pending until it says yes; deleting
 * the subscription before that only forgets it.
 */
const subscription: Model = {
    type: "aws:sns/topicSubscription:TopicSubscription",
    untaggable: true,
    fields: {
        confirmationTimeoutInMinutes: num({ default: 1 }),
        deliveryPolicy: str({ check: json }),
        endpoint: str(always),
        endpointAutoConfirms: bool({ default: false }),
        filterPolicy: str({ check: json }),
        filterPolicyScope: str({ check: oneOf("MessageAttributes", "MessageBody") }),
        protocol: str({ ...always, check: oneOf(...Object.keys(ENDPOINTS)) }),
        rawMessageDelivery: bool({ default: false }),
        redrivePolicy: str({ check: json }),
        replayPolicy: str({ check: json }),
        subscriptionRoleArn: str({ check: anyArn }),
        topic: str({ ...always, refersTo: { type: TOPIC, by: "id" } }),
    },
    rules: subscriptionFailures,
    id: ({ inputs }) => `${String(inputs.topic)}:${randomUUID()}`,
    outputs: {
        arn: ({ id }) => id,
        confirmationWasAuthenticated: (draft) => !isPending(draft),
        filterPolicyScope: given("filterPolicyScope", ({ inputs }) =>
            isGiven(inputs, "filterPolicy") ? "MessageAttributes" : "",
        ),
        ownerId: ({ account }) => account.accountId,
        pendingConfirmation: isPending,
    },
    onCreate: (draft) => {
        const { protocol, endpoint, topic } = draft.inputs as Record<string, string>;
        const target = draft.account.get(TOPIC, topic ?? "");
        if (target?.inputs.fifoTopic === true && protocol !== "sqs") {
            throw new AwsError(
                "InvalidParameter",
                `protocol: a FIFO topic delivers to queues only, got "${protocol}"`,
            );
        }
        const publisher: Publisher = { service: "sns.amazonaws.com", sourceArn: topic ?? "" };
        const problem =
            protocol === "sqs"
                ? queueProblem(draft, endpoint ?? "", publisher)
                : protocol === "lambda"
                  ? invocationProblem(draft, endpoint ?? "", publisher)
                  : undefined;
        if (problem !== undefined) {
            throw new AwsError("UndeliverableMessage", `endpoint: ${problem}`);
        }
    },
};

function isPending({ inputs }: Draft): boolean {
    return (
        CONFIRMED_BY_HAND.includes(inputs.protocol as string) &&
        inputs.endpointAutoConfirms !== true
    );
}

function subscriptionFailures(inputs: Props): Failure[] {
    const { protocol, endpoint } = inputs as Record<string, string | undefined>;
    const check = ENDPOINTS[protocol ?? ""];
    const problem =
        check !== undefined && typeof endpoint === "string" ? check(endpoint) : undefined;
    return broken(
        [problem !== undefined, "endpoint", problem ?? ""],
        [
            check !== undefined &&
                inputs.rawMessageDelivery === true &&
                !RAW.includes(protocol ?? ""),
            "rawMessageDelivery",
            `is for ${RAW.join(", ")} only`,
        ],
        [
            check !== undefined &&
                isGiven(inputs, "subscriptionRoleArn") !== (protocol === "firehose"),
            "subscriptionRoleArn",
            'must be given for the protocol "firehose", and only then',
        ],
        [
            isGiven(inputs, "filterPolicyScope") && !isGiven(inputs, "filterPolicy"),
            "filterPolicyScope",
            "needs filterPolicy",
        ],
    );
}

export const subscriptionModels: readonly Model[] = [subscription];
