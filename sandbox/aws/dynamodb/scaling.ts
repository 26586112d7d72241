import { AwsError, type Draft } from "../../cloud/model";
import { objectsOf } from "../shared/rules";

const SCALING_POLICY = "aws:appautoscaling/policy:Policy";

/** Throws when the table has replicas, and writes to it or an index are not scaled automatically. */
export function refuseUnscaled({ account, id, inputs }: Draft): void {
    if (inputs.billingMode !== "PROVISIONED") {
        return;
    }
    const holders = [
        { resource: `table/${id}`, part: "table" },
        ...objectsOf(inputs.globalSecondaryIndexes).map(({ name }) => ({
            resource: `table/${id}/index/${String(name)}`,
            part: "index",
        })),
    ];
    const unscaled = holders.find(
        ({ resource, part }) =>
            !account
                .all(SCALING_POLICY)
                .some(
                    ({ inputs: policy }) =>
                        policy.resourceId === resource &&
                        policy.scalableDimension === `dynamodb:${part}:WriteCapacityUnits`,
                ),
    );
    if (unscaled !== undefined) {
        throw new AwsError(
            "ValidationException",
            "replicas: Table write capacity should either be Pay-Per-Request or AutoScaled; no " +
                `policy of Application Auto Scaling scales the writes to ${unscaled.resource}`,
        );
    }
}
