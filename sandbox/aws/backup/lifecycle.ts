import type { Account } from "../../cloud/account";
import { bool, type Fields, num } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { wholeBetween } from "../shared/forms";
import { broken, isGiven, numberOf, objectOf, objectsOf } from "../shared/rules";
import { LOCK, PLAN } from "./types";

/** Days that a backup in cold storage stays there at least. */
const COLD_DAYS = 90;
/** Days that continuous backups reach back at most. */
const CONTINUOUS_DAYS = 35;

const days = num({ check: wholeBetween(1, 36_500) });

/** How long a backup is kept, in days. */
export const lifecycleFields: Fields = {
    coldStorageAfter: days,
    deleteAfter: days,
    optInToArchiveForSupportedResources: bool(),
};

/** What of a lifecycle must go together. */
export function lifecycleFailures(lifecycle: Props | undefined, path: string): Failure[] {
    const cold = numberOf(lifecycle?.coldStorageAfter);
    const end = numberOf(lifecycle?.deleteAfter);
    return broken([
        cold !== undefined && end !== undefined && end < cold + COLD_DAYS,
        `${path}.deleteAfter`,
        `must be at least ${COLD_DAYS} days more than coldStorageAfter (${cold}), got ${end}`,
    ]);
}

/** What the lifecycle of a continuous backup cannot be. */
export function continuousFailures(rule: Props, path: string): Failure[] {
    const lifecycle = objectOf(rule.lifecycle);
    const end = numberOf(lifecycle?.deleteAfter);
    return rule.enableContinuousBackup !== true
        ? []
        : broken(
              [
                  !isGiven(lifecycle ?? {}, "deleteAfter") ||
                      (end !== undefined && end > CONTINUOUS_DAYS),
                  `${path}.lifecycle.deleteAfter`,
                  `must be from 1 to ${CONTINUOUS_DAYS} with enableContinuousBackup, ` +
                      `got ${end ?? "none"}`,
              ],
              [
                  isGiven(lifecycle ?? {}, "coldStorageAfter"),
                  `${path}.lifecycle.coldStorageAfter`,
                  "cannot be given with enableContinuousBackup",
              ],
          );
}

/** Something that is to be kept in a vault. */
interface Kept {
    /** Such as `rules[0].copyActions[1]`. */
    readonly path: string;
    readonly vault: string;
    readonly lifecycle: Props | undefined;
}

/**
 * Why the lock of a vault makes every job of the plan's rules fail, or nothing. AWS takes both the
 * plan and the lock, and says so only to who looks at the failed jobs.
 *
 */
export function lockProblem(account: Account, plan: Props): string | undefined {
    return keptBy(plan)
        .map(({ path, vault, lifecycle }) => {
            const lock = account.get(LOCK, vault.split(":").at(-1) ?? "");
            return lock && outsideOf(lock.inputs, lifecycle, `${path} in the vault ${lock.id}`);
        })
        .find((problem) => problem !== undefined);
}

/** Why a lock makes jobs of plans that are there fail, or nothing. */
export function planProblem(account: Account, vault: string, lock: Props): string | undefined {
    return account
        .all(PLAN)
        .flatMap(({ id, inputs }) => keptBy(inputs).map((kept) => ({ ...kept, plan: id })))
        .filter((kept) => kept.vault.split(":").at(-1) === vault)
        .map(({ plan, path, lifecycle }) => outsideOf(lock, lifecycle, `${path} of plan ${plan}`))
        .find((problem) => problem !== undefined);
}

function keptBy(plan: Props): Kept[] {
    return objectsOf(plan.rules).flatMap((rule, i) => [
        {
            path: `rules[${i}]`,
            vault: rule.targetVaultName as string,
            lifecycle: objectOf(rule.lifecycle),
        },
        ...objectsOf(rule.copyActions).map((copy, j) => ({
            path: `rules[${i}].copyActions[${j}]`,
            vault: copy.destinationVaultArn as string,
            lifecycle: objectOf(copy.lifecycle),
        })),
    ]);
}

function outsideOf(lock: Props, lifecycle: Props | undefined, what: string): string | undefined {
    const end = numberOf(lifecycle?.deleteAfter) ?? Infinity;
    const min = numberOf(lock.minRetentionDays) ?? 1;
    const max = numberOf(lock.maxRetentionDays) ?? Infinity;
    return end < min || end > max
        ? `${what} is kept ${end === Infinity ? "for ever" : `${end} days`}, but the vault's lock ` +
              `takes ${min} to ${max === Infinity ? "any number of" : max} days: every job would fail`
        : undefined;
}
