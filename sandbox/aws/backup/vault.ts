import { AwsError, bool, list, type Model, num, oneOf, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { wholeBetween } from "../shared/forms";
import { given } from "../shared/outputs";
import { resourcePolicy } from "../shared/policy-checks";
import { isKeyArn, usableKey } from "../shared/references";
import { broken, isGiven, numberOf } from "../shared/rules";
import { serviceKey } from "../rds/master";
import { refuseSilentTopic } from "../sns/delivery";
import { planProblem } from "./lifecycle";
import { LOCK, VAULT, vaultName } from "./types";

/** Not a resource of any program: when the lock of a vault can no longer be undone. */
const LOCK_DATE = "sandbox:backup/lockDate";

const DAY_MS = 24 * 3600 * 1000;

const EVENTS = [
    ...["BACKUP_JOB_STARTED", "BACKUP_JOB_COMPLETED", "BACKUP_JOB_SUCCESSFUL"],
    ...["BACKUP_JOB_FAILED", "BACKUP_JOB_EXPIRED", "RESTORE_JOB_STARTED"],
    ...["RESTORE_JOB_COMPLETED", "RESTORE_JOB_SUCCESSFUL", "RESTORE_JOB_FAILED"],
    ...["COPY_JOB_STARTED", "COPY_JOB_SUCCESSFUL", "COPY_JOB_FAILED"],
    ...["RECOVERY_POINT_MODIFIED", "BACKUP_PLAN_CREATED", "BACKUP_PLAN_MODIFIED"],
    ...["S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED"],
    ...["RECOVERY_POINT_INDEX_COMPLETED", "RECOVERY_POINT_INDEX_DELETED"],
    ...["RECOVERY_POINT_INDEXING_FAILED"],
];

const ofVault = str({
    required: true,
    replaces: true,
    check: vaultName,
    refersTo: { type: VAULT, by: "id" },
});

const backupVaultArn: NonNullable<Model["outputs"]>[string] = (draft) =>
    arn(draft, "backup", `backup-vault:${String(draft.inputs.backupVaultName)}`);

/** Where backups are kept. No backup is ever made. */
const vault: Model = {
    type: VAULT,
    // Longer than a vault's name may be, as the provider's own: the check then says so.
    autoName: { field: "name", maxLength: 255 },
    fields: {
        forceDestroy: bool({ default: false }),
        kmsKeyArn: str({ replaces: true, check: isKeyArn }),
        name: str({ replaces: true, check: vaultName }),
    },
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => arn(draft, "backup", `backup-vault:${draft.id}`),
        kmsKeyArn: given("kmsKeyArn", (draft) => serviceKey(draft, "backup")),
        recoveryPoints: () => 0,
    },
    onCreate: (draft) => {
        usableKey(draft, "kmsKeyArn", "InvalidParameterValueException");
    },
    onDelete: ({ account, id }) => {
        if (account.get(LOCK_DATE, id) !== undefined) {
            refuseLocked(account.get(LOCK_DATE, id)?.outputs.date, id);
            account.remove(LOCK_DATE, id);
        }
    },
};

/**
 * Keeps backups from being deleted too early. Without `changeableForDays` whoever may, can undo it
 * (governance); with it nobody can, once those days are over (compliance).
 */
const lock: Model = {
    type: LOCK,
    untaggable: true,
    fields: {
        backupVaultName: ofVault,
        changeableForDays: num({ replaces: true, check: wholeBetween(3, 36_500) }),
        maxRetentionDays: num({ replaces: true, check: wholeBetween(1, 36_500) }),
        minRetentionDays: num({ replaces: true, check: wholeBetween(1, 36_500) }),
    },
    rules: (inputs) => {
        const min = numberOf(inputs.minRetentionDays) ?? 1;
        const max = numberOf(inputs.maxRetentionDays) ?? Infinity;
        return broken([
            min > max,
            "minRetentionDays",
            `must be at most maxRetentionDays (${max}), got ${min}`,
        ]);
    },
    id: ({ inputs }) => inputs.backupVaultName as string,
    outputs: { backupVaultArn },
    onCreate: ({ account, id, urn, inputs }) => {
        refuseLocked(account.get(LOCK_DATE, id)?.outputs.date, id);
        const problem = planProblem(account, id, inputs);
        if (problem !== undefined) {
            throw new AwsError("UnkeepableBackup", problem);
        }
        if (isGiven(inputs, "changeableForDays")) {
            const days = inputs.changeableForDays as number;
            const date = new Date(Date.now() + days * DAY_MS).toISOString();
            account.put({ type: LOCK_DATE, id, urn, inputs: {}, outputs: { date } });
        }
    },
    onDelete: ({ account, id }) => {
        refuseLocked(account.get(LOCK_DATE, id)?.outputs.date, id);
        account.remove(LOCK_DATE, id);
    },
};

function refuseLocked(date: unknown, id: string): void {
    if (typeof date === "string" && Date.parse(date) <= Date.now()) {
        throw new AwsError(
            "InvalidRequestException",
            `the lock of vault ${id} cannot be undone or changed since ${date}, by nobody`,
        );
    }
}

const vaultPolicy: Model = {
    type: "aws:backup/vaultPolicy:VaultPolicy",
    untaggable: true,
    fields: {
        backupVaultName: ofVault,
        policy: str({ required: true, check: resourcePolicy }),
    },
    id: ({ inputs }) => inputs.backupVaultName as string,
    outputs: { backupVaultArn },
};

const vaultNotifications: Model = {
    type: "aws:backup/vaultNotifications:VaultNotifications",
    untaggable: true,
    fields: {
        backupVaultEvents: list(str({ check: oneOf(...EVENTS) }), {
            required: true,
            replaces: true,
            check: (events) => (events.length > 0 ? undefined : "must have at least one event"),
        }),
        backupVaultName: ofVault,
        snsTopicArn: str({ required: true, replaces: true }),
    },
    id: ({ inputs }) => inputs.backupVaultName as string,
    outputs: { backupVaultArn },
    onCreate: (draft) => {
        const sourceArn = backupVaultArn(draft) as string;
        const publisher = { service: "backup.amazonaws.com", sourceArn };
        refuseSilentTopic(draft, "snsTopicArn", draft.inputs.snsTopicArn as string, publisher);
    },
};

export const vaultModels: readonly Model[] = [vault, lock, vaultPolicy, vaultNotifications];
