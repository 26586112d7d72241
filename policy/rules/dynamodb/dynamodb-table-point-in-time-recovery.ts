import { rule } from "../../rule";
import { isOn, switchedOn } from "../../switch";

const TABLE = "aws:dynamodb/table:Table";
const REPLICA = "aws:dynamodb/tableReplica:TableReplica";

export const dynamodbTablePointInTimeRecovery = rule({
    name: "dynamodb-table-point-in-time-recovery",
    description:
        "DynamoDB tables and their replicas can be restored to any second of the last weeks.",
    why: "A faulty program that overwrites items would otherwise destroy them for good.",
    severity: "medium",
    remediation:
        "Set pointInTimeRecovery.enabled to true, and pointInTimeRecovery of every replica.",
    frameworks: { fsbp: ["DynamoDB.2"], gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2",
    types: [TABLE, REPLICA],
    check: (table) => {
        const message = "point-in-time recovery is off; set";
        if (table.type === REPLICA) {
            table.must("pointInTimeRecovery", isOn, `${message} pointInTimeRecovery to true`);
            return;
        }
        table.must(
            "pointInTimeRecovery.enabled",
            isOn,
            `${message} pointInTimeRecovery.enabled to true`,
        );
        for (const replica of table.each("replicas")) {
            replica.must("pointInTimeRecovery", isOn, `${message} pointInTimeRecovery to true`);
        }
    },
    remediate: (table) => {
        const replicas = table.each("replicas").map((_, i) => `replicas.${i}.pointInTimeRecovery`);
        return table.type === REPLICA
            ? switchedOn(table, "pointInTimeRecovery")
            : switchedOn(table, "pointInTimeRecovery.enabled", ...replicas);
    },
});
