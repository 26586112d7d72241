import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../mistake";

/**
 * Days that backups are kept, by how often they are taken. What is not named is not taken.
 * At most one is taken at a time: of rules that coincide, AWS Backup follows the one that keeps
 * longest (https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html).
 */
export interface KeepDays {
    readonly daily?: number | undefined;
    readonly weekly?: number | undefined;
    readonly monthly?: number | undefined;
}

/** Shortest and longest time, in days, for which a locked vault takes a backup. */
export interface LockDays {
    readonly min: number;
    readonly max: number;
}

/**
 * How a vault is locked. Under both nobody, root included, deletes a backup or shortens its life;
 * who may administer the vault can take a lock of `governance` off, and nobody ever one of
 * `compliance`, once {@link COOLING_OFF_DAYS} are over: not even AWS.
 */
export type LockMode = "governance" | "compliance";

/** Days in which a compliance lock can still be taken off. AWS takes 3 at least. */
export const COOLING_OFF_DAYS = 14;

/** When each is taken, in UTC: after the night's windows, though Aurora would take it in them too. */
const SCHEDULES = [
    ["daily", "cron(0 6 ? * * *)"],
    ["weekly", "cron(0 6 ? * SUN *)"],
    ["monthly", "cron(0 6 1 * ? *)"],
] as const satisfies readonly (readonly [keyof KeepDays, string])[];

/**
 * The rules of a backup plan.
 *
 * None is continuous: that would hand the cluster's `backupRetentionPeriod` over to AWS Backup, and
 * every preview would take it back. And none moves to cold storage, which Aurora has not.
 * @param copyVaultArn vault that every backup is copied to, to be kept as long
 */
export function planRules(
    keepDays: KeepDays,
    vaultName: pulumi.Input<string>,
    copyVaultArn?: pulumi.Input<string>,
): aws.types.input.backup.PlanRule[] {
    return SCHEDULES.flatMap(([ruleName, schedule]) => {
        const deleteAfter = keepDays[ruleName];
        if (deleteAfter === undefined) {
            return [];
        }
        const lifecycle = { deleteAfter };
        return {
            ruleName,
            schedule,
            // Minutes to start in, and to be done in, before the job counts as failed.
            startWindow: 60,
            completionWindow: 720,
            targetVaultName: vaultName,
            lifecycle,
            ...(copyVaultArn !== undefined && {
                copyActions: [{ destinationVaultArn: copyVaultArn, lifecycle }],
            }),
        };
    });
}

export interface BackupSettings {
    readonly keepDays: KeepDays;
    readonly lockDays: LockDays;
    /** Region that everything is copied to. */
    readonly copyRegion?: string | undefined;
    readonly complianceLockThatCanNeverBeUndone: boolean;
}

/** Where the backups are made, and what may be done there. */
export interface BackupPlace {
    readonly region: string;
    /** Regions where the data may be kept. */
    readonly residency: readonly string[];
    /** The environment comes and goes, its backups with it. */
    readonly disposable: boolean;
}

/** What AWS Backup would refuse, at once or job by job, and what could not be put right later. */
export function backupMistakes(settings: BackupSettings, place: BackupPlace): Mistake[] {
    return [
        ...retentionMistakes(settings),
        ...copyMistakes(settings, place),
        ...complianceMistakes(settings, place),
    ];
}

function retentionMistakes({ keepDays, lockDays: { min, max } }: BackupSettings): Mistake[] {
    if (min > max) {
        const advice = `must not be above lockDays.max, which is ${max}`;
        return [{ where: "lockDays.min", got: min, advice }];
    }
    const kept = SCHEDULES.flatMap(([name]) => {
        const days = keepDays[name];
        return days === undefined ? [] : [{ name, days }];
    });
    return kept.flatMap(({ name, days }, index) => {
        const where = `keepDays.${name}`;
        const shorter = kept[index - 1];
        return [
            ...(days < min || days > max
                ? [
                      {
                          where,
                          got: days,
                          advice: `must be from ${min} to ${max} days, which the vault's lock takes (lockDays): every job would fail`,
                      },
                  ]
                : []),
            ...(shorter !== undefined && days <= shorter.days
                ? [
                      {
                          where,
                          got: days,
                          advice: `must be above keepDays.${shorter.name}, which is ${shorter.days}: of backups that coincide only the one that is kept longest is taken`,
                      },
                  ]
                : []),
        ];
    });
}

function copyMistakes(
    { keepDays, copyRegion }: BackupSettings,
    { region, residency }: BackupPlace,
): Mistake[] {
    if (copyRegion === undefined) {
        return [];
    }
    const mistake = (advice: string) => [{ where: "copyRegion", got: copyRegion, advice }];
    return [
        ...(copyRegion === region
            ? mistake(`must be another region than ${region}, which the copies are to outlive`)
            : []),
        ...(residency.includes(copyRegion)
            ? []
            : mistake(
                  `must be a region where the data may live; pii:residency names ${residency.join(", ")}`,
              )),
        ...(keepsAny(keepDays)
            ? []
            : mistake("counts only where keepDays keeps something, and it keeps nothing")),
    ];
}

function complianceMistakes(
    { keepDays, complianceLockThatCanNeverBeUndone: locked }: BackupSettings,
    { disposable }: BackupPlace,
): Mistake[] {
    const mistake = (advice: string) => [
        { where: "complianceLockThatCanNeverBeUndone", got: true, advice },
    ];
    return [
        ...(locked && disposable
            ? mistake("must be false in dev: what comes and goes could never be taken down again")
            : []),
        ...(locked && !keepsAny(keepDays)
            ? mistake("counts only where keepDays keeps something, and it keeps nothing")
            : []),
    ];
}

/** Whether anything is backed up at all; without it there is no plan and no vault. */
export function keepsAny(keepDays: KeepDays): boolean {
    return SCHEDULES.some(([name]) => keepDays[name] !== undefined);
}
