import {
    AwsError,
    bool,
    type Draft,
    type Existing,
    type Fields,
    num,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { assumableRole, isKeyArn, usableKey } from "../shared/references";
import { broken, isOther, isGiven, numberOf } from "../shared/rules";
import { familyOf } from "./versions";

/** Months are counted as 31 days; 7 days are free, 731 are two years. */
const RETENTIONS = [7, ...Array.from({ length: 23 }, (_, i) => 31 * (i + 1)), 731];

/** The inputs for monitoring and Performance Insights, which clusters and instances share. */
export const monitoringFields: Fields = {
    monitoringInterval: num({ default: 0, check: oneOf(0, 1, 5, 10, 15, 30, 60) }),
    monitoringRoleArn: str(),
    performanceInsightsEnabled: bool(),
    performanceInsightsKmsKeyId: str({ check: isKeyArn }),
    performanceInsightsRetentionPeriod: num({
        check: (days) =>
            RETENTIONS.includes(days)
                ? undefined
                : `must be 7, a multiple of 31 up to 713, or 731 days, got ${days}`,
    }),
};

/** What of {@link monitoringFields} must go together. */
export function monitoringFailures(inputs: Props): Failure[] {
    const interval = numberOf(inputs.monitoringInterval) ?? 0;
    const insightsOff = isOther(inputs.performanceInsightsEnabled, true);
    return broken(
        [
            interval > 0 && !isGiven(inputs, "monitoringRoleArn"),
            "monitoringRoleArn",
            `is required with a monitoringInterval of ${interval}`,
        ],
        [
            isGiven(inputs, "monitoringRoleArn") && inputs.monitoringInterval === 0,
            "monitoringInterval",
            "must be more than 0 with a monitoringRoleArn",
        ],
        ...["performanceInsightsKmsKeyId", "performanceInsightsRetentionPeriod"].map(
            (name) =>
                [
                    isGiven(inputs, name) && insightsOff,
                    name,
                    "needs performanceInsightsEnabled: true",
                ] as const,
        ),
    );
}

/** Makes sure that what monitoring uses exists and can be used. */
export function checkMonitoring(draft: Draft): void {
    assumableRole(
        draft,
        "monitoringRoleArn",
        "monitoring.rds.amazonaws.com",
        "InvalidParameterValue",
    );
    usableKey(draft, "performanceInsightsKmsKeyId", "KMSKeyNotAccessibleFault");
}

/** Refuses another key for insights that are kept with one. */
export function checkInsightsKey(before: Existing, after: Draft): void {
    const name = "performanceInsightsKmsKeyId";
    const isOn = before.inputs.performanceInsightsEnabled === true;
    if (isOn && after.inputs[name] !== undefined && after.inputs[name] !== before.inputs[name]) {
        throw new AwsError(
            "InvalidParameterCombination",
            `${name}: You can't change your Performance Insights KMS key.`,
        );
    }
}

/** Refuses settings of an instance that contradict those of its cluster. */
export function checkAgreement(inputs: Props, cluster: Props): void {
    const insights = Object.keys(monitoringFields).filter((name) => name.startsWith("performance"));
    for (const name of cluster.performanceInsightsEnabled === undefined ? [] : insights) {
        if (inputs[name] !== undefined && inputs[name] !== cluster[name]) {
            throw new AwsError(
                "InvalidParameterCombination",
                `${name}: is ${String(cluster[name])} for the cluster; leave it out, or give the same`,
            );
        }
    }
    if (Number(cluster.monitoringInterval) > 0 && Number(inputs.monitoringInterval) > 0) {
        throw new AwsError(
            "InvalidParameterCombination",
            "monitoringInterval: the cluster has one for all of its instances; give it there only",
        );
    }
}

/** Makes sure that the parameter group of `field` exists and fits the engine's `version`. */
export function checkGroup(draft: Draft, field: string, type: string, version: string): void {
    const name = draft.inputs[field];
    const family = familyOf(version);
    if (typeof name !== "string" || name === `default.${family}`) {
        return;
    }
    const group = draft.account.get(type, name);
    if (group === undefined) {
        throw new AwsError("DBParameterGroupNotFound", `${field}: there is no group ${name}`);
    }
    if (group.inputs.family !== family) {
        throw new AwsError(
            "InvalidParameterCombination",
            `The Parameter Group ${name} with DBParameterGroupFamily ` +
                `${String(group.inputs.family)} cannot be used for this instance. ` +
                `Please use a Parameter Group with DBParameterGroupFamily ${family}`,
        );
    }
}
