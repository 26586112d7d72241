import { bool, type Model, num, obj } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn, iamArn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { once } from "../shared/outputs";
import { broken, numberOf } from "../shared/rules";
import {
    checkResource,
    dimensionFailures,
    dimensionFields,
    dimensionOf,
    targetId,
} from "./dimensions";

export const TARGET = "aws:appautoscaling/target:Target";

/** Roles that Application Auto Scaling has for itself; it ignores any other. */
const ROLES: Readonly<Record<string, string>> = { rds: "RDSCluster", dynamodb: "DynamoDBTable" };

/**
 * Something whose size may change between two bounds. The sandbox never changes it.
 * The real provider's id is the `resourceId` alone, which two dimensions of a table share.
 */
export const target: Model = {
    type: TARGET,
    fields: {
        ...dimensionFields,
        maxCapacity: num({ required: true }),
        minCapacity: num({ required: true }),
        suspendedState: obj({
            dynamicScalingInSuspended: bool(),
            dynamicScalingOutSuspended: bool(),
            scheduledScalingSuspended: bool(),
        }),
    },
    rules: (inputs) => [...dimensionFailures(inputs), ...capacityFailures(inputs)],
    id: ({ inputs }) => targetId(inputs),
    outputs: {
        arn: once(TARGET, "arn", (draft) =>
            arn(draft, "application-autoscaling", `scalable-target/${randomId(26)}`),
        ),
        roleArn: (draft) => {
            const service = String(draft.inputs.serviceNamespace);
            const owner = `${service}.application-autoscaling.amazonaws.com`;
            const name = `AWSServiceRoleForApplicationAutoScaling_${ROLES[service] ?? ""}`;
            return iamArn(draft, `role/aws-service-role/${owner}/${name}`);
        },
    },
    refuse: ({ account, inputs }) => {
        checkResource(account, inputs);
    },
};

function capacityFailures(inputs: Props): Failure[] {
    const [low, high] = dimensionOf(inputs)?.range ?? [0, Infinity];
    const min = numberOf(inputs.minCapacity);
    const max = numberOf(inputs.maxCapacity);
    const isIn = (value = low) => Number.isInteger(value) && value >= low && value <= high;
    const range = high === Infinity ? `${low} or more` : `from ${low} to ${high}`;
    return broken(
        [!isIn(min), "minCapacity", `must be ${range}, got ${min}`],
        [!isIn(max), "maxCapacity", `must be ${range}, got ${max}`],
        [
            min !== undefined && max !== undefined && min > max,
            "minCapacity",
            `must not be above maxCapacity (${max}), got ${min}`,
        ],
    );
}
