import {
    bool,
    type Draft,
    list,
    matching,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { partitionOf } from "../shared/arn";
import { anyArn, partsOf } from "../shared/forms";
import { broken, numberOf, objectsOf } from "../shared/rules";
import { refuseSilentTopic } from "../sns/delivery";

const MAX_NOTIFICATIONS = 5;
const MAX_EMAILS = 10;

const flag = (value: boolean) => bool({ default: value });
const moment = str({ check: matching(/^\d{4}-\d\d-\d\d_\d\d:\d\d$/, "as 2030-01-01_00:00") });

/** What an account may cost, and who is told. It stops nothing. */
const budget: Model = {
    type: "aws:budgets/budget:Budget",
    autoName: { field: "name", maxLength: 100 },
    fields: {
        budgetType: str({
            required: true,
            check: oneOf(
                "USAGE",
                "COST",
                "RI_UTILIZATION",
                "RI_COVERAGE",
                "SAVINGS_PLANS_UTILIZATION",
                "SAVINGS_PLANS_COVERAGE",
            ),
        }),
        costFilters: list({
            name: str({ required: true }),
            values: list(str(), { required: true }),
        }),
        costTypes: obj({
            includeCredit: flag(true),
            includeDiscount: flag(true),
            includeOtherSubscription: flag(true),
            includeRecurring: flag(true),
            includeRefund: flag(true),
            includeSubscription: flag(true),
            includeSupport: flag(true),
            includeTax: flag(true),
            includeUpfront: flag(true),
            useAmortized: flag(false),
            useBlended: flag(false),
        }),
        limitAmount: str({ check: matching(/^\d+(\.\d+)?$/, "an amount such as 1000 or 99.5") }),
        limitUnit: str(),
        name: str({
            replaces: true,
            check: matching(
                /^(?![^:\\]*\/action\/)[^:\\]{1,100}$/i,
                '1 to 100 characters without ":", "\\" and "/action/"',
            ),
        }),
        notifications: list(
            {
                comparisonOperator: str({
                    required: true,
                    check: oneOf("LESS_THAN", "EQUAL_TO", "GREATER_THAN"),
                }),
                notificationType: str({ required: true, check: oneOf("ACTUAL", "FORECASTED") }),
                subscriberEmailAddresses: list(str()),
                subscriberSnsTopicArns: list(str({ check: anyArn })),
                threshold: num({ required: true }),
                thresholdType: str({
                    required: true,
                    check: oneOf("PERCENTAGE", "ABSOLUTE_VALUE"),
                }),
            },
            {
                check: (values) =>
                    values.length > MAX_NOTIFICATIONS
                        ? `must be at most ${MAX_NOTIFICATIONS}, got ${values.length}`
                        : undefined,
            },
        ),
        timePeriodEnd: moment,
        timePeriodStart: moment,
        timeUnit: str({
            required: true,
            check: oneOf("DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY"),
        }),
    },
    rules: budgetFailures,
    id: ({ account, inputs }) => `${account.accountId}:${String(inputs.name)}`,
    outputs: { accountId: ({ account }) => account.accountId, arn: budgetArn },
    refuse: (draft) => {
        const publisher = { service: "budgets.amazonaws.com", sourceArn: budgetArn(draft) };
        for (const topic of topicsOfBudget(draft.inputs)) {
            // A budget is of no region, and tells topics of all.
            const there = { ...draft, region: partsOf(topic).region };
            refuseSilentTopic(there, "notifications", topic, publisher);
        }
    },
};

function topicsOfBudget(inputs: Props): string[] {
    return objectsOf(inputs.notifications).flatMap(
        ({ subscriberSnsTopicArns }) => (subscriberSnsTopicArns ?? []) as string[],
    );
}

function budgetArn({ account, inputs, region }: Draft): string {
    return `arn:${partitionOf(region).id}:budgets::${account.accountId}:budget/${String(inputs.name)}`;
}

function budgetFailures(inputs: Props): Failure[] {
    const { budgetType, limitUnit } = inputs;
    return [
        ...broken([
            budgetType === "COST" && typeof limitUnit === "string" && !/^[A-Z]{3}$/.test(limitUnit),
            "limitUnit",
            `must be a currency such as USD for a budget of costs, got "${String(limitUnit)}"`,
        ]),
        ...objectsOf(inputs.notifications).flatMap((notice, i) => {
            const path = `notifications[${i}]`;
            const count = (name: string) => ((notice[name] ?? []) as unknown[]).length;
            const emails = count("subscriberEmailAddresses");
            const topics = count("subscriberSnsTopicArns");
            return broken(
                [emails + topics === 0, path, "tells nobody: give an address or a topic"],
                [emails > MAX_EMAILS, path, `must have at most ${MAX_EMAILS} addresses`],
                [topics > 1, path, `must have at most 1 topic, got ${topics}`],
                [
                    (numberOf(notice.threshold) ?? 1) <= 0,
                    `${path}.threshold`,
                    `must be above 0, got ${String(notice.threshold)}`,
                ],
            );
        }),
    ];
}

/** AWS Budgets. */
export const budgetsModels: readonly Model[] = [budget];
