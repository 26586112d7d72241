import { bool, json, matching, maxLength, type Model, oneOf, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { anyArn } from "../shared/forms";
import { given } from "../shared/outputs";
import { broken, isGiven, objectOf } from "../shared/rules";
import { schedule } from "../shared/schedule";
import { refuseWhileUsed } from "../shared/usage";
import { RULE, TARGET } from "./types";

/** A check for an event pattern: objects all the way down to lists of what may match. */
function eventPattern(value: string): string | undefined {
    const problem = json(value);
    if (problem !== undefined) {
        return problem;
    }
    const pattern = objectOf(JSON.parse(value));
    const wrong = pattern === undefined || Array.isArray(pattern) ? "" : badLeaf(pattern, "");
    return wrong === undefined
        ? maxLength(4096)(value)
        : `must be an object whose every value is a list or an object${wrong && `, unlike ${wrong}`}`;
}

/** Path of the first value that is neither a list with something in it nor an object. */
function badLeaf(pattern: object, prefix: string): string | undefined {
    for (const [name, value] of Object.entries(pattern) as [string, unknown][]) {
        const path = `${prefix}${name}`;
        if (Array.isArray(value) ? value.length === 0 : objectOf(value) === undefined) {
            return path;
        }
        const found = Array.isArray(value) ? undefined : badLeaf(value as object, `${path}.`);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

/** Which events, or which times, set off targets. It is judged, and never goes off. */
const rule: Model = {
    type: RULE,
    autoName: { field: "name", maxLength: 64 },
    fields: {
        description: str({ check: maxLength(512) }),
        eventBusName: str({
            default: "default",
            replaces: true,
            check: matching(/^default$/, '"default", the one event bus of the sandbox'),
        }),
        eventPattern: str({ check: eventPattern }),
        forceDestroy: bool({ default: false }),
        isEnabled: bool({ conflictsWith: ["state"] }),
        name: str({
            replaces: true,
            check: matching(/^[\w.-]{1,64}$/, '1 to 64 letters, digits and "._-"'),
        }),
        roleArn: str({ check: anyArn }),
        scheduleExpression: str({ check: schedule("cron", "rate") }),
        state: str({
            check: oneOf("ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"),
        }),
    },
    rules: (inputs) =>
        broken([
            !isGiven(inputs, "eventPattern") && !isGiven(inputs, "scheduleExpression"),
            "eventPattern",
            "give eventPattern or scheduleExpression",
        ]),
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => arn(draft, "events", `rule/${draft.id}`),
        isEnabled: given("isEnabled", ({ inputs }) => inputs.state !== "DISABLED"),
        state: given("state", ({ inputs }) =>
            inputs.isEnabled === false ? "DISABLED" : "ENABLED",
        ),
    },
    onDelete: (existing) => {
        const targets = existing.account
            .all(TARGET)
            .filter(({ inputs }) => inputs.rule === existing.id);
        refuseWhileUsed(existing, "rule", targets, "ValidationException");
    },
};

export const ruleModels: readonly Model[] = [rule];
