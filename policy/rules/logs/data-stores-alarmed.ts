import { METRIC_ALARM, metricsOf } from "../../alarms";
import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

/**
 * What is watched by which metrics: their namespace, and the dimension that names it. A cache that
 * does not serve yet may go unwatched.
 */
const WATCHED = [
    {
        types: ["aws:rds/cluster:Cluster"],
        identifiers: ["clusterIdentifier", "id"],
        namespace: "AWS/RDS",
        dimension: "DBClusterIdentifier",
    },
    {
        types: ["aws:dynamodb/table:Table"],
        identifiers: ["name", "id"],
        namespace: "AWS/DynamoDB",
        dimension: "TableName",
    },
    {
        types: ["aws:lambda/function:Function"],
        identifiers: ["name", "id"],
        namespace: "AWS/Lambda",
        dimension: "FunctionName",
    },
];

export const dataStoresAlarmed = rule({
    name: "data-stores-alarmed",
    description:
        "Where a stack has alarms on databases, tables or functions, it has some on each of that kind.",
    why: "What was added later is what nobody watches.",
    severity: "medium",
    remediation: "Make an aws.cloudwatch.MetricAlarm whose dimensions name the resource.",
    frameworks: { pci: ["10.7.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
    checkStack: (stack) => {
        const metrics = stack.of(METRIC_ALARM).flatMap(metricsOf);
        for (const { types, identifiers, namespace, dimension } of WATCHED) {
            const own = metrics.filter((metric) => metric.namespace === namespace);
            const named = new Set(own.map((metric) => metric.dimension(dimension)));
            // What an alarm names is not known before the first update.
            if (own.length === 0 || named.has(UNKNOWN)) {
                continue;
            }
            for (const resource of stack.of(...types)) {
                const names = identifiers.flatMap((identifier) => resource.values(identifier));
                if (!names.includes(UNKNOWN) && !names.some((name) => named.has(name))) {
                    resource.fail(`no alarm watches it; make one with the dimension ${dimension}`);
                }
            }
        }
    },
});
