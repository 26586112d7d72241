import { AwsError, type Draft } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { objectOf, objectsOf } from "../shared/rules";

/**
 * What the dimensions of AWS's own metrics name: a type, and the output that holds the value. An
 * alarm on a name that nothing bears has no data for ever, and AWS does not say so.
 */
const NAMED: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = {
    "AWS/RDS": {
        DBClusterIdentifier: ["aws:rds/cluster:Cluster", "clusterIdentifier"],
        DBInstanceIdentifier: ["aws:rds/clusterInstance:ClusterInstance", "identifier"],
        ProxyName: ["aws:rds/proxy:Proxy", "name"],
    },
    "AWS/DynamoDB": { TableName: ["aws:dynamodb/table:Table", "name"] },
    "AWS/DAX": { ClusterId: ["aws:dax/cluster:Cluster", "clusterName"] },
    "AWS/Lambda": { FunctionName: ["aws:lambda/function:Function", "name"] },
    "AWS/SQS": { QueueName: ["aws:sqs/queue:Queue", "name"] },
    "AWS/SNS": { TopicName: ["aws:sns/topic:Topic", "name"] },
    "AWS/NATGateway": { NatGatewayId: ["aws:ec2/natGateway:NatGateway", "id"] },
    "AWS/Logs": { LogGroupName: ["aws:cloudwatch/logGroup:LogGroup", "name"] },
};

/** The sets of dimensions under which AWS publishes metrics: one more or less, and there is no data. */
const SETS: Readonly<Record<string, readonly (readonly string[])[]>> = {
    "AWS/RDS": [
        [],
        ["DBClusterIdentifier"],
        ["DBClusterIdentifier", "Role"],
        ["DBClusterIdentifier", "EngineName"],
        ["DBInstanceIdentifier"],
        ["DatabaseClass"],
        ["EngineName"],
        ["ProxyName"],
        ["ProxyName", "TargetGroup"],
        ["ProxyName", "TargetGroup", "Target"],
        ["ProxyName", "TargetGroup", "TargetRole"],
        ["SourceRegion"],
    ],
    "AWS/DynamoDB": [
        [],
        ["TableName"],
        ["TableName", "Operation"],
        ["TableName", "GlobalSecondaryIndexName"],
        ["TableName", "ReceivingRegion"],
        ["TableName", "StreamLabel", "Operation"],
    ],
    "AWS/DAX": [[], ["ClusterId"], ["ClusterId", "NodeId"]],
    "AWS/NATGateway": [["NatGatewayId"]],
};

/** Why a metric of AWS's has no such dimensions, or nothing. */
export function dimensionProblem(namespace: unknown, dimensions: unknown): string | undefined {
    const sets = typeof namespace === "string" ? SETS[namespace] : undefined;
    const names = Object.keys(objectOf(dimensions) ?? {}).sort();
    return sets === undefined || sets.some((set) => [...set].sort().join() === names.join())
        ? undefined
        : `are not those of a metric of ${String(namespace)}, so that there would be no data: got ` +
              `${names.join(" + ") || "none"}, there are ` +
              sets.map((set) => set.join(" + ") || "none").join("; ");
}

/** Makes sure that what an alarm watches exists. */
export function refuseUnwatched({ account, inputs }: Draft): void {
    const metrics: Props[] = [inputs];
    for (const query of objectsOf(inputs.metricQueries)) {
        metrics.push(objectOf(query.metric) ?? {});
    }
    for (const { namespace, dimensions } of metrics) {
        const named = NAMED[namespace as string] ?? {};
        for (const [dimension, value] of Object.entries(objectOf(dimensions) ?? {})) {
            const [type, output] = named[dimension] ?? [];
            if (type === undefined || output === undefined) {
                continue;
            }
            const found =
                output === "id"
                    ? account.get(type, value as string)
                    : account.find(type, output, value);
            if (found === undefined) {
                throw new AwsError(
                    "NoSuchMetric",
                    `dimensions.${dimension}: there is no ${type} "${String(value)}", so that the ` +
                        "alarm would have no data for ever",
                );
            }
        }
    }
}
