import type { Failure, Props } from "../../provider/provider";
import { broken, exactlyOne, hasRepetition, isGiven, numberOf, objectsOf } from "../shared/rules";
import { objectOf } from "../shared/rules";
import { dimensionProblem } from "./metric-dimensions";

const DAY = 86_400;

/** Operators that compare with a band, which a query computes. */
export const BAND_OPERATORS = [
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
];

/** Inputs that are about one metric, for which `metricQueries` have their own. */
const OF_ONE_METRIC = [
    "namespace",
    "dimensions",
    "period",
    "statistic",
    "extendedStatistic",
    "unit",
];

/** What inputs of an alarm must go together, and which exclude each other. */
export function alarmFailures(inputs: Props): Failure[] {
    return [
        ...exactlyOne(inputs, "metricName", "metricQueries"),
        ...(isGiven(inputs, "metricName") ? metricFailures(inputs) : []),
        ...(isGiven(inputs, "metricQueries") ? queryFailures(inputs) : []),
        ...thresholdFailures(inputs),
        ...timeFailures(inputs),
    ];
}

function metricFailures(inputs: Props): Failure[] {
    const { namespace, dimensions } = inputs;
    const problem = dimensionProblem(namespace, inputs.metricName, dimensions);
    const period = numberOf(inputs.period);
    return [
        ...exactlyOne(inputs, "statistic", "extendedStatistic"),
        ...broken(
            [!isGiven(inputs, "namespace"), "namespace", "is required with metricName"],
            [!isGiven(inputs, "period"), "period", "is required with metricName"],
            [problem !== undefined, "dimensions", problem ?? ""],
            [
                period !== undefined && period < 60 && String(namespace).startsWith("AWS/"),
                "period",
                `must be 60 or more, because AWS publishes its own metrics once a minute or less ` +
                    `often, got ${period}`,
            ],
        ),
    ];
}

function queryFailures(inputs: Props): Failure[] {
    const queries = objectsOf(inputs.metricQueries);
    const ids = queries.map(({ id }) => id);
    const { thresholdMetricId: band } = inputs;
    const answers = queries.filter(({ id, returnData }) => returnData === true && id !== band);
    return [
        ...OF_ONE_METRIC.filter((name) => isGiven(inputs, name)).map((name) => ({
            property: name,
            reason: "cannot be given with metricQueries",
        })),
        ...broken(
            [queries.length > 20, "metricQueries", `must be at most 20, got ${queries.length}`],
            [hasRepetition(ids), "metricQueries", "has two queries of one id"],
            [
                answers.length !== 1,
                "metricQueries",
                `exactly one must have returnData: true, got ${answers.length}`,
            ],
        ),
        ...queries.flatMap((query, i) => oneQueryFailures(query, ids, `metricQueries[${i}]`)),
    ];
}

function oneQueryFailures(query: Props, ids: readonly unknown[], path: string): Failure[] {
    const { expression } = query;
    const metric = objectOf(query.metric);
    const isInsights = typeof expression === "string" && /^\s*SELECT\b/i.test(expression);
    const strangers =
        typeof expression === "string" && !isInsights
            ? variablesOf(expression).filter((name) => !ids.includes(name))
            : [];
    const problem =
        metric && dimensionProblem(metric.namespace, metric.metricName, metric.dimensions);
    return [
        ...exactlyOne(query, "expression", "metric").map(({ property, reason }) => ({
            property: `${path}.${property}`,
            reason,
        })),
        ...broken(
            [
                strangers.length > 0,
                `${path}.expression`,
                `uses ${strangers.join(", ")}, which no query has as its id`,
            ],
            [
                typeof expression === "string" && /\bSEARCH\s*\(/.test(expression),
                `${path}.expression`,
                "has SEARCH, which alarms do not take",
            ],
            [isInsights && !isGiven(query, "period"), `${path}.period`, "is required with SELECT"],
            [
                metric !== undefined && isGiven(query, "period"),
                `${path}.period`,
                "belongs into metric",
            ],
            [problem !== undefined, `${path}.metric.dimensions`, problem ?? ""],
        ),
    ];
}

/** The ids of other queries in metric math: functions and operators are in upper case. */
function variablesOf(expression: string): string[] {
    const withoutTexts = expression.replace(/"[^"]*"|'[^']*'/g, "");
    return [...new Set(withoutTexts.match(/\b[a-z]\w*\b/g) ?? [])];
}

function thresholdFailures(inputs: Props): Failure[] {
    const { comparisonOperator: operator, thresholdMetricId: band } = inputs;
    const isBand = BAND_OPERATORS.includes(operator as string);
    const [wanted, other] = isBand
        ? ["thresholdMetricId", "threshold"]
        : ["threshold", "thresholdMetricId"];
    const ids = objectsOf(inputs.metricQueries).map(({ id }) => id);
    return broken(
        [
            !isGiven(inputs, wanted) || isGiven(inputs, other),
            isGiven(inputs, other) ? other : wanted,
            `give exactly one of threshold, thresholdMetricId: ${String(operator)} compares with ` +
                wanted,
        ],
        [
            typeof band === "string" && !ids.includes(band),
            "thresholdMetricId",
            `must be the id of one of metricQueries, got "${String(band)}"`,
        ],
    );
}

function timeFailures(inputs: Props): Failure[] {
    const periods = numberOf(inputs.evaluationPeriods);
    const needed = numberOf(inputs.datapointsToAlarm);
    const period = numberOf(inputs.period) ?? 0;
    const limit = period >= 3600 ? 7 * DAY : DAY;
    return broken(
        [
            needed !== undefined && periods !== undefined && needed > periods,
            "datapointsToAlarm",
            `must be at most evaluationPeriods (${periods}), got ${needed}`,
        ],
        [
            period * (periods ?? 0) > limit,
            "evaluationPeriods",
            `times period (${period} s) must be at most ${limit} s, got ${period * (periods ?? 0)}`,
        ],
        [
            isGiven(inputs, "evaluateLowSampleCountPercentiles") && isGiven(inputs, "statistic"),
            "evaluateLowSampleCountPercentiles",
            "is for extendedStatistic only",
        ],
    );
}
