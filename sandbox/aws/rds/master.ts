import { randomBytes, randomUUID } from "node:crypto";
import type { Entry } from "../../cloud/account";
import type { Draft } from "../../cloud/model";
import { createManagedSecret, putSecretValue, SECRET, secretValue } from "../secretsmanager/store";
import { arn } from "../shared/arn";
import { stableId } from "../shared/ids";

/**
 * The password of the master user: the managed secret's, or the one that the program gives.
 * A cluster that is made of another one may have neither: then it has that one's.
 */
export function masterPassword(
    draft: Pick<Draft, "account" | "inputs" | "urn">,
): string | undefined {
    const secret = masterSecret(draft);
    if (secret === undefined) {
        return (draft.inputs.masterPassword ?? draft.inputs.masterPasswordWo) as string | undefined;
    }
    const json = secretValue(draft.account, secret.id)?.secretString ?? "{}";
    return (JSON.parse(json) as { password: string }).password;
}

/** The secret that RDS keeps for the master user of the cluster. */
export function masterSecret({ account, urn }: Pick<Draft, "account" | "urn">): Entry | undefined {
    return account
        .all(SECRET)
        .find((entry) => entry.urn === urn && entry.outputs.owningService === "rds");
}

/** Makes the secret, or a new password where a creation that was broken off left one. */
export function manageSecret(draft: Draft, username: string): void {
    const value = JSON.stringify({ username, password: randomBytes(21).toString("base64url") });
    const left = masterSecret(draft);
    if (left !== undefined) {
        putSecretValue(draft, `${left.id}|${randomUUID()}`, { secretString: value });
        return;
    }
    const key = draft.inputs.masterUserSecretKmsKeyId as string | undefined;
    createManagedSecret(draft, "rds", key ?? serviceKey(draft, "secretsmanager"), value);
}

/** ARN of the key that AWS itself keeps for a service in an account and region. */
export function serviceKey(draft: Draft, service: string): string {
    const hex = Buffer.from(stableId(`${draft.region} ${service}`, 16)).toString("hex");
    const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return arn(draft, "kms", `key/${uuid}`);
}
