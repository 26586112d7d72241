import type { Failure, Props } from "../../provider/provider";
import { hasUnknown } from "../../provider/unknown";
import { broken, isGiven, objectsOf } from "../shared/rules";

/** Fields of an advanced event selector that can only be compared with `equals`. */
const EQUALS_ONLY = ["eventCategory", "readOnly", "resources.type"];

const OPERATORS = [
    "equals",
    "notEquals",
    "startsWiths",
    "notStartsWiths",
    "endsWiths",
    "notEndsWiths",
];

/** What inputs of a trail must go together, and which exclude each other. */
export function trailFailures(inputs: Props): Failure[] {
    const hasGroup = isGiven(inputs, "cloudWatchLogsGroupArn");
    const hasRole = isGiven(inputs, "cloudWatchLogsRoleArn");
    return [
        ...broken(
            [
                hasGroup !== hasRole,
                hasGroup ? "cloudWatchLogsRoleArn" : "cloudWatchLogsGroupArn",
                "is required: log group and role go together",
            ],
            [
                inputs.isMultiRegionTrail === true && inputs.includeGlobalServiceEvents === false,
                "includeGlobalServiceEvents",
                "must be true for a multi-region trail",
            ],
        ),
        ...insightFailures(inputs),
        ...objectsOf(inputs.advancedEventSelectors).flatMap((selector, i) =>
            hasUnknown(selector) ? [] : selectorFailures(selector, i),
        ),
    ];
}

/** Rates of calls are those of calls that write; errors are looked for in either. */
function insightFailures(inputs: Props): Failure[] {
    const { advancedEventSelectors: advanced, eventSelectors } = inputs;
    const insights = objectsOf(inputs.insightSelectors).map(({ insightType }) => insightType);
    if (insights.length === 0 || hasUnknown(advanced) || hasUnknown(eventSelectors)) {
        return [];
    }
    const readOnly = objectsOf(advanced)
        .map(({ fieldSelectors }) => objectsOf(fieldSelectors))
        .filter((fields) => equalsOf(fields, "eventCategory").includes("Management"))
        .map((fields) => equalsOf(fields, "readOnly"));
    const simple = objectsOf(eventSelectors)
        .filter(({ includeManagementEvents }) => includeManagementEvents !== false)
        .map(({ readWriteType }) => readWriteType);
    const all = !isGiven(inputs, "advancedEventSelectors") && !isGiven(inputs, "eventSelectors");
    const records = all || readOnly.length > 0 || simple.length > 0;
    const recordsWriting =
        all ||
        readOnly.some((values) => !values.includes("true")) ||
        simple.some((type) => type !== "ReadOnly");
    return broken(
        [!records, "insightSelectors", "needs selectors that log management events"],
        [
            records && !recordsWriting && insights.includes("ApiCallRateInsight"),
            "insightSelectors",
            "needs selectors that log management events that write, for ApiCallRateInsight",
        ],
    );
}

function equalsOf(fields: readonly Props[], name: string): string[] {
    return fields.flatMap(({ field, equals = [] }) => (field === name ? (equals as string[]) : []));
}

function selectorFailures(selector: Props, i: number): Failure[] {
    const path = `advancedEventSelectors[${i}].fieldSelectors`;
    const fields = objectsOf(selector.fieldSelectors);
    const category = equalsOf(fields, "eventCategory");
    return [
        ...broken(
            [
                category.length !== 1,
                path,
                "must have one for eventCategory, which equals one value",
            ],
            [
                category.includes("Data") && equalsOf(fields, "resources.type").length !== 1,
                path,
                "must have one for resources.type, which equals one value, to log data events",
            ],
        ),
        ...fields.flatMap((field, j) => {
            const used = OPERATORS.filter((operator) => isGiven(field, operator));
            return broken(
                [used.length === 0, `${path}[${j}]`, `needs one of ${OPERATORS.join(", ")}`],
                [
                    EQUALS_ONLY.includes(field.field as string) &&
                        used.some((operator) => operator !== "equals"),
                    `${path}[${j}]`,
                    `can only use equals for ${String(field.field)}`,
                ],
            );
        }),
    ];
}
