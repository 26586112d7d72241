import { AwsError, bool, type Draft, type Model, oneOf, str } from "../../cloud/model";
import { usableKey } from "../shared/references";
import { broken } from "../shared/rules";
import { isBurstable, SERVERLESS } from "./classes";
import { membersOf } from "./members";
import { ACTIVITY_STREAM, CLUSTER } from "./types";

/** What happens in a cluster, encrypted, in a stream of Kinesis's. */
export const clusterActivityStream: Model = {
    type: ACTIVITY_STREAM,
    untaggable: true,
    fields: {
        engineNativeAuditFieldsIncluded: bool({ default: false, replaces: true }),
        kmsKeyId: str({ required: true, replaces: true }),
        mode: str({ required: true, replaces: true, check: oneOf("sync", "async") }),
        resourceArn: str({
            required: true,
            replaces: true,
            refersTo: { type: CLUSTER, by: "arn" },
        }),
    },
    rules: ({ engineNativeAuditFieldsIncluded, kmsKeyId }) =>
        broken(
            [
                engineNativeAuditFieldsIncluded === true,
                "engineNativeAuditFieldsIncluded",
                "is for Oracle only",
            ],
            [
                typeof kmsKeyId === "string" && kmsKeyId.includes("alias/aws/"),
                "kmsKeyId",
                "must be a key of yours: an activity stream refuses those that AWS manages",
            ],
        ),
    id: ({ inputs }) => inputs.resourceArn as string,
    outputs: {
        kinesisStreamName: (draft) =>
            `aws-rds-das-${String(clusterOf(draft)?.outputs.clusterResourceId)}`,
    },
    onCreate: (draft) => {
        usableKey(draft, "kmsKeyId", "KMSKeyNotAccessibleFault");
        const { account, region } = draft;
        if (/^(cn|us-gov)-/.test(region)) {
            throw new AwsError("InvalidParameterValue", `${region} has no activity streams`);
        }
        const members = membersOf({ account, id: clusterOf(draft)?.id ?? "" });
        if (members.length === 0) {
            throw new AwsError(
                "InvalidDBClusterStateFault",
                "resourceArn: the cluster has no instance yet; create one first (dependsOn)",
            );
        }
        const unfit = members.find(
            ({ inputs: { instanceClass } }) =>
                instanceClass === SERVERLESS || isBurstable(instanceClass),
        );
        if (unfit !== undefined) {
            throw new AwsError(
                "InvalidParameterCombination",
                `${unfit.id} is a ${String(unfit.inputs.instanceClass)}, ` +
                    "which has no activity streams",
            );
        }
    },
};

function clusterOf({ account, inputs }: Draft) {
    return account.find(CLUSTER, "arn", inputs.resourceArn);
}
