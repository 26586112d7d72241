import type { Account, Entry } from "../../cloud/account";
import { AwsError, type Draft } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { objectsOf } from "../shared/rules";
import { partsOf } from "../shared/forms";
import { allows } from "../shared/policy-evaluation";
import { contextOf, messageKeyProblem, type Publisher } from "../shared/publisher";
import { TOPIC, TOPIC_POLICY } from "./types";

/** Services that publish under the account that owns the topic, which its first policy lets in. */
const AS_OWNER = ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"];

/** Something that publishes to topics. */
interface PublisherKind {
    readonly service: string;
    /** The topics that its inputs name. */
    readonly topics: (inputs: Props) => unknown[];
    /** ARN on whose behalf it publishes. */
    readonly source: (entry: Entry, account: Account) => unknown;
}

const named =
    (...names: readonly string[]) =>
    (inputs: Props): unknown[] =>
        names.flatMap((name) => inputs[name]);

const alarms: PublisherKind = {
    service: "cloudwatch.amazonaws.com",
    topics: named("alarmActions", "okActions", "insufficientDataActions"),
    source: ({ outputs }) => outputs.arn,
};

const KINDS: Readonly<Record<string, PublisherKind>> = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": alarms,
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": alarms,
    "aws:rds/eventSubscription:EventSubscription": {
        service: "events.rds.amazonaws.com",
        topics: named("snsTopic"),
        source: ({ outputs }) => outputs.arn,
    },
    "aws:budgets/budget:Budget": {
        service: "budgets.amazonaws.com",
        topics: ({ notifications }) =>
            objectsOf(notifications).flatMap(
                ({ subscriberSnsTopicArns }) => subscriberSnsTopicArns,
            ),
        source: ({ outputs }) => outputs.arn,
    },
    "aws:costexplorer/anomalySubscription:AnomalySubscription": {
        service: "costalerts.amazonaws.com",
        topics: ({ subscribers }) => objectsOf(subscribers).map(({ address }) => address),
        source: ({ outputs }) => outputs.arn,
    },
    "aws:backup/vaultNotifications:VaultNotifications": {
        service: "backup.amazonaws.com",
        topics: named("snsTopicArn"),
        source: ({ outputs }) => outputs.backupVaultArn,
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
        service: "events.amazonaws.com",
        topics: named("arn"),
        source: ({ inputs }, account) =>
            account.get("aws:cloudwatch/eventRule:EventRule", inputs.rule as string)?.outputs.arn,
    },
};

/**
 * Why what `publisher` publishes to a topic never arrives, or nothing.
 *
 * Stricter than AWS on purpose: it makes the alarm, subscription or rule all the same, and drops its
 * messages without a word. Of topics of other accounts nothing is known, so that they pass.
 */
export function topicProblem(
    draft: Draft,
    topicArn: string,
    publisher: Publisher,
): string | undefined {
    const { region, accountId } = partsOf(topicArn);
    if (region !== draft.region) {
        return `the topic ${topicArn} is not in region ${draft.region}`;
    }
    if (accountId !== draft.account.accountId) {
        return undefined;
    }
    const topic = draft.account.find(TOPIC, "arn", topicArn);
    if (topic === undefined) {
        return `the topic ${topicArn} does not exist`;
    }
    return deliveryProblem(
        draft,
        topic.inputs,
        topicArn,
        policyOfTopic(draft.account, topic),
        publisher,
    );
}

/** @throws {AwsError} for what {@link topicProblem} finds */
export function refuseSilentTopic(
    draft: Draft,
    property: string,
    topicArn: string,
    publisher: Publisher,
): void {
    const problem = topicProblem(draft, topicArn, publisher);
    if (problem !== undefined) {
        throw new AwsError("UndeliverableMessage", `${property}: ${problem}`);
    }
}

/**
 * Makes sure that everything that publishes to the topic already can go on with `policy`, or the key
 * that `topic` says.
 */
export function refuseSilencing(
    draft: Draft,
    topic: Props,
    topicArn: string,
    policy: unknown,
): void {
    for (const publisher of publishersTo(draft.account, topicArn)) {
        const problem = deliveryProblem(draft, topic, topicArn, policy, publisher);
        if (problem !== undefined) {
            throw new AwsError("UndeliverableMessage", `${publisher.sourceArn}: ${problem}`);
        }
    }
}

/** The policy of a topic as it stands: its own input, a resource beside it, or AWS's first one. */
export function policyOfTopic(account: Account, { inputs, outputs }: Entry): unknown {
    const beside = account.all(TOPIC_POLICY).find((policy) => policy.inputs.arn === outputs.arn);
    return beside?.inputs.policy ?? inputs.policy ?? firstPolicy(account, outputs.arn as string);
}

/** The policy of a new topic: whoever acts for the owner may publish. */
export function firstPolicy({ accountId }: Account, topicArn: string): unknown {
    const statement = {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes"],
        Resource: topicArn,
        Condition: { StringEquals: { "AWS:SourceOwner": accountId } },
    };
    return { Version: "2008-10-17", Id: "__default_policy_ID", Statement: [statement] };
}

function deliveryProblem(
    draft: Draft,
    topic: Props,
    topicArn: string,
    policy: unknown,
    publisher: Publisher,
): string | undefined {
    const { service } = publisher;
    const owner = AS_OWNER.includes(service) && { "aws:SourceOwner": draft.account.accountId };
    // EventBridge says to a topic not for whom it sends.
    const said =
        service === "events.amazonaws.com"
            ? { "aws:SecureTransport": "true" }
            : contextOf(draft, publisher);
    const context = { ...said, ...owner };
    if (!allows(policy, { service, action: "sns:Publish", resource: topicArn, context })) {
        return `the policy of the topic ${topicArn} does not let ${service} do sns:Publish`;
    }
    const problem = messageKeyProblem(draft, topic.kmsMasterKeyId, publisher, {
        ...said,
        "kms:EncryptionContext:aws:sns:topicArn": topicArn,
    });
    return problem && `${service} cannot publish to the topic ${topicArn}: ${problem}`;
}

function publishersTo(account: Account, topicArn: string): Publisher[] {
    return account.everything().flatMap((entry) => {
        const kind = KINDS[entry.type];
        return kind?.topics(entry.inputs).includes(topicArn) === true
            ? [{ service: kind.service, sourceArn: String(kind.source(entry, account)) }]
            : [];
    });
}
