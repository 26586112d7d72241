import {
    AwsError,
    bool,
    type Draft,
    type Existing,
    list,
    map,
    matching,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import { arn } from "../shared/arn";
import { given } from "../shared/outputs";
import { wholeBetween } from "../shared/forms";
import { actionFields, refuseSilentActions } from "./actions";
import { alarmFailures, BAND_OPERATORS } from "./alarm-rules";
import { refuseWhileComposed } from "./composite-alarm";
import { refuseUnwatched } from "./metric-subjects";
import { COMPOSITE_ALARM, METRIC_ALARM, UNITS } from "./types";

const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const EXTENDED =
    /^((p|tm|wm|tc|ts)(\d{1,2}(\.\d{1,10})?|100)|IQM|(TM|WM|PR|TC|TS)\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\))$/;

/** Text of 1 to 255 characters, as names of metrics and their dimensions are. */
const shortText = matching(/^.{1,255}$/s, "1 to 255 characters");

const namespace = matching(/^(?!:).{1,255}$/s, 'up to 255 characters that do not begin with ":"');

const periodOf =
    (...short: readonly number[]) =>
    (value: number): string | undefined =>
        short.includes(value) || (value > 0 && value % 60 === 0)
            ? undefined
            : `must be ${short.join(", ")} or a multiple of 60 seconds, got ${value}`;

const dimensions = {
    ...map(str({ check: shortText })),
    check: (value: object) => (Object.keys(value).length > 30 ? "must be at most 30" : undefined),
};

const unit = str({ check: oneOf(...UNITS) });

/** An alarm on one metric, or on what is computed of several. It is judged, and never rings. */
const metricAlarm: Model = {
    type: METRIC_ALARM,
    autoName: { field: "name", maxLength: 255 },
    fields: {
        ...actionFields,
        comparisonOperator: str({
            required: true,
            check: oneOf(
                "GreaterThanOrEqualToThreshold",
                "GreaterThanThreshold",
                "LessThanThreshold",
                "LessThanOrEqualToThreshold",
                ...BAND_OPERATORS,
            ),
        }),
        datapointsToAlarm: num({ check: wholeBetween(1, Infinity) }),
        dimensions,
        evaluateLowSampleCountPercentiles: str({ check: oneOf("evaluate", "ignore") }),
        evaluationPeriods: num({ required: true, check: wholeBetween(1, Infinity) }),
        extendedStatistic: str({ check: matching(EXTENDED, 'a statistic such as "p99"') }),
        metricName: str({ check: shortText }),
        metricQueries: list({
            accountId: str({ check: shortText }),
            expression: str({ check: matching(/^.{1,1024}$/s, "1 to 1024 characters") }),
            id: str({
                required: true,
                check: matching(
                    /^[a-z]\w{0,254}$/,
                    'a lower-case letter and then letters, digits and "_"',
                ),
            }),
            label: str(),
            metric: obj({
                dimensions,
                metricName: str({ required: true, check: shortText }),
                namespace: str({ check: namespace }),
                period: num({ required: true, check: periodOf(1, 5, 10, 20, 30) }),
                stat: str({
                    required: true,
                    check: (value) =>
                        STATISTICS.includes(value)
                            ? undefined
                            : matching(EXTENDED, 'a statistic such as "Sum" or "p99"')(value),
                }),
                unit,
            }),
            period: num({ check: periodOf(1, 5, 10, 20, 30) }),
            returnData: bool(),
        }),
        name: str({ replaces: true, check: shortText }),
        namespace: str({ check: namespace }),
        period: num({ check: periodOf(10, 20, 30) }),
        statistic: str({ check: oneOf(...STATISTICS) }),
        threshold: num(),
        thresholdMetricId: str({ check: shortText }),
        treatMissingData: str({
            default: "missing",
            check: oneOf("breaching", "notBreaching", "ignore", "missing"),
        }),
        unit,
    },
    rules: alarmFailures,
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: alarmArn,
        evaluateLowSampleCountPercentiles: given("evaluateLowSampleCountPercentiles", () => ""),
    },
    refuse: (draft) => {
        refuseUnwatched(draft);
        refuseSilentActions(draft, alarmArn(draft));
    },
    onCreate: ({ account, id }) => {
        if (account.get(COMPOSITE_ALARM, id) !== undefined) {
            throw new AwsError("ValidationError", `a composite alarm has the name ${id} already`);
        }
    },
    onDelete: (existing: Existing) => {
        refuseWhileComposed(existing);
    },
};

function alarmArn(draft: Draft): string {
    return arn(draft, "cloudwatch", `alarm:${draft.id}`);
}

export const metricAlarmModels: readonly Model[] = [metricAlarm];
