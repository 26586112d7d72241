import {
    AwsError,
    type Draft,
    json,
    matching,
    maxLength,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { anyArn, partsOf, wholeBetween } from "../shared/forms";
import { given, once } from "../shared/outputs";
import { assumableRole, isKeyArn, usableKey } from "../shared/references";
import { roleMay } from "../shared/role-permissions";
import { broken, isGiven, objectOf } from "../shared/rules";
import { schedule as expression } from "../shared/schedule";
import { actionOn } from "../shared/targets";
import { exportFailures, refuseUselessExport } from "./table-export";

const GROUP = "aws:scheduler/scheduleGroup:ScheduleGroup";
const SERVICE = "scheduler.amazonaws.com";

const name = str({
    replaces: true,
    check: matching(/^[\w.-]{1,64}$/, '1 to 64 letters, digits and "._-"'),
});

const moment = matching(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    "a time such as 2027-01-31T03:00:00Z",
);

function timeZone(value: string): string | undefined {
    try {
        new Intl.DateTimeFormat("en", { timeZone: value });
        return undefined;
    } catch {
        return `must be a time zone such as "Europe/Dublin", got "${value}"`;
    }
}

/** Invokes a target again and again, or once, as a role. It is judged, and never goes off. */
const schedule: Model = {
    type: "aws:scheduler/schedule:Schedule",
    untaggable: true,
    autoName: { field: "name", maxLength: 64 },
    fields: {
        actionAfterCompletion: str({ check: oneOf("NONE", "DELETE") }),
        description: str({ check: maxLength(512) }),
        endDate: str({ check: moment }),
        flexibleTimeWindow: obj(
            {
                maximumWindowInMinutes: num({ check: wholeBetween(1, 1440) }),
                mode: str({ required: true, check: oneOf("OFF", "FLEXIBLE") }),
            },
            { required: true },
        ),
        groupName: name,
        kmsKeyArn: str({ check: isKeyArn }),
        name,
        scheduleExpression: str({ required: true, check: expression("cron", "rate", "at") }),
        scheduleExpressionTimezone: str({ default: "UTC", check: timeZone }),
        startDate: str({ check: moment }),
        state: str({ default: "ENABLED", check: oneOf("ENABLED", "DISABLED") }),
        target: obj(
            {
                arn: str({ required: true, check: targetArn }),
                deadLetterConfig: obj({
                    arn: str({
                        required: true,
                        check: matching(
                            /^arn:aws[\w-]*:sqs:.+(?<!\.fifo)$/,
                            "a standard queue's ARN",
                        ),
                    }),
                }),
                input: str({ check: matching(/^.+$/s, "some text") }),
                retryPolicy: obj({
                    maximumEventAgeInSeconds: num({ check: wholeBetween(60, 86_400) }),
                    maximumRetryAttempts: num({ check: wholeBetween(0, 185) }),
                }),
                roleArn: str({ required: true, check: anyArn }),
                sqsParameters: obj({ messageGroupId: str({ check: maxLength(128) }) }),
            },
            { required: true },
        ),
    },
    rules: scheduleFailures,
    id: ({ inputs }) => `${groupOf(inputs)}/${String(inputs.name)}`,
    outputs: {
        actionAfterCompletion: given("actionAfterCompletion", () => "NONE"),
        arn: (draft) => arn(draft, "scheduler", `schedule/${draft.id}`),
        groupName: ({ inputs }) => groupOf(inputs),
    },
    refuse: (draft) => {
        const group = groupOf(draft.inputs);
        if (group !== "default" && draft.account.get(GROUP, group) === undefined) {
            throw new AwsError(
                "ResourceNotFoundException",
                `groupName: Schedule group ${group} does not exist.`,
            );
        }
        usableKey(draft, "kmsKeyArn", "ValidationException");
        const sourceArn = arn(draft, "scheduler", `schedule-group/${group}`);
        assumableRole(draft, "target.roleArn", SERVICE, "ValidationException", sourceArn);
        refusePowerless(draft);
    },
};

/** A thing that exists, or a call of any service's API, such as `arn:aws:scheduler:::aws-sdk:rds:…`. */
function targetArn(value: string): string | undefined {
    return /^arn:aws[\w-]*:scheduler:::aws-sdk:[\w-]+:\w+$/.test(value) ? undefined : anyArn(value);
}

/**
 * The role may invoke the target. Stricter than AWS on purpose, which tries, fails and tells nobody
 * but the dead-letter queue.
 */
function refusePowerless(draft: Draft): void {
    const target = objectOf(draft.inputs.target) ?? {};
    const role = target.roleArn as string;
    const letters = objectOf(target.deadLetterConfig)?.arn;
    refuseUselessExport(draft, target);
    for (const [path, to] of Object.entries({ arn: target.arn, deadLetterConfig: letters })) {
        const needed = typeof to === "string" ? actionOn(draft, to) : undefined;
        if (typeof to !== "string" || needed === undefined) {
            continue;
        }
        const { action, exists } = needed;
        if (!exists) {
            throw new AwsError("ValidationException", `target.${path}: ${to} does not exist`);
        }
        if (!roleMay(draft.account, role, { action, resource: to })) {
            throw new AwsError(
                "PowerlessRole",
                `target.roleArn: the policies of ${role} do not let it do ${action} on ${to}; let ` +
                    "the schedule depend on them",
            );
        }
    }
}

function scheduleFailures(inputs: Props): Failure[] {
    const window = objectOf(inputs.flexibleTimeWindow) ?? {};
    const isFlexible = window.mode === "FLEXIBLE";
    const target = objectOf(inputs.target) ?? {};
    const { arn: to, input } = target;
    const isFunction = typeof to === "string" && partsOf(to).service === "lambda";
    const problem = isFunction && typeof input === "string" ? json(input) : undefined;
    return [
        ...exportFailures(target),
        ...broken(
            [
                typeof window.mode === "string" &&
                    isFlexible !== isGiven(window, "maximumWindowInMinutes"),
                "flexibleTimeWindow.maximumWindowInMinutes",
                'must be given for the mode "FLEXIBLE", and only then',
            ],
            [problem !== undefined, "target.input", `${problem} (the target is a function)`],
            [
                Date.parse(inputs.startDate as string) >= Date.parse(inputs.endDate as string),
                "endDate",
                "must be after startDate",
            ],
        ),
    ];
}

function groupOf({ groupName }: Props): string {
    return (groupName as string | undefined) ?? "default";
}

const group: Model = {
    type: GROUP,
    autoName: { field: "name", maxLength: 64 },
    fields: {
        name: str({
            replaces: true,
            check: matching(
                /^(?!default$)[\w.-]{1,64}$/,
                '1 to 64 letters, digits and "._-", and not "default"',
            ),
        }),
    },
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => arn(draft, "scheduler", `schedule-group/${draft.id}`),
        creationDate: once(GROUP, "creationDate", () => new Date().toISOString()),
        lastModificationDate: () => new Date().toISOString(),
        state: () => "ACTIVE",
    },
};

/** Amazon EventBridge Scheduler. */
export const schedulerModels: readonly Model[] = [schedule, group];
