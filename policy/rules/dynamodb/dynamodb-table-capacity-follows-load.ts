import { Autoscaled } from "../../autoscaling";
import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

export const dynamodbTableCapacityFollowsLoad = rule({
    name: "dynamodb-table-capacity-follows-load",
    description: "DynamoDB tables and their indexes have the capacity that is asked of them.",
    why: "With a fixed capacity a peak is refused: the data is there and nobody gets it.",
    severity: "medium",
    remediation:
        "Set billingMode to PAY_PER_REQUEST, or make an aws.appautoscaling.Target for the table and for each of its indexes.",
    frameworks: { fsbp: ["DynamoDB.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-1",
    // A load that never changes needs nothing of the kind.
    level: "advisory",
    checkStack: (stack) => {
        const autoscaled = new Autoscaled(stack);
        for (const table of stack.of("aws:dynamodb/table:Table")) {
            const mode = table.read("billingMode");
            if (mode === "PAY_PER_REQUEST" || mode === UNKNOWN) {
                continue;
            }
            const id = `table/${String(table.read("name"))}`;
            const indexes = table.each("globalSecondaryIndexes").map((one) => one.read("name"));
            const fixed = [id, ...indexes.map((index) => `${id}/index/${String(index)}`)].filter(
                (part) => !autoscaled.has(table, part),
            );
            if (fixed.length > 0) {
                table.fail(
                    `${fixed.join(", ")} has a fixed capacity; scale it, or set billingMode to PAY_PER_REQUEST`,
                );
            }
        }
    },
});
