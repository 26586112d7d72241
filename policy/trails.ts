import { type Inspected, UNKNOWN } from "./inspect";
import type { Stack, StackResource } from "./resource";

export const TRAIL = "aws:cloudtrail/trail:Trail";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** The advanced selectors of a trail for one category of events, each as its fields. */
function selectors(trail: Inspected, category: "Management" | "Data"): Inspected[][] {
    return trail
        .each("advancedEventSelectors")
        .map((selector) => selector.each("fieldSelectors"))
        .filter((fields) => equals(fields, "eventCategory").includes(category));
}

function equals(fields: readonly Inspected[], name: string): unknown[] {
    return fields
        .filter((field) => field.read("field") === name)
        .flatMap((field) => field.values("equals"));
}

function isUnknown(trail: Inspected): boolean {
    return ["eventSelectors", "advancedEventSelectors"].some(
        (property) => trail.partly(property) === UNKNOWN,
    );
}

/** True when a trail records data events, of resources of `type` if one is given, or may do so. */
export function recordsDataEvents(trail: Inspected, type?: string): boolean {
    const types = [
        ...trail
            .each("eventSelectors")
            .flatMap((selector) => selector.each("dataResources"))
            .map((resource) => resource.read("type")),
        ...selectors(trail, "Data").flatMap((fields) => equals(fields, "resources.type")),
    ];
    if (types.includes(UNKNOWN)) {
        trail.undecided("advancedEventSelectors");
    }
    const found = type === undefined ? types.length > 0 : types.includes(type);
    return found || types.includes(UNKNOWN) || isUnknown(trail);
}

/** True when a trail records what is done to resources, reading and writing, or may do so. */
export function recordsManagementEvents(trail: Inspected): boolean {
    if (!trail.has("eventSelectors") && !trail.has("advancedEventSelectors")) {
        return true;
    }
    const simple = trail
        .each("eventSelectors")
        .some(
            (selector) =>
                selector.read("includeManagementEvents") !== false &&
                !["ReadOnly", "WriteOnly"].includes(String(selector.read("readWriteType"))),
        );
    const readOnly = selectors(trail, "Management").map((fields) => equals(fields, "readOnly"));
    const both =
        readOnly.some((values) => values.length === 0) ||
        ["true", "false"].every((value) => readOnly.some((values) => values.includes(value)));
    return simple || (readOnly.length > 0 && both) || isUnknown(trail);
}

/** The log groups of a stack that a trail delivers to. */
export function trailLogGroups(stack: Stack, trail: StackResource): readonly StackResource[] {
    const property = "cloudWatchLogsGroupArn";
    const arn = trail.read(property);
    if (arn === UNKNOWN) {
        return stack.links([TRAIL], property, [LOG_GROUP], ["arn"]).from(trail);
    }
    // CloudTrail wants the ARN of all streams of the group.
    const group = String(arn).replace(/:\*$/, "");
    return stack.of(LOG_GROUP).filter((candidate) => candidate.read("arn") === group);
}
