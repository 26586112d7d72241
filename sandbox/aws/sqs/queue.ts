import {
    any,
    AwsError,
    bool,
    type Draft,
    json,
    type Model,
    num,
    oneOf,
    str,
} from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { arn, partitionOf } from "../shared/arn";
import { wholeBetween } from "../shared/forms";
import { given } from "../shared/outputs";
import { refuseTwoPolicies, resourcePolicy } from "../shared/policy-checks";
import { messageKey } from "../shared/publisher";
import { broken, isGiven, isOther, objectOf } from "../shared/rules";
import { QUEUE, QUEUE_POLICY } from "./types";

/** Messages that a queue hands over too often go to the dead-letter queue that this names. */
function redrive(value: string): string | undefined {
    const problem = json(value);
    if (problem !== undefined) {
        return problem;
    }
    const { deadLetterTargetArn, maxReceiveCount } = objectOf(JSON.parse(value)) ?? {};
    const count = Number(maxReceiveCount);
    return typeof deadLetterTargetArn === "string" && wholeBetween(1, 1000)(count) === undefined
        ? undefined
        : "must have deadLetterTargetArn and a maxReceiveCount from 1 to 1000";
}

const queue: Model = {
    type: QUEUE,
    autoName: { field: "name", maxLength: 80 },
    fields: {
        contentBasedDeduplication: bool({ default: false }),
        deduplicationScope: str({ check: oneOf("messageGroup", "queue") }),
        delaySeconds: num({ default: 0, check: wholeBetween(0, 900) }),
        fifoQueue: bool({ default: false, replaces: true }),
        fifoThroughputLimit: str({ check: oneOf("perQueue", "perMessageGroupId") }),
        kmsDataKeyReusePeriodSeconds: num({ check: wholeBetween(60, 86_400) }),
        kmsMasterKeyId: str({ conflictsWith: ["sqsManagedSseEnabled"] }),
        maxMessageSize: num({ default: 262_144, check: wholeBetween(1024, 1_048_576) }),
        messageRetentionSeconds: num({ default: 345_600, check: wholeBetween(60, 1_209_600) }),
        name: str({ replaces: true }),
        policy: str({ check: resourcePolicy }),
        receiveWaitTimeSeconds: num({ default: 0, check: wholeBetween(0, 20) }),
        redriveAllowPolicy: str({ check: json }),
        redrivePolicy: str({ check: redrive }),
        sqsManagedSseEnabled: bool(),
        visibilityTimeoutSeconds: num({ default: 30, check: wholeBetween(0, 43_200) }),
    },
    rules: queueFailures,
    id: (draft) => {
        const { dnsSuffix } = partitionOf(draft.region);
        const { accountId } = draft.account;
        return `https://sqs.${draft.region}.${dnsSuffix}/${accountId}/${String(draft.inputs.name)}`;
    },
    outputs: {
        arn: (draft) => arn(draft, "sqs", String(draft.inputs.name)),
        kmsDataKeyReusePeriodSeconds: given("kmsDataKeyReusePeriodSeconds", () => 300),
        sqsManagedSseEnabled: given(
            "sqsManagedSseEnabled",
            ({ inputs }) => !isGiven(inputs, "kmsMasterKeyId"),
        ),
        url: ({ id }) => id,
    },
    refuse: (draft) => {
        const { kmsMasterKeyId: key, redrivePolicy } = draft.inputs;
        const isOfAws = typeof key === "string" && /(^|:)alias\/aws\//.test(key);
        if (typeof key === "string" && !isOfAws && messageKey(draft, key) === undefined) {
            throw new AwsError("KMS.NotFoundException", `kmsMasterKeyId: no key is ${key}`);
        }
        if (typeof redrivePolicy === "string") {
            refuseRedrive(draft, JSON.parse(redrivePolicy) as Props);
        }
        refuseTwoPolicies(
            isGiven(draft.inputs, "policy") &&
                draft.account.get(QUEUE_POLICY, draft.id) !== undefined,
            `queue ${draft.id}`,
            "QueuePolicy",
        );
    },
};

function queueFailures(inputs: Props) {
    const { name, fifoQueue } = inputs;
    const form = fifoQueue === true ? /^[\w-]{1,75}\.fifo$/ : /^[\w-]{1,80}$/;
    const isWrong = typeof name === "string" && typeof fifoQueue === "boolean" && !form.test(name);
    const isStandard = isOther(fifoQueue, true);
    return broken(
        [
            isWrong,
            "name",
            `must be 1 to 80 letters, digits, "_" and "-"` +
                `${fifoQueue === true ? ' with ".fifo" at the end' : ""}, got "${String(name)}"`,
        ],
        [
            isStandard && inputs.contentBasedDeduplication === true,
            "contentBasedDeduplication",
            "needs fifoQueue: true",
        ],
        ...["deduplicationScope", "fifoThroughputLimit"].map(
            (field) =>
                [isStandard && isGiven(inputs, field), field, "needs fifoQueue: true"] as const,
        ),
    );
}

function refuseRedrive({ account, inputs }: Draft, { deadLetterTargetArn }: Props): void {
    const target = account.find(QUEUE, "arn", deadLetterTargetArn);
    const isFit = target !== undefined && target.inputs.fifoQueue === inputs.fifoQueue;
    if (!isFit) {
        throw new AwsError(
            "InvalidParameterValue",
            `redrivePolicy: the dead-letter queue ${String(deadLetterTargetArn)} ` +
                (target === undefined ? "does not exist" : "must be FIFO exactly if this one is"),
        );
    }
}

const queuePolicy: Model = {
    type: QUEUE_POLICY,
    untaggable: true,
    fields: {
        policy: { ...any({ required: true }), check: resourcePolicy },
        queueUrl: str({ required: true, replaces: true, refersTo: { type: QUEUE, by: "id" } }),
    },
    id: ({ inputs }) => inputs.queueUrl as string,
    refuse: (draft) => {
        const target = draft.account.get(QUEUE, draft.id);
        refuseTwoPolicies(
            isGiven(target?.inputs ?? {}, "policy"),
            `queue ${draft.id}`,
            "QueuePolicy",
        );
    },
};

export const sqsModels: readonly Model[] = [queue, queuePolicy];
