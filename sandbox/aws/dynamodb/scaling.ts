import { AwsError, type Draft } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { objectsOf } from "../shared/rules";
import { TABLE } from "./types";

const SCALING_POLICY = "aws:appautoscaling/policy:Policy";

/**
 * Throws where AWS wants writes to be scaled automatically, and they are not: those of a provisioned
 * table and all of its indexes when it gets a replica, and those of the indexes that it has when it
 * is replicated and gets another one. What is new there, or newly provisioned, DynamoDB scales itself.
 */
export function refuseUnscaled({ account, id, inputs }: Draft): void {
    const before = account.get(TABLE, id)?.inputs ?? {};
    const gets = (name: string, key: string) =>
        objectsOf(inputs[name]).some(
            (one) => !objectsOf(before[name]).some((other) => other[key] === one[key]),
        );
    const getsReplica = gets("replicas", "regionName");
    if (
        inputs.billingMode !== "PROVISIONED" ||
        !(getsReplica || gets("globalSecondaryIndexes", "name"))
    ) {
        return;
    }
    const unscaled = holders(id, getsReplica ? inputs : before).find(
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
            `replicas: ${unscaled.what} write capacity should either be Pay-Per-Request or ` +
                "AutoScaled; no policy of Application Auto Scaling scales the writes to " +
                unscaled.resource,
        );
    }
}

function holders(id: string, inputs: Props) {
    return [
        { what: "Table", resource: `table/${id}`, part: "table" },
        ...objectsOf(inputs.globalSecondaryIndexes).map(({ name }) => ({
            what: "GSI",
            resource: `table/${id}/index/${String(name)}`,
            part: "index",
        })),
    ];
}
