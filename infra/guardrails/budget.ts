import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ownMark } from "./singletons";

export interface BudgetArgs {
    /** What the account may cost in a month. @default no limit */
    readonly monthlyUsd?: number;
    /** Costs that are unlike what they used to be. @default nobody looks */
    readonly anomalies?: {
        /** By how much, before somebody is told. */
        readonly aboveUsd: number;
        /**
         * ARN of the monitor of the account's services, of which it has one.
         * @default one is made
         */
        readonly adoptedMonitorArn?: string;
    };
    /** Hears of it; its policy and key must let Budgets and Cost Anomaly Detection in. */
    readonly topicArn: pulumi.Input<string>;
}

/** When somebody is told of a budget: by what was spent, and by what the month will come to. */
const NOTICES = [
    { notificationType: "ACTUAL", threshold: 80 },
    { notificationType: "ACTUAL", threshold: 100 },
    { notificationType: "FORECASTED", threshold: 100 },
];

/**
 * Tells of what the account costs: as much as was meant, and unlike before. It stops nothing. Its name
 * is the start of the environment's names, such as `pii-prod`.
 */
export class Budget extends pulumi.ComponentResource {
    constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:Budget", name, {}, opts);
        const { anomalies, monthlyUsd, topicArn } = args;
        const parent = { parent: this };
        if (monthlyUsd !== undefined) {
            new aws.budgets.Budget(
                name,
                {
                    name,
                    budgetType: "COST",
                    timeUnit: "MONTHLY",
                    limitAmount: String(monthlyUsd),
                    limitUnit: "USD",
                    notifications: NOTICES.map((notice) => ({
                        ...notice,
                        comparisonOperator: "GREATER_THAN",
                        thresholdType: "PERCENTAGE",
                        subscriberSnsTopicArns: [topicArn],
                    })),
                },
                parent,
            );
        }
        if (anomalies !== undefined) {
            const monitorArn =
                anomalies.adoptedMonitorArn ??
                new aws.costexplorer.AnomalyMonitor(
                    name,
                    { name, monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" },
                    { ...parent, dependsOn: ownMark("budget.anomalies.monitor", name, this) },
                ).arn;
            new aws.costexplorer.AnomalySubscription(
                name,
                {
                    name,
                    // The only one that topics take; mails could be daily.
                    frequency: "IMMEDIATE",
                    monitorArnLists: [monitorArn],
                    subscribers: [{ type: "SNS", address: topicArn }],
                    thresholdExpression: {
                        dimension: {
                            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                            matchOptions: ["GREATER_THAN_OR_EQUAL"],
                            values: [String(anomalies.aboveUsd)],
                        },
                    },
                },
                parent,
            );
        }
        this.registerOutputs({});
    }
}
