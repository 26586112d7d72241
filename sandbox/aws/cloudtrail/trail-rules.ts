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
        ...objectsOf(inputs.advancedEventSelectors).flatMap((selector, i) =>
            hasUnknown(selector) ? [] : selectorFailures(selector, i),
        ),
    ];
}

function selectorFailures(selector: Props, i: number): Failure[] {
    const path = `advancedEventSelectors[${i}].fieldSelectors`;
    const fields = objectsOf(selector.fieldSelectors);
    const valuesOf = (name: string) =>
        (fields.find(({ field }) => field === name)?.equals ?? []) as string[];
    const category = valuesOf("eventCategory");
    return [
        ...broken(
            [
                category.length !== 1,
                path,
                "must have one for eventCategory, which equals one value",
            ],
            [
                category.includes("Data") && valuesOf("resources.type").length !== 1,
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
