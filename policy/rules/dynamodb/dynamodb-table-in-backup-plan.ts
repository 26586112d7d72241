import { mustBeSelected } from "../../backup-selections";
import { rule } from "../../rule";

export const dynamodbTableInBackupPlan = rule({
    name: "dynamodb-table-in-backup-plan",
    description: "Where a stack has backup plans, one of them takes every DynamoDB table.",
    why: "Points in time go with the table, and reach back 35 days; a table that is added later is easily left out of the plan.",
    severity: "medium",
    remediation:
        "Name the table's ARN in the resources of an aws.backup.Selection, or give it the tag that one selects by.",
    frameworks: { fsbp: ["DynamoDB.4"], gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-4",
    checkStack: (stack) => {
        mustBeSelected(stack, ["aws:dynamodb/table:Table"]);
    },
});
