import { rule } from "../../rule";

const REPLICA = "aws:dynamodb/tableReplica:TableReplica";

const isOn = (value: unknown): boolean => value === true;

export const dynamodbTablePointInTimeRecovery = rule({
    name: "dynamodb-table-point-in-time-recovery",
    description:
        "DynamoDB tables and their replicas can be restored to any second of the last weeks.",
    why: "A faulty program that overwrites items would otherwise destroy them for good.",
    severity: "medium",
    remediation:
        "Set pointInTimeRecovery.enabled to true, and pointInTimeRecovery of every replica.",
    frameworks: { fsbp: ["DynamoDB.2"], gdpr: ["32(1)(c)"] },
    types: ["aws:dynamodb/table:Table", "aws:dynamodb/tableReplica:TableReplica"],
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
});
