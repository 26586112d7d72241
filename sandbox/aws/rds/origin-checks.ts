import { AwsError, type Draft } from "../../cloud/model";
import { usableKey } from "../shared/references";
import type { Origin } from "./origin";
import { canUpgrade } from "./versions";
import { wantedVersion } from "./running-version";

/** What AWS refuses, or takes and then shows as a change for ever, of a cluster with that origin. */
export function checkOrigin(draft: Draft, origin: Origin): void {
    usableKey(draft, "kmsKeyId", "KMSKeyNotAccessibleFault");
    if (origin.kind === "primary") {
        checkSecondary(draft, origin);
    } else {
        checkRestored(draft, origin);
    }
}

function checkSecondary(draft: Draft, { outputs }: Origin): void {
    const { inputs } = draft;
    for (const name of ["masterUsername", "masterPassword", "masterPasswordWo", "databaseName"]) {
        if (inputs[name] !== undefined) {
            throw new AwsError(
                "InvalidParameterCombination",
                `Cannot specify ${name} for a secondary cluster of a global database; ` +
                    "it has the primary's",
            );
        }
    }
    if ((inputs.storageEncrypted ?? false) !== outputs.storageEncrypted) {
        throw new AwsError(
            "InvalidParameterValue",
            `storageEncrypted: must be the primary's, ${String(outputs.storageEncrypted)}`,
        );
    }
    if (outputs.storageEncrypted === true && inputs.kmsKeyId === undefined) {
        throw new AwsError(
            "InvalidParameterCombination",
            `kmsKeyId: an encrypted secondary needs a key of its own region, ${draft.region}`,
        );
    }
    if (draft.region === outputs.region) {
        throw new AwsError(
            "InvalidParameterValue",
            `region: a global database has one cluster in a region, and ${draft.region} has ` +
                String(outputs.clusterIdentifier),
        );
    }
    if (inputs.sourceRegion !== undefined && inputs.sourceRegion !== outputs.region) {
        throw new AwsError(
            "InvalidParameterValue",
            `sourceRegion: must be the primary's, ${String(outputs.region)}`,
        );
    }
    if (wantedVersion(draft) !== outputs.engineVersionActual) {
        throw new AwsError(
            "InvalidParameterValue",
            `engineVersion: must be the primary's, ${String(outputs.engineVersionActual)}`,
        );
    }
}

function checkRestored(draft: Draft, { kind, outputs }: Origin): void {
    const { inputs } = draft;
    for (const name of ["databaseName", "masterUsername"]) {
        if (inputs[name] !== undefined && inputs[name] !== outputs[name]) {
            throw new AwsError(
                "InvalidParameterCombination",
                `${name}: a restored cluster has its source's, ${String(outputs[name])}; with ` +
                    "another one the next update would replace it",
            );
        }
    }
    const hasKey = inputs.kmsKeyId !== undefined;
    if (kind === "point in time" && hasKey && outputs.storageEncrypted !== true) {
        throw new AwsError(
            "InvalidParameterCombination",
            "kmsKeyId: the source is not encrypted, nor can a copy of it be; restore a snapshot",
        );
    }
    const isEncrypted = hasKey || outputs.storageEncrypted === true;
    if (inputs.storageEncrypted !== undefined && inputs.storageEncrypted !== isEncrypted) {
        throw new AwsError(
            "InvalidParameterCombination",
            `storageEncrypted: the restored cluster will be ${isEncrypted ? "" : "un"}encrypted, ` +
                "as its source; with another value the next update would replace it",
        );
    }
    const [from, to] = [outputs.engineVersionActual as string, wantedVersion(draft)];
    if (from !== to && (kind === "point in time" || !canUpgrade(from, to))) {
        throw new AwsError(
            "InvalidParameterCombination",
            kind === "point in time"
                ? `engineVersion: a copy has its source's version, ${from}; upgrade it afterwards`
                : `Cannot upgrade aurora-postgresql from ${from} to ${to}`,
        );
    }
}
