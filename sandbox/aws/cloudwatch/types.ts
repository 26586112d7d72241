import type { Account, Entry } from "../../cloud/account";

export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** Units of metrics; the provider and CloudWatch Logs know the same. */
export const UNITS = [
    ...["Seconds", "Microseconds", "Milliseconds", "Percent", "Count", "Count/Second", "None"],
    ...["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"],
    ...["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"],
    ...["Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second"],
    ...["Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second"],
    ...["Gigabits/Second", "Terabits/Second"],
];

/** The alarm of that name or ARN, of one metric or of others alarms. */
export function findAlarm(account: Account, value: string): Entry | undefined {
    const name = value.replace(/^arn:.*:alarm:/, "");
    return account.get(METRIC_ALARM, name) ?? account.get(COMPOSITE_ALARM, name);
}
