import { diagnostics } from "./actions/diagnostics";
import { health } from "./actions/health";
import { partitions } from "./actions/partitions";
import { schemaStatus } from "./actions/schema-status";
import type { Connector } from "./connector";
import { type AccessEvent, parseEvent } from "./event";
import { failure } from "./failures";

/** What of Lambda's context is used. */
export interface Invocation {
    readonly awsRequestId: string;
    getRemainingTimeInMillis(): number;
}

/** Namespace and dimension of the metric `Healthy`: 1 where all checks are fine, else 0. */
const METRIC_NAMESPACE = "pii-platform/database-access";

/**
 * The function. Every invocation leaves one line in the log: which action, how it ended, how long
 * it took; nothing of the event, of what was found, or of an error's text.
 * @param write takes a line of JSON for the log
 */
export function makeHandler(
    connector: Connector,
    functionName: string,
    write: (line: string) => void,
): (event: unknown, invocation: Invocation) => Promise<object> {
    return async (event, invocation) => {
        const start = performance.now();
        const log = (level: "INFO" | "ERROR", fields: object) => {
            const { awsRequestId: requestId } = invocation;
            const timestamp = new Date().toISOString();
            const milliseconds = Math.round(performance.now() - start);
            write(JSON.stringify({ timestamp, level, requestId, milliseconds, ...fields }));
        };
        let action: AccessEvent["action"] | undefined;
        try {
            const parsed = parseEvent(event);
            ({ action } = parsed);
            const result = await perform(connector, parsed, () =>
                invocation.getRemainingTimeInMillis(),
            );
            const metric = "healthy" in result ? healthy(functionName, result.healthy) : {};
            log("INFO", { action, outcome: "done", ...metric });
            return { action, ...result };
        } catch (error) {
            const reason = failure(error);
            // Of an error that nobody foresaw, its kind alone: its text may hold anything.
            const kind =
                reason.code === "unexpected" ? (error as object).constructor.name : undefined;
            log("ERROR", { action, outcome: reason.code, kind });
            throw reason;
        }
    };
}

function perform(connector: Connector, event: AccessEvent, remainingMs: () => number) {
    switch (event.action) {
        case "health":
            return health(connector, remainingMs);
        case "schema-status":
            return schemaStatus(connector, remainingMs);
        case "partitions":
            return partitions(connector, remainingMs);
        case "diagnostics":
            return diagnostics(connector, remainingMs, event);
    }
}

/**
 * A metric, as fields of a log line that CloudWatch takes it from: that needs no call, and so no
 * endpoint of the network
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
function healthy(functionName: string, is: boolean): object {
    return {
        _aws: {
            Timestamp: Date.now(),
            CloudWatchMetrics: [
                {
                    Namespace: METRIC_NAMESPACE,
                    Dimensions: [["FunctionName"]],
                    Metrics: [{ Name: "Healthy", Unit: "None" }],
                },
            ],
        },
        FunctionName: functionName,
        Healthy: is ? 1 : 0,
    };
}
