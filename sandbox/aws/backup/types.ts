import { matching } from "../../cloud/model";

export const VAULT = "aws:backup/vault:Vault";
export const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
export const PLAN = "aws:backup/plan:Plan";
export const SELECTION = "aws:backup/selection:Selection";

export const vaultName = matching(/^[\w-]{2,50}$/, '2 to 50 letters, digits, "_" and "-"');

/** What plans and selections are called. */
export const planName = matching(/^[\w.-]{1,50}$/, '1 to 50 letters, digits and "._-"');
