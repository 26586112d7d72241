import {
    AwsError,
    bool,
    map,
    matching,
    maxLength,
    type Model,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { LOG_GROUP } from "../logs";
import { broken, isGiven, objectOf } from "../shared/rules";
import { jsonPattern } from "./json-pattern";
import { UNITS } from "./types";

const TYPE = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const MAX_FILTERS = 100;
const MAX_DIMENSIONS = 3;

/** What ends a pattern that begins with it: one of columns, or a regular expression. */
const ENDS: Readonly<Record<string, string>> = { "[": "]", "%": "%" };

/** A check for a filter pattern: one of JSON can be read, any other is closed where it is opened. */
function filterPattern(value: string): string | undefined {
    const text = value.trim();
    if (text.startsWith("{")) {
        return jsonProblem(text) ?? maxLength(1024)(value);
    }
    const end = ENDS[text[0] ?? ""];
    if (end !== undefined && !text.slice(1).endsWith(end)) {
        return `must end with "${end}" because it begins with "${text[0]}"`;
    }
    const quotes = (text.replace(/\\"/g, "").match(/"/g) ?? []).length;
    return quotes % 2 === 1 && end !== "%"
        ? "must have as many opening as closing quotation marks"
        : maxLength(1024)(value);
}

function jsonProblem(text: string): string | undefined {
    try {
        jsonPattern(text);
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}

const metricText = matching(/^[^:*$]{1,255}$/, '1 to 255 characters without ":", "*" and "$"');

const value = matching(
    /^(-?\d+(\.\d+)?|\$[\w.[\]"'-]+)$/,
    'a number, or a field of the pattern such as "$.latency" or "$bytes"',
);

/** Counts log events as a metric. It is judged; no event ever comes. */
const logMetricFilter: Model = {
    type: TYPE,
    untaggable: true,
    autoName: { field: "name", maxLength: 512 },
    fields: {
        applyOnTransformedLogs: bool(),
        logGroupName: str({
            required: true,
            replaces: true,
            refersTo: { type: LOG_GROUP, by: "id" },
        }),
        metricTransformation: obj(
            {
                defaultValue: str({ check: matching(/^-?\d+(\.\d+)?$/, "a number") }),
                dimensions: map(str({ check: matching(/^\$.+$/, 'a field such as "$.user"') })),
                name: str({ required: true, check: metricText }),
                namespace: str({ required: true, check: metricText }),
                unit: str({ check: oneOf(...UNITS) }),
                value: str({ required: true, check: value }),
            },
            { required: true },
        ),
        name: str({
            replaces: true,
            check: matching(/^[^:*]{1,512}$/, '1 to 512 characters without ":" and "*"'),
        }),
        pattern: str({ required: true, check: filterPattern }),
    },
    rules: filterFailures,
    id: ({ inputs }) => inputs.name as string,
    outputs: { applyOnTransformedLogs: ({ inputs }) => inputs.applyOnTransformedLogs ?? false },
    onCreate: ({ account, inputs }) => {
        const group = inputs.logGroupName as string;
        const filters = account.all(TYPE).filter((entry) => entry.inputs.logGroupName === group);
        if (account.get(LOG_GROUP, group)?.outputs.logGroupClass !== "STANDARD") {
            throw new AwsError(
                "InvalidOperationException",
                `logGroupName: ${group} is of a class that has no metric filters`,
            );
        }
        if (filters.length >= MAX_FILTERS) {
            throw new AwsError(
                "LimitExceededException",
                `${group} has ${MAX_FILTERS} metric filters already, which is all that it may have`,
            );
        }
    },
};

function filterFailures(inputs: Props): Failure[] {
    const { pattern } = inputs;
    const metric = objectOf(inputs.metricTransformation) ?? {};
    const dimensions = Object.keys(objectOf(metric.dimensions) ?? {}).length;
    const path = "metricTransformation.dimensions";
    return broken(
        [dimensions > MAX_DIMENSIONS, path, `must be at most ${MAX_DIMENSIONS}, got ${dimensions}`],
        [
            dimensions > 0 && isGiven(metric, "defaultValue"),
            path,
            "cannot be given with defaultValue",
        ],
        [
            dimensions > 0 && typeof pattern === "string" && !/^\s*[{[]/.test(pattern),
            path,
            "needs a pattern of JSON fields or of columns, in braces or brackets",
        ],
    );
}

export const logMetricFilterModels: readonly Model[] = [logMetricFilter];
