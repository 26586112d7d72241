import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";
import { document, ENCRYPT, keyFor, lets, TOPIC, TOPIC_POLICY } from "./messages-harness";

const BUDGET = "aws:budgets/budget:Budget";
const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription";
const ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:alarms`;

const notice = {
    comparisonOperator: "GREATER_THAN",
    notificationType: "ACTUAL",
    threshold: 80,
    thresholdType: "PERCENTAGE",
    subscriberSnsTopicArns: [ARN],
};
const budget: Props = {
    name: "pii",
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "1000",
    limitUnit: "USD",
    notifications: [notice],
};
const bySns: Props = {
    name: "pii",
    frequency: "IMMEDIATE",
    monitorArnLists: ["arn:aws:ce::222222222222:anomalymonitor/a1b2"],
    subscribers: [{ type: "SNS", address: ARN }],
};

describe("sandbox: what an account costs", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const refused: Record<string, [type: string, inputs: Props, failure: RegExp]> = {
        "a budget of nothing known": [
            BUDGET,
            { ...budget, budgetType: "MONEY" },
            /^budgetType: must/,
        ],
        "an amount with its currency": [
            BUDGET,
            { ...budget, limitAmount: "1000 USD" },
            /^limitAmount: must be an amount/,
        ],
        "a unit that is no currency": [
            BUDGET,
            { ...budget, limitUnit: "GB" },
            /^limitUnit: must be a currency/,
        ],
        "a name with a colon": [BUDGET, { ...budget, name: "a:b" }, /^name: must be 1 to 100/],
        "a sixth notice": [
            BUDGET,
            { ...budget, notifications: Array.from({ length: 6 }, () => notice) },
            /^notifications: must be at most 5, got 6/,
        ],
        "a notice to nobody": [
            BUDGET,
            { ...budget, notifications: [{ ...notice, subscriberSnsTopicArns: [] }] },
            /^notifications\[0\]: tells nobody/,
        ],
        "a notice to two topics": [
            BUDGET,
            { ...budget, notifications: [{ ...notice, subscriberSnsTopicArns: [ARN, ARN] }] },
            /^notifications\[0\]: must have at most 1 topic, got 2/,
        ],
        "a notice of 0 %": [
            BUDGET,
            { ...budget, notifications: [{ ...notice, threshold: 0 }] },
            /^notifications\[0\]\.threshold: must be above 0/,
        ],
        "a monitor of no dimension": [
            MONITOR,
            { monitorType: "DIMENSIONAL" },
            /^monitorDimension: is required with DIMENSIONAL/,
        ],
        "a monitor of both kinds": [
            MONITOR,
            { monitorType: "CUSTOM", monitorSpecification: "{}", monitorDimension: "SERVICE" },
            /^monitorDimension: cannot be given with CUSTOM/,
        ],
        "a topic that is told daily": [
            SUBSCRIPTION,
            { ...bySns, frequency: "DAILY" },
            /^subscribers\[0\]\.type: must be EMAIL for the frequency DAILY/,
        ],
        "an address that is mailed at once": [
            SUBSCRIPTION,
            { ...bySns, subscribers: [{ type: "EMAIL", address: "a@example.com" }] },
            /^subscribers\[0\]\.type: must be SNS for the frequency IMMEDIATE/,
        ],
    };
    for (const [what, [type, inputs, failure]] of Object.entries(refused)) {
        it(`refuses ${what} at preview`, () => {
            assert.match(cloud.failure(type, inputs), failure);
        });
    }

    it("is looked at by one monitor of each dimension", async () => {
        const inputs = { name: "a", monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" };
        const made = await cloud.create(MONITOR, inputs);
        assert.match(made.id, new RegExp(`^arn:aws:ce::${ACCOUNT_ID}:anomalymonitor/`));
        await assert.rejects(
            cloud.create(MONITOR, { ...inputs, name: "b" }, "other"),
            /ValidationException: .* dimensional spend monitor creation: there is arn:/,
        );
        const custom = { name: "c", monitorType: "CUSTOM", monitorSpecification: "{}" };
        await cloud.create(MONITOR, custom, "custom");
        assert.deepEqual(cloud.diff(made, { name: "b" }).replaces, []);
        assert.deepEqual(cloud.diff(made, { monitorDimension: "TAG" }).replaces, [
            "monitorDimension",
        ]);
    });

    it("needs a monitor that exists, of the account's own", async () => {
        const own = `arn:aws:ce::${ACCOUNT_ID}:anomalymonitor/no`;
        await assert.rejects(
            cloud.create(SUBSCRIPTION, { ...bySns, monitorArnLists: [own] }),
            /UnknownMonitorException/,
        );
    });

    for (const [service, type, inputs] of [
        ["budgets.amazonaws.com", BUDGET, budget],
        ["costalerts.amazonaws.com", SUBSCRIPTION, bySns],
    ] as const) {
        it(`is told to a topic that ${service} may publish to, with its key, and goes on to be`, async () => {
            const key = await keyFor(cloud, lets(service, ENCRYPT));
            await assert.rejects(cloud.create(type, inputs), /the topic .*:alarms does not exist/);
            const topic = await cloud.create(TOPIC, {
                name: "alarms",
                kmsMasterKeyId: key.outputs.arn,
            });
            await assert.rejects(
                cloud.create(type, inputs),
                new RegExp(`does not let ${service} do sns:Publish`),
            );
            const policy = await cloud.create(TOPIC_POLICY, {
                arn: ARN,
                policy: document(lets(service, "sns:Publish", ARN)),
            });
            await cloud.create(type, inputs);
            const shut = document(lets("cloudwatch.amazonaws.com", "sns:Publish", ARN));
            await assert.rejects(cloud.update(policy, { policy: shut }), /UndeliverableMessage/);
            const other = await keyFor(cloud);
            await assert.rejects(
                cloud.update(topic, { kmsMasterKeyId: other.outputs.arn }),
                new RegExp(`does not let ${service} do kms:GenerateDataKey`),
            );
        });
    }
});
