import {
    AwsError,
    bool,
    type Fields,
    json,
    maxLength,
    type Model,
    num,
    oneOf,
    str,
} from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { anyArn, wholeBetween } from "../shared/forms";
import { given } from "../shared/outputs";
import { refuseTwoPolicies, resourcePolicy } from "../shared/policy-checks";
import { statementsOf } from "../shared/policy-evaluation";
import { messageKey } from "../shared/publisher";
import { broken, isGiven, isOther } from "../shared/rules";
import { firstPolicy, refuseSilencing } from "./delivery";
import { TOPIC, TOPIC_POLICY } from "./types";

/** Every action that the policy of a topic may name; SNS takes no wildcards among them. */
const ACTIONS = [
    "AddPermission",
    "DeleteTopic",
    "GetDataProtectionPolicy",
    "GetTopicAttributes",
    "ListSubscriptionsByTopic",
    "ListTagsForResource",
    "Publish",
    "PutDataProtectionPolicy",
    "RemovePermission",
    "SetTopicAttributes",
    "Subscribe",
].map((name) => `sns:${name}`);

/** A check for the policy of a topic. */
export function topicPolicyText(policy: unknown): string | undefined {
    const problem = resourcePolicy(policy);
    if (problem !== undefined) {
        return problem;
    }
    const known = ACTIONS.map((action) => action.toLowerCase());
    const stranger = statementsOf(policy)
        .flatMap(({ Action }) => Action ?? [])
        .find((action) => !known.includes(action.toLowerCase()));
    return stranger === undefined
        ? undefined
        : `has the action ${stranger}, which SNS refuses as out of its scope; ` +
              `a topic's policy takes only ${ACTIONS.join(", ")}`;
}

/** Roles and rates for the logs of deliveries, for each kind of endpoint. */
const feedback: Fields = Object.fromEntries(
    ["application", "firehose", "http", "lambda", "sqs"].flatMap((kind) => [
        [`${kind}FailureFeedbackRoleArn`, str({ check: anyArn })],
        [`${kind}SuccessFeedbackRoleArn`, str({ check: anyArn })],
        [`${kind}SuccessFeedbackSampleRate`, num({ check: wholeBetween(0, 100) })],
    ]),
);

const topic: Model = {
    type: TOPIC,
    autoName: { field: "name", maxLength: 256 },
    fields: {
        ...feedback,
        archivePolicy: str({ check: json }),
        contentBasedDeduplication: bool({ default: false }),
        deliveryPolicy: str({ check: json }),
        displayName: str({ check: maxLength(100) }),
        fifoThroughputScope: str({ check: oneOf("Topic", "MessageGroup") }),
        fifoTopic: bool({ default: false, replaces: true }),
        kmsMasterKeyId: str(),
        name: str({ replaces: true }),
        policy: str({ check: topicPolicyText }),
        signatureVersion: num({ check: oneOf(1, 2) }),
        tracingConfig: str({ check: oneOf("PassThrough", "Active") }),
    },
    rules: (inputs) => [...nameFailures(inputs), ...fifoFailures(inputs)],
    id: (draft) => arn(draft, "sns", String(draft.inputs.name)),
    outputs: {
        arn: ({ id }) => id,
        owner: ({ account }) => account.accountId,
        policy: given("policy", ({ account, id }) => JSON.stringify(firstPolicy(account, id))),
        signatureVersion: given("signatureVersion", () => 1),
        tracingConfig: given("tracingConfig", () => "PassThrough"),
    },
    refuse: (draft) => {
        const { kmsMasterKeyId: key } = draft.inputs;
        const isOfAws = typeof key === "string" && /(^|:)alias\/aws\//.test(key);
        if (typeof key === "string" && !isOfAws && messageKey(draft, key) === undefined) {
            throw new AwsError("KMSNotFound", `kmsMasterKeyId: the key ${key} does not exist`);
        }
        const beside = draft.account.get(TOPIC_POLICY, draft.id);
        refuseTwoPolicies(
            isGiven(draft.inputs, "policy") && beside !== undefined,
            `topic ${draft.id}`,
            "TopicPolicy",
        );
        const policy =
            beside?.inputs.policy ?? draft.inputs.policy ?? firstPolicy(draft.account, draft.id);
        refuseSilencing(draft, draft.inputs, draft.id, policy);
    },
};

function nameFailures({ name, fifoTopic }: Props) {
    const form = fifoTopic === true ? /^[\w-]{1,251}\.fifo$/ : /^[\w-]{1,256}$/;
    const isWrong = typeof name === "string" && typeof fifoTopic === "boolean" && !form.test(name);
    const end = fifoTopic === true ? ' with ".fifo" at the end' : "";
    return broken([
        isWrong,
        "name",
        `must be 1 to 256 letters, digits, "_" and "-"${end}, got "${String(name)}"`,
    ]);
}

function fifoFailures(inputs: Props) {
    const isStandard = isOther(inputs.fifoTopic, true);
    return broken(
        [
            isStandard && inputs.contentBasedDeduplication === true,
            "contentBasedDeduplication",
            "needs fifoTopic: true",
        ],
        ...["archivePolicy", "fifoThroughputScope"].map(
            (name) => [isStandard && isGiven(inputs, name), name, "needs fifoTopic: true"] as const,
        ),
    );
}

const topicPolicy: Model = {
    type: TOPIC_POLICY,
    untaggable: true,
    fields: {
        arn: str({ required: true, replaces: true, refersTo: { type: TOPIC, by: "id" } }),
        policy: { kind: "any", required: true, check: topicPolicyText },
    },
    id: ({ inputs }) => inputs.arn as string,
    outputs: { owner: ({ account }) => account.accountId },
    refuse: (draft) => {
        const target = draft.account.get(TOPIC, draft.id);
        refuseTwoPolicies(
            isGiven(target?.inputs ?? {}, "policy"),
            `topic ${draft.id}`,
            "TopicPolicy",
        );
        refuseSilencing(draft, target?.inputs ?? {}, draft.id, draft.inputs.policy);
    },
};

export const topicModels: readonly Model[] = [topic, topicPolicy];
