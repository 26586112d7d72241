import { randomUUID } from "node:crypto";
import {
    any,
    AwsError,
    type Draft,
    json,
    list,
    maxLength,
    matching,
    type Model,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { partitionOf } from "../shared/arn";
import { partsOf } from "../shared/forms";
import { broken, isGiven, objectsOf } from "../shared/rules";
import { refuseSilentTopic } from "../sns/delivery";

export const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const name = str({ check: maxLength(1024) });

/** An id that AWS makes up once. */
const madeUp =
    (kind: string) =>
    ({ account, region }: Omit<Draft, "id">) =>
        `arn:${partitionOf(region).id}:ce::${account.accountId}:${kind}/${randomUUID()}`;

/** What costs are compared by with what they used to be. */
const monitor: Model = {
    type: MONITOR,
    autoName: { field: "name", maxLength: 1024 },
    fields: {
        monitorDimension: str({
            replaces: true,
            check: oneOf("SERVICE", "LINKED_ACCOUNT", "TAG", "COST_CATEGORY"),
        }),
        monitorSpecification: str({ replaces: true, check: json }),
        monitorType: str({
            required: true,
            replaces: true,
            check: oneOf("DIMENSIONAL", "CUSTOM"),
        }),
        name,
    },
    rules: (inputs) => {
        const [wanted, other] =
            inputs.monitorType === "CUSTOM"
                ? (["monitorSpecification", "monitorDimension"] as const)
                : (["monitorDimension", "monitorSpecification"] as const);
        const isKnown = ["CUSTOM", "DIMENSIONAL"].includes(inputs.monitorType as string);
        const type = String(inputs.monitorType);
        return broken(
            [isKnown && !isGiven(inputs, wanted), wanted, `is required with ${type}`],
            [isKnown && isGiven(inputs, other), other, `cannot be given with ${type}`],
        );
    },
    id: madeUp("anomalymonitor"),
    outputs: { arn: ({ id }) => id },
    onCreate: ({ account, inputs }) => {
        const { monitorDimension: dimension } = inputs;
        const there = account
            .all(MONITOR)
            .find(({ inputs: other }) => other.monitorDimension === dimension);
        if (dimension !== undefined && there !== undefined) {
            throw new AwsError(
                "ValidationException",
                `Limit exceeded on dimensional spend monitor creation: there is ${there.id} by ` +
                    `${dimension as string}, of which an account has one`,
            );
        }
    },
};

/** Who is told of what a monitor finds. */
const subscription: Model = {
    type: "aws:costexplorer/anomalySubscription:AnomalySubscription",
    autoName: { field: "name", maxLength: 1024 },
    fields: {
        frequency: str({ required: true, check: oneOf("DAILY", "IMMEDIATE", "WEEKLY") }),
        monitorArnLists: list(
            str({
                check: matching(
                    /^arn:aws[\w-]*:ce::\d{12}:anomalymonitor\/[\w-]+$/,
                    "the ARN of a monitor",
                ),
            }),
            { required: true },
        ),
        name: { ...name, replaces: true },
        subscribers: list(
            {
                address: str({ required: true }),
                type: str({ required: true, check: oneOf("EMAIL", "SNS") }),
            },
            { required: true },
        ),
        thresholdExpression: any(),
    },
    rules: subscriptionFailures,
    id: madeUp("anomalysubscription"),
    outputs: { accountId: ({ account }) => account.accountId, arn: ({ id }) => id },
    refuse: (draft) => {
        const { account, inputs } = draft;
        const lost = (inputs.monitorArnLists as string[]).find(
            (arn) =>
                partsOf(arn).accountId === account.accountId &&
                account.get(MONITOR, arn) === undefined,
        );
        if (lost !== undefined) {
            throw new AwsError("UnknownMonitorException", `there is no monitor ${lost}`);
        }
        const publisher = { service: "costalerts.amazonaws.com", sourceArn: draft.id };
        for (const topic of topicsOfSubscription(inputs)) {
            // Costs are of no region, and topics of all are told.
            const there = { ...draft, region: partsOf(topic).region };
            refuseSilentTopic(there, "subscribers", topic, publisher);
        }
    },
};

function topicsOfSubscription(inputs: Props): string[] {
    return objectsOf(inputs.subscribers)
        .filter(({ type }) => type === "SNS")
        .map(({ address }) => address as string);
}

function subscriptionFailures({ frequency, subscribers }: Props): Failure[] {
    return objectsOf(subscribers).flatMap(({ type }, i) =>
        broken([
            (type === "SNS" && ["DAILY", "WEEKLY"].includes(frequency as string)) ||
                (type === "EMAIL" && frequency === "IMMEDIATE"),
            `subscribers[${i}].type`,
            `must be ${type === "SNS" ? "EMAIL" : "SNS"} for the frequency ${String(frequency)}`,
        ]),
    );
}

/** AWS Cost Explorer: costs that are unlike what they used to be. */
export const costExplorerModels: readonly Model[] = [monitor, subscription];
