import type { Failure, Props } from "../../provider/provider";
import {
    broken,
    exactlyOne,
    hasRepetition,
    isGiven,
    isOther,
    numberOf,
    objectOf,
} from "../shared/rules";
import { overlap } from "../shared/windows";
import { monitoringFailures } from "./monitoring";

const PASSWORDS = ["manageMasterUserPassword", "masterPassword", "masterPasswordWo"];

/** What inputs of a cluster must go together, and which exclude each other. */
export function clusterFailures(inputs: Props, before?: Props): Failure[] {
    const { preferredBackupWindow: backup, preferredMaintenanceWindow: maintenance } = inputs;
    return [
        ...monitoringFailures(inputs),
        ...insightsFailures(inputs),
        ...credentialFailures(inputs, before),
        ...originFailures(inputs),
        ...scalingFailures(inputs),
        ...broken(
            [
                isGiven(inputs, "kmsKeyId") &&
                    isOther(inputs.storageEncrypted, true) &&
                    !isRestored(inputs),
                "kmsKeyId",
                "needs storageEncrypted: true",
            ],
            [
                typeof backup === "string" &&
                    typeof maintenance === "string" &&
                    overlap(backup, maintenance),
                "preferredMaintenanceWindow",
                `must not overlap the preferredBackupWindow (${String(backup)})`,
            ],
            ...["enabledCloudwatchLogsExports", "iamRoles"].map(
                (name) =>
                    [
                        Array.isArray(inputs[name]) && hasRepetition(inputs[name]),
                        name,
                        "names something twice",
                    ] as const,
            ),
        ),
    ];
}

function isRestored(inputs: Props): boolean {
    return isGiven(inputs, "restoreToPointInTime") || isGiven(inputs, "snapshotIdentifier");
}

function insightsFailures(inputs: Props): Failure[] {
    const isAdvanced = inputs.databaseInsightsMode === "advanced";
    return broken(
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
    );
}

function credentialFailures(inputs: Props, before: Props | undefined): Failure[] {
    // Those have the master user of what they are made of; a primary of a global cluster has not,
    // which is known only when it is made.
    const isNew =
        before === undefined && !isRestored(inputs) && !isGiven(inputs, "globalClusterIdentifier");
    const isManaged = inputs.manageMasterUserPassword;
    const names = ["masterPasswordWo", "masterPasswordWoVersion"] as const;
    return broken(
        [
            isNew && !isGiven(inputs, "masterUsername"),
            "masterUsername",
            "is required for a new cluster",
        ],
        [
            isNew && !PASSWORDS.some((name) => isGiven(inputs, name)),
            "masterPassword",
            "is required, unless manageMasterUserPassword is true",
        ],
        [isManaged === false, "manageMasterUserPassword", "must be true, or not be given"],
        [
            isManaged === true && isGiven(inputs, "globalClusterIdentifier"),
            "manageMasterUserPassword",
            "is not for clusters of a global database; give a password",
        ],
        [
            isGiven(inputs, "masterUserSecretKmsKeyId") && isOther(isManaged, true),
            "masterUserSecretKmsKeyId",
            "needs manageMasterUserPassword: true",
        ],
        ...[names, [names[1], names[0]] as const].map(
            ([name, other]) =>
                [isGiven(inputs, name) && !isGiven(inputs, other), name, `needs ${other}`] as const,
        ),
    );
}

function originFailures(inputs: Props): Failure[] {
    const restore = objectOf(inputs.restoreToPointInTime);
    const at = "restoreToPointInTime";
    const isClone = restore?.restoreType === "copy-on-write";
    const nested =
        restore === undefined
            ? []
            : [
                  ...exactlyOne(restore, "sourceClusterIdentifier", "sourceClusterResourceId"),
                  ...exactlyOne(restore, "restoreToTime", "useLatestRestorableTime"),
                  ...broken(
                      [
                          restore.useLatestRestorableTime === false,
                          "useLatestRestorableTime",
                          "must be true, or not be given",
                      ],
                      [
                          isClone && isGiven(restore, "restoreToTime"),
                          "restoreToTime",
                          'is not for restoreType "copy-on-write", which clones what is there now',
                      ],
                  ),
              ].map(({ property, reason }) => ({ property: `${at}.${property}`, reason }));
    return [
        ...nested,
        ...broken(
            [
                inputs.enableHttpEndpoint === true && isRestored(inputs),
                "enableHttpEndpoint",
                "does not work for a cluster that is restored; turn it on afterwards",
            ],
            [
                inputs.enableGlobalWriteForwarding === true &&
                    !isGiven(inputs, "globalClusterIdentifier"),
                "enableGlobalWriteForwarding",
                "needs a globalClusterIdentifier",
            ],
            [
                isGiven(inputs, "replicationSourceIdentifier") &&
                    !isGiven(inputs, "globalClusterIdentifier"),
                "replicationSourceIdentifier",
                "Aurora PostgreSQL replicates to other clusters by a GlobalCluster only; give " +
                    "globalClusterIdentifier instead",
            ],
        ),
    ];
}

function scalingFailures(inputs: Props): Failure[] {
    const scaling = objectOf(inputs.serverlessv2ScalingConfiguration) ?? {};
    const min = numberOf(scaling.minCapacity) ?? 0;
    const max = numberOf(scaling.maxCapacity) ?? Infinity;
    return broken(
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
    );
}
