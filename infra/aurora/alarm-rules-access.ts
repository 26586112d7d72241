import type { AlarmRule } from "../alarms/alarm-rule";

/** The database-access function. */
export interface WatchedAccess {
    /** Its physical name. */
    readonly functionName: string;
    /** How often it measures health; undefined where it does not. */
    readonly healthEveryMinutes: number | undefined;
}

/** Alarms of the database-access function: what it finds, and itself. */
export function accessAlarmRules({ functionName, healthEveryMinutes }: WatchedAccess): AlarmRule[] {
    const dimensions = { FunctionName: functionName };
    return [
        ...(healthEveryMinutes === undefined ? [] : [unhealthy(dimensions, healthEveryMinutes)]),
        {
            id: "access-errors",
            group: "Access",
            title: "Errors of the database-access function",
            metric: {
                namespace: "AWS/Lambda",
                name: "Errors",
                dimensions,
                statistic: "Sum",
                periodSeconds: 300,
            },
            fires: "above",
            threshold: 0,
            limit: "none",
            periods: 1,
            missing: { as: "notBreaching", why: "when nobody calls it, nothing fails" },
            urgent: false,
            why: "The daily maintenance of partitions failed, or somebody asked for what the function does not do. Without partitions the audit trail, and with it every write, stops at the end of a month.",
            firstSteps: [
                `Find the outcome in the log group /aws/lambda/${functionName}: docs/database-access.md says what each means.`,
                "Mend the cause, and call it again with the action partitions.",
            ],
        },
    ];
}

function unhealthy(dimensions: Record<string, string>, everyMinutes: number): AlarmRule {
    return {
        id: "unhealthy",
        group: "Access",
        title: "Health as seen from inside the network",
        metric: {
            // Of a field in the function's log: functions/database-access/handler.ts.
            namespace: "pii-platform/database-access",
            name: "Healthy",
            dimensions,
            statistic: "Minimum",
            periodSeconds: everyMinutes * 60,
        },
        fires: "below",
        threshold: 1,
        limit: "1: all checks are fine",
        periods: 3,
        beyond: 2,
        missing: { as: "breaching", why: "then the function did not run, or came to no answer" },
        urgent: true,
        why: "The database cannot be reached, or not over TLS, a reader falls behind, the schema is not the one that was deployed, or a partition is missing. In a new environment it is on until the layer database has made the function's role.",
        firstSteps: [
            `Ask which check it is: aws lambda invoke --function-name ${dimensions.FunctionName ?? ""} --cli-binary-format raw-in-base64-out --payload '{"action":"health"}' /dev/stdout`,
            "Do what the hint of the check that is not ok says; docs/database-access.md says more.",
            "If the function does not answer, look at its log group, and whether the endpoint ssm is there.",
        ],
    };
}
