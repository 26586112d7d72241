import type { Failure, Props } from "../../provider/provider";
import { isUnknown } from "../../provider/unknown";
import { broken, hasRepetition, isOther, isGiven, numberOf } from "../shared/rules";
import { overlap } from "../shared/windows";
import { monitoringFailures } from "./monitoring";

/** What inputs of a cluster must go together, and which exclude each other. */
export function clusterFailures(inputs: Props): Failure[] {
    const scaling = (
        isUnknown(inputs.serverlessv2ScalingConfiguration)
            ? {}
            : (inputs.serverlessv2ScalingConfiguration ?? {})
    ) as Props;
    const min = numberOf(scaling.minCapacity) ?? 0;
    const max = numberOf(scaling.maxCapacity) ?? Infinity;
    const { preferredBackupWindow: backup, preferredMaintenanceWindow: maintenance } = inputs;
    const isManaged = inputs.manageMasterUserPassword;
    const isAdvanced = inputs.databaseInsightsMode === "advanced";
    return [
        ...monitoringFailures(inputs),
        ...broken(
            [!isGiven(inputs, "masterUsername"), "masterUsername", "is required for a new cluster"],
            [
                !isGiven(inputs, "manageMasterUserPassword") && !isGiven(inputs, "masterPassword"),
                "masterPassword",
                "is required, unless manageMasterUserPassword is true",
            ],
            [isManaged === false, "manageMasterUserPassword", "must be true, or not be given"],
            [
                isGiven(inputs, "masterUserSecretKmsKeyId") && isOther(isManaged, true),
                "masterUserSecretKmsKeyId",
                "needs manageMasterUserPassword: true",
            ],
            [
                isGiven(inputs, "kmsKeyId") && isOther(inputs.storageEncrypted, true),
                "kmsKeyId",
                "needs storageEncrypted: true",
            ],
            [
                isAdvanced && isOther(inputs.performanceInsightsEnabled, true),
                "databaseInsightsMode",
                '"advanced" needs performanceInsightsEnabled: true',
            ],
            [
                isAdvanced && isOther(inputs.performanceInsightsRetentionPeriod, 465),
                "performanceInsightsRetentionPeriod",
                'must be 465 days with databaseInsightsMode "advanced"',
            ],
            [
                typeof backup === "string" &&
                    typeof maintenance === "string" &&
                    overlap(backup, maintenance),
                "preferredMaintenanceWindow",
                `must not overlap the preferredBackupWindow (${String(backup)})`,
            ],
            [
                Array.isArray(inputs.enabledCloudwatchLogsExports) &&
                    hasRepetition(inputs.enabledCloudwatchLogsExports),
                "enabledCloudwatchLogsExports",
                "names a log type twice",
            ],
            [
                min > max,
                "serverlessv2ScalingConfiguration.minCapacity",
                `must not be above maxCapacity (${max}), got ${min}`,
            ],
            [
                isGiven(scaling, "secondsUntilAutoPause") && isOther(scaling.minCapacity, 0),
                "serverlessv2ScalingConfiguration.secondsUntilAutoPause",
                "needs a minCapacity of 0",
            ],
        ),
    ];
}
