import * as good from "../good";
import { unknown } from "../support";
import type { StackTable } from "./stack-table";
import { instead } from "./subnets";

const { backupVault, vaultLock, vaultNotifications, vaultPolicy } = good;
const denial = {
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "backup:*",
    Resource: "*",
};
const policy = (...statements: object[]) => ({
    props: { "vault-policy": { policy: good.document(...statements) } },
});

export const backupStackTables: readonly StackTable[] = [
    {
        rule: "backup-vault-locked",
        bad: {
            "no lock": { without: [vaultLock], at: [backupVault] },
            "a lock of another": {
                props: { "vault-lock": { backupVaultName: "another" } },
                at: [backupVault],
            },
        },
        fine: {
            "before names are known": instead(vaultLock, "backupVaultName", unknown, ["vault"]),
        },
    },
    {
        rule: "backup-vault-policy-denies-deletion",
        bad: {
            "no policy": { without: [vaultPolicy], at: [backupVault] },
            "another action": {
                ...policy({ ...denial, Action: "backup:CopyFromBackupVault" }),
                at: [backupVault],
            },
            "a permission": { ...policy({ ...denial, Effect: "Allow" }), at: [backupVault] },
            "to one alone": {
                ...policy({ ...denial, Principal: { AWS: "111122223333" } }),
                at: [backupVault],
            },
        },
        fine: {
            "with all else": policy(denial),
            "not known yet": { props: { "vault-policy": { policy: unknown } } },
        },
    },
    {
        rule: "backup-vault-notifications",
        bad: { none: { without: [vaultNotifications], at: [backupVault] } },
    },
];
