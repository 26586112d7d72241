import type { Account } from "../../cloud/account";
import {
    AwsError,
    between,
    bool,
    type Draft,
    matching,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { TABLE } from "../dynamodb/types";
import { arn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { once } from "../shared/outputs";
import { broken, numberOf, objectOf, objectsOf } from "../shared/rules";
import { dimensionFailures, dimensionFields, dimensionOf, targetId } from "./dimensions";
import { TARGET } from "./target";

const POLICY = "aws:appautoscaling/policy:Policy";

const cooldown = num({ check: between(0, 86400) });

/** Follows a metric by changing the size of a target. Of the three types, the one for databases. */
export const policy: Model = {
    type: POLICY,
    untaggable: true,
    fields: {
        ...dimensionFields,
        name: str({ replaces: true, check: matching(/^.{1,255}$/, "1 to 255 characters") }),
        policyType: str({
            // The provider's own default is StepScaling, which needs another configuration.
            required: true,
            check: oneOf("TargetTrackingScaling"),
        }),
        targetTrackingScalingPolicyConfiguration: obj(
            {
                disableScaleIn: bool(),
                predefinedMetricSpecification: obj(
                    {
                        predefinedMetricType: str({ required: true }),
                        resourceLabel: str({ check: () => "is for load balancers only" }),
                    },
                    { required: true },
                ),
                scaleInCooldown: cooldown,
                scaleOutCooldown: cooldown,
                targetValue: num({ required: true }),
            },
            { required: true },
        ),
    },
    autoName: { field: "name", maxLength: 255 },
    rules: (inputs) => [...dimensionFailures(inputs), ...metricFailures(inputs)],
    id: ({ inputs }) => `${targetId(inputs)}/${String(inputs.name)}`,
    outputs: {
        alarmArns: (draft) =>
            ["AlarmHigh", "AlarmLow"].map((kind) =>
                arn(
                    draft,
                    "cloudwatch",
                    `alarm:TargetTracking-${String(draft.inputs.resourceId)}-${kind}`,
                ),
            ),
        arn: once(POLICY, "arn", (draft) =>
            arn(
                draft,
                "autoscaling",
                `scalingPolicy:${randomId(12)}:resource/` +
                    `${String(draft.inputs.serviceNamespace)}/` +
                    `${String(draft.inputs.resourceId)}:policyName/${String(draft.inputs.name)}`,
            ),
        ),
    },
    refuse: checkTarget,
};

function trackingOf(inputs: Props): Props {
    return objectOf(inputs.targetTrackingScalingPolicyConfiguration) ?? {};
}

function metricOf(inputs: Props): unknown {
    return objectOf(trackingOf(inputs).predefinedMetricSpecification)?.predefinedMetricType;
}

function metricFailures(inputs: Props): Failure[] {
    const at = "targetTrackingScalingPolicyConfiguration";
    const metrics = dimensionOf(inputs)?.metrics;
    const metric = metricOf(inputs);
    if (metrics === undefined || typeof metric !== "string") {
        return [];
    }
    const [low, high] = metrics[metric] ?? [-Infinity, Infinity];
    const value = numberOf(trackingOf(inputs).targetValue) ?? low;
    return broken(
        [
            metrics[metric] === undefined,
            `${at}.predefinedMetricSpecification.predefinedMetricType`,
            `must be one of ${Object.keys(metrics).join(", ")} for ` +
                `${String(inputs.scalableDimension)}, got ${metric}`,
        ],
        [
            value < low || value > high,
            `${at}.targetValue`,
            `must be ${high === Infinity ? `${low} or more` : `from ${low} to ${high}`}, got ${value}`,
        ],
    );
}

function checkTarget({ account, id, inputs }: Draft): void {
    if (account.get(TARGET, targetId(inputs)) === undefined) {
        throw new AwsError(
            "ObjectNotFoundException",
            `No scalable target registered for service namespace: ${String(inputs.serviceNamespace)}, ` +
                `resource ID: ${String(inputs.resourceId)}, ` +
                `scalable dimension: ${String(inputs.scalableDimension)}`,
        );
    }
    const own = ownPolicy(account, inputs);
    if (own !== undefined && own !== inputs.name && account.get(POLICY, id) === undefined) {
        throw new AwsError(
            "ValidationException",
            "Only one TargetTrackingScaling policy for a given metric specification is allowed; " +
                `DynamoDB has made ${own}, which is changed by a policy of that name`,
        );
    }
    const rival = account
        .all(POLICY)
        .find(
            (entry) =>
                entry.id !== id &&
                targetId(entry.inputs) === targetId(inputs) &&
                metricOf(entry.inputs) === metricOf(inputs),
        );
    if (rival !== undefined) {
        throw new AwsError(
            "ValidationException",
            "Only one TargetTrackingScaling policy for a given metric specification is allowed; " +
                `there is ${String(rival.inputs.name)}`,
        );
    }
}

/** The policy by which DynamoDB scales the writes to a table that has replicas, all by itself. */
function ownPolicy(account: Account, inputs: Props): string | undefined {
    const resourceId = String(inputs.resourceId);
    const table = account.get(TABLE, resourceId.split("/")[1] ?? "");
    return metricOf(inputs) === "DynamoDBWriteCapacityUtilization" &&
        objectsOf(table?.outputs.replicas).length > 0
        ? `DynamoDBWriteCapacityUtilization:${resourceId}`
        : undefined;
}
