import assert from "node:assert/strict";
import { Budget, type BudgetArgs } from "../../infra/guardrails/budget";
import { mockEngine, only, registrations } from "./mocks";

const BUDGET = "aws:budgets/budget:Budget";
const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription";

describe("Budget", () => {
    before(mockEngine);

    const make = (args: Omit<BudgetArgs, "topicArn">) =>
        registrations(() => new Budget("pii-prod", { ...args, topicArn: "arn:topic" }));
    const types = async (args: Omit<BudgetArgs, "topicArn">) =>
        (await make(args)).map(({ type }) => type).filter((type) => type.startsWith("aws:"));

    it("tells of 80 and 100 % of the month's, and of a month that will come to more", async () => {
        const { notifications, ...budget } = only(await make({ monthlyUsd: 1500 }), BUDGET);
        assert.deepEqual(budget, {
            name: "pii-prod",
            budgetType: "COST",
            timeUnit: "MONTHLY",
            limitAmount: "1500",
            limitUnit: "USD",
        });
        const notice = (notificationType: string, threshold: number) => ({
            notificationType,
            threshold,
            comparisonOperator: "GREATER_THAN",
            thresholdType: "PERCENTAGE",
            subscriberSnsTopicArns: ["arn:topic"],
        });
        assert.deepEqual(notifications, [
            notice("ACTUAL", 80),
            notice("ACTUAL", 100),
            notice("FORECASTED", 100),
        ]);
    });

    it("tells of unusual costs by a monitor of its own", async () => {
        const all = await make({ anomalies: { aboveUsd: 50 } });
        assert.equal(
            only(all, "aws:ssm/parameter:Parameter").name,
            "/pii-prod/singletons/budget.anomalies.monitor",
        );
        assert.deepEqual(only(all, MONITOR), {
            name: "pii-prod",
            monitorType: "DIMENSIONAL",
            monitorDimension: "SERVICE",
        });
        assert.deepEqual(only(all, SUBSCRIPTION), {
            name: "pii-prod",
            frequency: "IMMEDIATE",
            monitorArnLists: [`arn:${MONITOR}:pii-prod`],
            subscribers: [{ type: "SNS", address: "arn:topic" }],
            thresholdExpression: {
                dimension: {
                    key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    matchOptions: ["GREATER_THAN_OR_EQUAL"],
                    values: ["50"],
                },
            },
        });
    });

    it("takes the account's monitor where there is one", async () => {
        const adoptedMonitorArn = "arn:aws:ce::111111111111:anomalymonitor/a1b2";
        const all = await make({ anomalies: { aboveUsd: 50, adoptedMonitorArn } });
        assert.ok(!all.some(({ type }) => type === MONITOR || type.startsWith("aws:ssm/")));
        assert.deepEqual(only(all, SUBSCRIPTION).monitorArnLists, [adoptedMonitorArn]);
    });

    it("makes nothing that is not asked for", async () => {
        assert.deepEqual(await types({}), []);
        assert.deepEqual(await types({ monthlyUsd: 1 }), [BUDGET]);
    });
});
