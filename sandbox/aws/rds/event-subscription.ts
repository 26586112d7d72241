import {
    AwsError,
    bool,
    type Draft,
    list,
    matching,
    type Model,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { broken, isGiven } from "../shared/rules";
import { refuseSilentTopic } from "../sns/delivery";
import { TOPIC } from "../sns/types";
import {
    CLUSTER,
    CLUSTER_GROUP,
    EVENT_SUBSCRIPTION,
    INSTANCE,
    INSTANCE_GROUP,
    PROXY,
    SNAPSHOT,
} from "./types";

/** Sources of events: their categories, and the types of resources whose ids are theirs. */
const SOURCES: Readonly<
    Record<string, { readonly categories: readonly string[]; readonly types: readonly string[] }>
> = {
    "db-instance": {
        categories: [
            ...["availability", "backup", "configuration change", "creation", "deletion"],
            ...["failover", "failure", "low storage", "maintenance", "notification"],
            ...["read replica", "recovery", "restoration", "security", "security patching"],
        ],
        types: [INSTANCE],
    },
    "db-cluster": {
        categories: [
            ...["configuration change", "creation", "deletion", "failover", "failure"],
            ...["global-failover", "maintenance", "migration", "notification", "serverless"],
        ],
        types: [CLUSTER],
    },
    "db-cluster-snapshot": { categories: ["backup", "notification"], types: [SNAPSHOT] },
    "db-parameter-group": {
        categories: ["configuration change"],
        types: [CLUSTER_GROUP, INSTANCE_GROUP],
    },
    "db-proxy": {
        categories: ["configuration change", "creation", "deletion", "failure"],
        types: [PROXY],
    },
};

/** Tells a topic of what happens to databases. */
export const eventSubscription: Model = {
    type: EVENT_SUBSCRIPTION,
    fields: {
        enabled: bool({ default: true }),
        eventCategories: list(str()),
        name: str({
            replaces: true,
            check: matching(
                /^[a-zA-Z][a-zA-Z0-9-]{0,254}$/,
                "1 to 255 letters, digits and hyphens, and start with a letter",
            ),
        }),
        snsTopic: str({
            required: true,
            check: (value) =>
                !/^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(value)
                    ? `must be the ARN of an SNS topic, got "${value}"`
                    : value.endsWith(".fifo")
                      ? "must be a standard topic: RDS sends nothing to a FIFO one"
                      : undefined,
        }),
        sourceIds: list(str()),
        sourceType: str({ check: oneOf(...Object.keys(SOURCES)) }),
    },
    autoName: { field: "name", maxLength: 255 },
    rules: subscriptionFailures,
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => arn(draft, "rds", `es:${draft.id}`),
        customerAwsId: ({ account }) => account.accountId,
    },
    refuse: checkSources,
};

function subscriptionFailures(inputs: Props): Failure[] {
    const { eventCategories, sourceType } = inputs;
    const source = SOURCES[String(sourceType)];
    const allowed = isGiven(inputs, "sourceType")
        ? source?.categories
        : Object.values(SOURCES).flatMap(({ categories }) => categories);
    const unknown =
        allowed !== undefined && Array.isArray(eventCategories)
            ? eventCategories.filter((name) => !allowed.includes(name as string))
            : [];
    return broken(
        [
            isGiven(inputs, "sourceIds") && !isGiven(inputs, "sourceType"),
            "sourceIds",
            "need a sourceType",
        ],
        [
            unknown.length > 0,
            "eventCategories",
            `must be of ${allowed?.join(", ") ?? ""}; got ${unknown.join(", ")}`,
        ],
    );
}

function checkSources(draft: Draft): void {
    const { account, id, inputs } = draft;
    if (account.find(TOPIC, "arn", inputs.snsTopic) === undefined) {
        throw new AwsError("SNSTopicArnNotFound", `${String(inputs.snsTopic)} does not exist`);
    }
    refuseSilentTopic(draft, "snsTopic", inputs.snsTopic as string, {
        service: "events.rds.amazonaws.com",
        sourceArn: arn(draft, "rds", `es:${id}`),
    });
    const types = SOURCES[String(inputs.sourceType)]?.types ?? [];
    for (const id of (inputs.sourceIds ?? []) as string[]) {
        if (!types.some((type) => account.get(type, id) !== undefined)) {
            throw new AwsError(
                "SourceNotFound",
                `sourceIds: there is no ${String(inputs.sourceType)} ${id}`,
            );
        }
    }
}
