import { rule } from "../../rule";
import { isOn, switchedOn } from "../../switch";

export const dynamodbTableDeletionProtection = rule({
    name: "dynamodb-table-deletion-protection",
    description: "DynamoDB tables and their replicas refuse to be deleted.",
    why: "One wrong destroy, by hand or by a program, would delete the table with all personal data in it.",
    severity: "high",
    remediation: "Set deletionProtectionEnabled to true, also on every replica.",
    frameworks: { fsbp: ["DynamoDB.6"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-6",
    types: ["aws:dynamodb/table:Table", "aws:dynamodb/tableReplica:TableReplica"],
    check: (table) => {
        for (const part of [table, ...table.each("replicas")]) {
            part.must(
                "deletionProtectionEnabled",
                isOn,
                "deletion protection is off; set deletionProtectionEnabled to true",
            );
        }
    },
    remediate: (table) =>
        switchedOn(
            table,
            "deletionProtectionEnabled",
            ...table.each("replicas").map((_, i) => `replicas.${i}.deletionProtectionEnabled`),
        ),
});
