import { AwsError, type Draft, type Existing } from "../../cloud/model";
import { forgetSecret } from "../secretsmanager/store";
import { globalOf } from "./global-members";
import { manageSecret, masterPassword, masterSecret } from "./master";
import { membersOf } from "./members";
import { checkInsightsKey } from "./monitoring";
import { inherited } from "./origin";
import { checkUpgrade, runningVersion } from "./running-version";

/** The name of the master user, which a cluster that is made of another one has from that. */
export function masterUsername(draft: Draft): string {
    return (draft.inputs.masterUsername ?? inherited(draft).masterUsername) as string;
}

/** Refuses a change of what stays as it was made. */
export function checkChange(before: Existing, after: Draft): void {
    checkUpgrade(before, after);
    checkInsightsKey(before, after);
    if (
        after.inputs.manageMasterUserPassword === true &&
        before.inputs.manageMasterUserPassword !== true &&
        globalOf(after.account, after.id) !== undefined
    ) {
        throw new AwsError(
            "InvalidParameterCombination",
            "manageMasterUserPassword: not while the cluster is part of a global database; take it " +
                "out of that first",
        );
    }
    const global = after.inputs.globalClusterIdentifier;
    if (global !== undefined && global !== before.inputs.globalClusterIdentifier) {
        throw new AwsError(
            "InvalidParameterCombination",
            "globalClusterIdentifier: a cluster that exists cannot be added to a global cluster; " +
                "make the global cluster of it, by its sourceDbClusterIdentifier",
        );
    }
    const key = after.inputs.masterUserSecretKmsKeyId;
    if (
        before.inputs.manageMasterUserPassword === true &&
        key !== undefined &&
        key !== before.inputs.masterUserSecretKmsKeyId
    ) {
        throw new AwsError(
            "InvalidParameterCombination",
            "masterUserSecretKmsKeyId: the key of a secret that RDS manages cannot be changed",
        );
    }
    const { engineLifecycleSupport } = before.outputs;
    if (
        (after.inputs.engineLifecycleSupport ?? engineLifecycleSupport) !== engineLifecycleSupport
    ) {
        throw new AwsError(
            "InvalidParameterCombination",
            "engineLifecycleSupport: is decided when a cluster is made; the provider would send " +
                "nothing, and show the change at every preview",
        );
    }
}

/** Makes or forgets the managed secret, and hands a changed password to the server. */
export async function changeMasterPassword(before: Existing, after: Draft): Promise<void> {
    const secret = masterSecret(before);
    const isManaged = after.inputs.manageMasterUserPassword === true;
    const hasChanged =
        isManaged !== (secret !== undefined) ||
        ["masterPassword", "masterPasswordWoVersion"].some(
            (name) => after.inputs[name] !== before.inputs[name],
        );
    if (isManaged && secret === undefined) {
        manageSecret(after, masterUsername(after));
    } else if (!isManaged && secret !== undefined) {
        forgetSecret(after.account, secret.id);
    }
    const password = masterPassword(after);
    if (hasChanged && password !== undefined && membersOf(after).length > 0) {
        await after.backends.postgres.setMasterPassword(after.id, password);
    }
}

/** The instances get the cluster's version, and at a major one its group for them. */
export function upgradeMembers(after: Draft): void {
    const engineVersionActual = runningVersion(after);
    const group = after.inputs.dbInstanceParameterGroupName;
    for (const member of membersOf(after)) {
        const changed = {
            engineVersionActual,
            ...(group !== undefined && { dbParameterGroupName: group }),
        };
        after.account.put({ ...member, outputs: { ...member.outputs, ...changed } });
    }
}
