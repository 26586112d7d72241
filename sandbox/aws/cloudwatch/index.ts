import type { Model } from "../../cloud/model";
import { compositeAlarmModels } from "./composite-alarm";
import { dashboardModels } from "./dashboard";
import { logMetricFilterModels } from "./log-metric-filter";
import { metricAlarmModels } from "./metric-alarm";

/** Amazon CloudWatch, but for its log groups. */
export const cloudwatchModels: readonly Model[] = [
    ...metricAlarmModels,
    ...compositeAlarmModels,
    ...dashboardModels,
    ...logMetricFilterModels,
];
