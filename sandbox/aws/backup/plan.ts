import { randomUUID } from "node:crypto";
import {
    AwsError,
    bool,
    type Draft,
    list,
    map,
    matching,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { partsOf, wholeBetween } from "../shared/forms";
import { randomId } from "../shared/ids";
import { broken, hasRepetition, numberOf, objectOf, objectsOf } from "../shared/rules";
import { schedule } from "../shared/schedule";
import { refuseWhileUsed } from "../shared/usage";
import { continuousFailures, lifecycleFailures, lifecycleFields, lockProblem } from "./lifecycle";
import { PLAN, planName, SELECTION, VAULT, vaultName } from "./types";

/** Minutes that AWS Backup wants at least between its windows' ends. */
const WINDOW = 60;

const vaultArn = matching(
    /^arn:aws[\w-]*:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]{2,50}$/,
    "the ARN of a backup vault",
);

/** When backups are made, where they go, and how long they are kept. */
const plan: Model = {
    type: PLAN,
    autoName: { field: "name", maxLength: 255 },
    fields: {
        advancedBackupSettings: list({
            backupOptions: map(str({ check: oneOf("enabled", "disabled") }), { required: true }),
            resourceType: str({ required: true, check: oneOf("EC2") }),
        }),
        name: str({ replaces: true, check: planName }),
        rules: list(
            {
                completionWindow: num({ check: wholeBetween(WINDOW, 100 * 24 * 60) }),
                copyActions: list({
                    destinationVaultArn: str({ required: true, check: vaultArn }),
                    lifecycle: obj(lifecycleFields),
                }),
                enableContinuousBackup: bool(),
                lifecycle: obj(lifecycleFields),
                recoveryPointTags: map(str()),
                ruleName: str({ required: true, check: planName }),
                // More often than once an hour is refused, and cron fields of hours cannot say it.
                schedule: str({
                    check: (value) =>
                        schedule("cron")(value) ??
                        (/^cron\(\d+ /.test(value)
                            ? undefined
                            : `must have one number as its minutes, got "${value}"`),
                }),
                scheduleExpressionTimezone: str(),
                startWindow: num({ check: wholeBetween(WINDOW, 100 * 24 * 60) }),
                targetVaultName: str({ required: true, check: vaultName }),
            },
            {
                required: true,
                check: (rules) => (rules.length > 0 ? undefined : "must have at least one rule"),
            },
        ),
    },
    rules: planFailures,
    id: () => randomUUID(),
    outputs: {
        arn: (draft) => arn(draft, "backup", `backup-plan:${draft.id}`),
        // A change of tags makes one, too, which AWS does not do.
        version: () => randomId(48),
    },
    renews: () => ["version"],
    refuse: (draft) => {
        for (const rule of objectsOf(draft.inputs.rules)) {
            refuseNoVault(draft, rule);
        }
        const problem = lockProblem(draft.account, draft.inputs);
        if (problem !== undefined) {
            throw new AwsError("UnkeepableBackup", problem);
        }
    },
    onDelete: (existing) => {
        const selections = existing.account
            .all(SELECTION)
            .filter(({ inputs }) => inputs.planId === existing.id);
        refuseWhileUsed(existing, "backup plan", selections, "InvalidRequestException");
    },
};

function refuseNoVault({ account, region }: Draft, rule: Props): void {
    const target = rule.targetVaultName as string;
    if (account.get(VAULT, target) === undefined) {
        throw new AwsError(
            "InvalidParameterValueException",
            `targetVaultName: the backup vault ${target} does not exist`,
        );
    }
    for (const { destinationVaultArn } of objectsOf(rule.copyActions)) {
        const to = partsOf(destinationVaultArn as string);
        // What is in other regions and accounts need not be known here.
        const isOurs = to.region === region && to.accountId === account.accountId;
        if (isOurs && account.find(VAULT, "arn", destinationVaultArn) === undefined) {
            throw new AwsError(
                "InvalidParameterValueException",
                `destinationVaultArn: the backup vault ${String(destinationVaultArn)} does not exist`,
            );
        }
    }
}

function planFailures(inputs: Props): Failure[] {
    const rules = objectsOf(inputs.rules);
    return [
        ...broken([
            hasRepetition(rules.map(({ ruleName }) => ruleName)),
            "rules",
            "has two rules of one name",
        ]),
        ...rules.flatMap((rule, i) => ruleFailures(rule, `rules[${i}]`)),
    ];
}

function ruleFailures(rule: Props, path: string): Failure[] {
    // The provider's own values, where the program says nothing.
    const start = numberOf(rule.startWindow) ?? 60;
    const end = numberOf(rule.completionWindow) ?? 180;
    return [
        ...broken([
            end < start + WINDOW,
            `${path}.completionWindow`,
            `must be at least ${WINDOW} minutes more than startWindow (${start}), got ${end}`,
        ]),
        ...lifecycleFailures(objectOf(rule.lifecycle), `${path}.lifecycle`),
        ...continuousFailures(rule, path),
        ...objectsOf(rule.copyActions).flatMap((copy, i) =>
            lifecycleFailures(objectOf(copy.lifecycle), `${path}.copyActions[${i}].lifecycle`),
        ),
    ];
}

export const planModels: readonly Model[] = [plan];
