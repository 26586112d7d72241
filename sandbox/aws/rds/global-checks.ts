import type { Account, Entry } from "../../cloud/account";
import { AwsError, type Draft } from "../../cloud/model";
import { isBurstable } from "./classes";
import { primaryOf } from "./global-members";
import { membersOf } from "./members";
import { wantedVersion } from "./running-version";
import { GLOBAL_CLUSTER } from "./types";

/** Makes sure that a cluster may be part of a global one. */
export function checkEligible(account: Account, { id, inputs }: Pick<Entry, "id" | "inputs">) {
    if (inputs.manageMasterUserPassword === true) {
        throw new AwsError(
            "InvalidParameterCombination",
            "manageMasterUserPassword: no cluster of a global database can have its master " +
                "password in Secrets Manager; give masterPassword or masterPasswordWo",
        );
    }
    const burstable = membersOf({ account, id }).find(({ inputs: of }) =>
        isBurstable(of.instanceClass),
    );
    if (burstable !== undefined) {
        throw new AwsError(
            "InvalidParameterCombination",
            `${burstable.id} is a ${String(burstable.inputs.instanceClass)}, a class that no ` +
                "global database has",
        );
    }
}

/** Makes sure that a new cluster can join the global one: as its primary, or as a secondary. */
export function checkJoin(draft: Draft, global: string): void {
    const { account, id, inputs } = draft;
    const entry = account.get(GLOBAL_CLUSTER, global);
    if (entry === undefined) {
        throw new AwsError("GlobalClusterNotFoundFault", `Global cluster ${global} not found`);
    }
    checkEligible(account, { id, inputs });
    const primary = primaryOf(account, global);
    if (primary !== undefined && membersOf({ account, id: primary.id }).length === 0) {
        throw new AwsError(
            "InvalidDBClusterStateFault",
            `the primary ${primary.id} of ${global} has no instance yet; create it first (dependsOn)`,
        );
    }
    const hasCredentials =
        inputs.masterUsername !== undefined &&
        (inputs.masterPassword ?? inputs.masterPasswordWo) !== undefined;
    if (primary === undefined && !hasCredentials) {
        throw new AwsError(
            "InvalidParameterCombination",
            `masterUsername, masterPassword: the primary of a global cluster needs them, and ` +
                `${global} has no primary yet`,
        );
    }
    if (primary === undefined) {
        const expected: [name: string, own: unknown, other: unknown][] = [
            ["storageEncrypted", inputs.storageEncrypted ?? false, entry.outputs.storageEncrypted],
            ["engineVersion", wantedVersion(draft), entry.outputs.engineVersionActual],
        ];
        for (const [name, own, other] of expected) {
            if (own !== other) {
                throw new AwsError(
                    "InvalidParameterValue",
                    `${name}: must be the global cluster's, ${String(other)}, got ${String(own)}`,
                );
            }
        }
    }
}
