import type * as pulumi from "@pulumi/pulumi";
import type { Metric, MetricMath } from "../alarms/alarm-rule";

/**
 * DynamoDB publishes nothing where there is nothing to count, and alarms that look at its metrics
 * directly then stay as they are, for ever
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html):
 * so what is missing is filled with zeros.
 */
export const FILLED = {
    as: "notBreaching",
    why: "DynamoDB publishes nothing where there is nothing, which counts as 0",
} as const;

/** Dimensions of a table's metrics, or of its index's. */
export function tableDimensions(tableName: pulumi.Input<string>, index?: string) {
    return {
        TableName: tableName,
        ...(index !== undefined && { GlobalSecondaryIndexName: index }),
    };
}

/** One metric of DynamoDB, 0 where there is no data. */
export function counted(
    { name, dimensions, statistic, periodSeconds }: Omit<Metric, "namespace">,
    scale = "",
): MetricMath {
    return {
        expression: `FILL(counted, 0)${scale}`,
        metrics: { counted: { namespace: "AWS/DynamoDB", name, dimensions, statistic } },
        periodSeconds,
    };
}

/**
 * One metric over several operations of a table: DynamoDB publishes it for none but single ones.
 * @param combine `SUM` or `MAX` of what the operations have
 * @param operations at most ten, which is all that an alarm takes
 */
export function overOperations(
    tableName: pulumi.Input<string>,
    { name, statistic, periodSeconds }: Pick<Metric, "name" | "statistic" | "periodSeconds">,
    combine: "MAX" | "SUM",
    operations: readonly string[],
): MetricMath {
    const named = operations.map(
        (operation) => [operation.charAt(0).toLowerCase() + operation.slice(1), operation] as const,
    );
    return {
        expression: `${combine}([${named.map(([id]) => `FILL(${id}, 0)`).join(", ")}])`,
        metrics: Object.fromEntries(
            named.map(([id, operation]) => [
                id,
                {
                    namespace: "AWS/DynamoDB",
                    name,
                    dimensions: { TableName: tableName, Operation: operation },
                    statistic,
                },
            ]),
        ),
        periodSeconds,
    };
}
