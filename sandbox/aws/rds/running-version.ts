import { AwsError, type Draft, type Existing } from "../../cloud/model";
import { globalOf } from "./global-members";
import { membersOf } from "./members";
import { inherited } from "./origin";
import { CLUSTER, INSTANCE_GROUP } from "./types";
import { actualVersion, canUpgrade, compareVersions, familyOf, isOf } from "./versions";

/** The version that the program asks for; the one that is there where that will do. */
export function wantedVersion(draft: Draft): string {
    const wanted = draft.inputs.engineVersion as string | undefined;
    const present = inherited(draft).engineVersionActual as string | undefined;
    return present !== undefined && (wanted === undefined || isOf(present, wanted))
        ? present
        : actualVersion(wanted);
}

/** The version that runs: an upgrade waits for the maintenance window unless told otherwise. */
export function runningVersion(draft: Draft): string {
    const wanted = wantedVersion(draft);
    const present = draft.account.get(CLUSTER, draft.id)?.outputs.engineVersionActual as
        string | undefined;
    if (present === undefined) {
        return wanted;
    }
    // A newer one is what the global cluster has brought.
    const isNewer = compareVersions(wanted, present) > 0;
    return isNewer && draft.inputs.applyImmediately === true ? wanted : present;
}

/** Refuses an upgrade from the version that runs to the one that `after` asks for. */
export function checkUpgrade(before: Existing, after: Draft): void {
    const from = before.outputs.engineVersionActual as string;
    const to = wantedVersion(after);
    const isAsked = before.inputs.engineVersion !== after.inputs.engineVersion;
    // A program need not follow the global cluster.
    if (from === to || (!isAsked && compareVersions(to, from) < 0)) {
        return;
    }
    if (!canUpgrade(from, to)) {
        throw new AwsError(
            "InvalidParameterCombination",
            `Cannot upgrade aurora-postgresql from ${from} to ${to}`,
        );
    }
    if (familyOf(from) !== familyOf(to)) {
        checkMajor(after, familyOf(to));
    }
}

function checkMajor(after: Draft, family: string): void {
    const { account, id, inputs } = after;
    if (inputs.allowMajorVersionUpgrade !== true) {
        throw new AwsError(
            "InvalidParameterCombination",
            "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.",
        );
    }
    const global = globalOf(account, id);
    if (global !== undefined) {
        throw new AwsError(
            "InvalidParameterCombination",
            `engineVersion: ${id} gets another major version by the engineVersion of the global ` +
                `cluster ${global}`,
        );
    }
    const custom = membersOf(after).find(({ inputs: of }) => {
        const group = account.get(INSTANCE_GROUP, String(of.dbParameterGroupName));
        return group !== undefined && group.inputs.family !== family;
    });
    if (custom !== undefined && inputs.dbInstanceParameterGroupName === undefined) {
        throw new AwsError(
            "InvalidParameterCombination",
            `The current DB instance parameter group ${String(custom.inputs.dbParameterGroupName)} ` +
                `is custom. You must explicitly specify a new DB instance parameter group, either ` +
                `default or custom, for the engine version upgrade (dbInstanceParameterGroupName ` +
                `of family ${family}).`,
        );
    }
}
