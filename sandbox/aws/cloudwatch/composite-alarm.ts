import {
    AwsError,
    type Draft,
    type Existing,
    matching,
    type Model,
    num,
    obj,
    str,
} from "../../cloud/model";
import { arn } from "../shared/arn";
import { wholeBetween } from "../shared/forms";
import { objectOf } from "../shared/rules";
import { actionFields, refuseSilentActions } from "./actions";
import { alarmRule } from "./alarm-rule";
import { COMPOSITE_ALARM, findAlarm, METRIC_ALARM } from "./types";

const MAX_ALARMS = 100;

/** An alarm on the states of other alarms. */
const compositeAlarm: Model = {
    type: COMPOSITE_ALARM,
    fields: {
        ...actionFields,
        actionsEnabled: { kind: "boolean", default: true, replaces: true },
        actionsSuppressor: obj({
            alarm: str({ required: true }),
            extensionPeriod: num({ required: true, check: wholeBetween(0, Infinity) }),
            waitPeriod: num({ required: true, check: wholeBetween(0, Infinity) }),
        }),
        alarmName: str({
            required: true,
            replaces: true,
            check: matching(/^.{1,255}$/s, "1 to 255 characters"),
        }),
        alarmRule: str({
            required: true,
            check: (value) => {
                const { alarms, problem } = alarmRule(value);
                return value.length > 10_240
                    ? `must have at most 10240 characters, got ${value.length}`
                    : alarms.length > MAX_ALARMS
                      ? `must ask about at most ${MAX_ALARMS} alarms, got ${alarms.length}`
                      : problem;
            },
        }),
    },
    id: ({ inputs }) => inputs.alarmName as string,
    outputs: { arn: alarmArn },
    refuse: (draft) => {
        const { account, id, inputs } = draft;
        const { alarms } = alarmRule(inputs.alarmRule as string);
        const suppressor = objectOf(inputs.actionsSuppressor)?.alarm;
        const asked = typeof suppressor === "string" ? [...alarms, suppressor] : alarms;
        const strange = asked.filter((name) => findAlarm(account, name) === undefined);
        if (strange.length > 0) {
            const own = strange.includes(id) ? " (an alarm cannot ask about itself)" : "";
            throw new AwsError(
                "ValidationError",
                `alarmRule: there is no alarm ${strange.join(", ")}${own}; make it first, and let ` +
                    "the composite alarm depend on it",
            );
        }
        refuseSilentActions(draft, alarmArn(draft));
    },
    onCreate: ({ account, id }) => {
        if (account.get(METRIC_ALARM, id) !== undefined) {
            throw new AwsError("ValidationError", `a metric alarm has the name ${id} already`);
        }
    },
    onDelete: refuseWhileComposed,
};

/** Refuses to delete an alarm that a composite one asks about. */
export function refuseWhileComposed(existing: Existing): void {
    const users = existing.account
        .all(COMPOSITE_ALARM)
        .filter(({ id }) => id !== existing.id)
        .filter(({ inputs }) => {
            const suppressor = objectOf(inputs.actionsSuppressor)?.alarm;
            return [...alarmRule(inputs.alarmRule as string).alarms, suppressor].some(
                (name) => name === existing.id || name === existing.outputs.arn,
            );
        });
    if (users.length > 0) {
        throw new AwsError(
            "ValidationError",
            `Cannot delete ${existing.id} as there are composite alarm(s) depending on it: ` +
                users.map(({ id }) => id).join(", "),
        );
    }
}

function alarmArn(draft: Draft): string {
    return arn(draft, "cloudwatch", `alarm:${draft.id}`);
}

export const compositeAlarmModels: readonly Model[] = [compositeAlarm];
