import { AwsError, type Draft } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { objectOf, objectsOf } from "../shared/rules";
import { dynamoDbProblem } from "./dynamodb-subjects";

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
    "AWS/Lambda": { FunctionName: ["aws:lambda/function:Function", "name"] },
    "AWS/SQS": { QueueName: ["aws:sqs/queue:Queue", "name"] },
    "AWS/Scheduler": { ScheduleGroup: ["aws:scheduler/scheduleGroup:ScheduleGroup", "name"] },
    "AWS/SNS": { TopicName: ["aws:sns/topic:Topic", "name"] },
    "AWS/NATGateway": { NatGatewayId: ["aws:ec2/natGateway:NatGateway", "id"] },
    "AWS/WAFV2": { WebACL: ["aws:wafv2/webAcl:WebAcl", "name"] },
    "AWS/Logs": { LogGroupName: ["aws:cloudwatch/logGroup:LogGroup", "name"] },
};

/** Makes sure that what an alarm watches exists. */
export function refuseUnwatched({ account, inputs, region }: Draft): void {
    const metrics: Props[] = [inputs];
    for (const query of objectsOf(inputs.metricQueries)) {
        metrics.push(objectOf(query.metric) ?? {});
    }
    for (const { namespace, dimensions } of metrics) {
        const problem = dynamoDbProblem(account, region, namespace, objectOf(dimensions) ?? {});
        if (problem !== undefined) {
            throw new AwsError(
                "NoSuchMetric",
                `dimensions.${problem}, so that the alarm would have no data for ever`,
            );
        }
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
