import { objectOf } from "../shared/rules";

type Sets = readonly (readonly string[])[];

/** The metrics of each set of dimensions, for services that do not publish all of them under all. */
interface Group {
    readonly sets: Sets;
    readonly metrics: readonly string[];
}

const TABLE = ["TableName"];
const INDEX = ["TableName", "GlobalSecondaryIndexName"];
const OPERATION = ["TableName", "Operation"];

/** Source: "DynamoDB metrics and dimensions" in the developer guide. */
const DYNAMODB: readonly Group[] = [
    {
        sets: [[]],
        metrics: [
            "AccountMaxReads",
            "AccountMaxTableLevelReads",
            "AccountMaxTableLevelWrites",
            "AccountMaxWrites",
            "AccountProvisionedReadCapacityUtilization",
            "AccountProvisionedWriteCapacityUtilization",
            "MaxProvisionedTableReadCapacityUtilization",
            "MaxProvisionedTableWriteCapacityUtilization",
            "UserErrors",
        ],
    },
    {
        sets: [TABLE],
        metrics: [
            "ConditionalCheckFailedRequests",
            "TimeToLiveDeletedItemCount",
            "TransactionConflict",
        ],
    },
    {
        sets: [TABLE, INDEX],
        metrics: [
            "ConsumedReadCapacityUnits",
            "ConsumedWriteCapacityUnits",
            "OnDemandMaxReadRequestUnits",
            "OnDemandMaxWriteRequestUnits",
            "ProvisionedReadCapacityUnits",
            "ProvisionedWriteCapacityUnits",
            "ReadAccountLimitThrottleEvents",
            "ReadKeyRangeThroughputThrottleEvents",
            "ReadMaxOnDemandThroughputThrottleEvents",
            "ReadProvisionedThroughputThrottleEvents",
            "ReadThrottleEvents",
            "WriteAccountLimitThrottleEvents",
            "WriteKeyRangeThroughputThrottleEvents",
            "WriteMaxOnDemandThroughputThrottleEvents",
            "WriteProvisionedThroughputThrottleEvents",
            "WriteThrottleEvents",
        ],
    },
    {
        sets: [INDEX],
        metrics: [
            "OnlineIndexConsumedWriteCapacity",
            "OnlineIndexPercentageProgress",
            "OnlineIndexThrottleEvents",
        ],
    },
    {
        sets: [OPERATION],
        metrics: [
            "FaultInjectionServiceInducedErrors",
            "ReturnedItemCount",
            "SuccessfulRequestLatency",
            "SystemErrors",
            "ThrottledRequests",
        ],
    },
    {
        sets: [["TableName", "StreamLabel", "Operation"]],
        metrics: [
            "ReturnedBytes",
            "ReturnedRecordsCount",
            "SuccessfulRequestLatency",
            "SystemErrors",
        ],
    },
    {
        sets: [["TableName", "ReceivingRegion"]],
        metrics: ["PendingReplicationCount", "ReplicationLatency"],
    },
    {
        sets: [["TableName", "DelegatedOperation"]],
        metrics: [
            "AgeOfOldestUnreplicatedRecord",
            "ConsumedChangeDataCaptureUnits",
            "FailedToReplicateRecordCount",
            "ThrottledPutRecordCount",
        ],
    },
];

/** Source: "DAX metrics and dimensions" in the developer guide. */
const DAX: readonly Group[] = [
    {
        sets: [[], ["ClusterId"], ["ClusterId", "NodeId"]],
        metrics: [
            ...["BatchGetItemRequestCount", "BatchWriteItemRequestCount", "CPUCreditBalance"],
            ...["CPUCreditUsage", "CPUSurplusCreditBalance", "CPUSurplusCreditsCharged"],
            ...["CPUUtilization", "CacheMemoryUtilization", "ClientConnections"],
            ...["DeleteItemRequestCount", "ErrorRequestCount", "EstimatedDbSize", "EvictedSize"],
            ...["FailedRequestCount", "FaultRequestCount", "GetItemRequestCount"],
            ...["ItemCacheHits", "ItemCacheMisses", "NetworkBytesIn", "NetworkBytesOut"],
            ...["NetworkPacketsIn", "NetworkPacketsOut", "PutItemRequestCount"],
            ...["QueryCacheHits", "QueryCacheMisses", "QueryRequestCount", "ScanCacheHits"],
            ...["ScanCacheMisses", "ScanRequestCount", "ThrottledRequestCount"],
            ...["TotalRequestCount", "TransactGetItemsCount", "TransactWriteItemsCount"],
            "UpdateItemRequestCount",
        ],
    },
];

/** Source: "Monitoring with CloudWatch" in the user guide of EventBridge Scheduler. */
const SCHEDULER: readonly Group[] = [
    {
        sets: [["ScheduleGroup"]],
        metrics: [
            ...["InvocationAttemptCount", "InvocationDroppedCount", "InvocationThrottleCount"],
            ...["TargetErrorCount", "TargetErrorThrottledCount"],
            ...["InvocationsSentToDeadLetterCount", "InvocationsFailedToBeSentToDeadLetterCount"],
            "InvocationsSentToDeadLetterCount_Truncated_MessageSizeExceeded",
        ],
    },
];

/** Of regional web ACLs. Source: "AWS WAF metrics and dimensions" in the developer guide. */
const WAF: readonly Group[] = [
    {
        sets: [
            ["WebACL", "Region", "Rule"],
            ["WebACL", "Region", "RuleGroup", "Rule"],
        ],
        metrics: ["AllowedRequests", "BlockedRequests", "CountedRequests", "PassedRequests"],
    },
];

const GROUPS: Readonly<Record<string, readonly Group[]>> = {
    "AWS/DynamoDB": DYNAMODB,
    "AWS/DAX": DAX,
    "AWS/Scheduler": SCHEDULER,
    "AWS/WAFV2": WAF,
};

/** The sets of dimensions under which AWS publishes metrics: one more or less, and there is no data. */
const SETS: Readonly<Record<string, Sets>> = {
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
    "AWS/NATGateway": [["NatGatewayId"]],
};

/** Why a metric of AWS's has no such dimensions, or nothing. */
export function dimensionProblem(
    namespace: unknown,
    metric: unknown,
    dimensions: unknown,
): string | undefined {
    const groups = GROUPS[namespace as string]?.filter(({ metrics }) =>
        metrics.includes(metric as string),
    );
    const sets = groups?.flatMap((group) => group.sets) ?? SETS[namespace as string];
    const names = Object.keys(objectOf(dimensions) ?? {}).sort();
    if (sets?.length === 0) {
        return `are of no metric: ${String(namespace)} has none named ${String(metric)}`;
    }
    return sets === undefined || sets.some((set) => [...set].sort().join() === names.join())
        ? undefined
        : `are not those of ${groups === undefined ? "a metric" : String(metric)} of ` +
              `${String(namespace)}, so that there would be no data: got ` +
              `${names.join(" + ") || "none"}, there are ` +
              sets.map((set) => set.join(" + ") || "none").join("; ");
}
