import { AwsError, type Draft, obj, oneOf, str } from "../../cloud/model";
import { allows } from "../shared/policy-evaluation";
import { objectOf, objectsOf } from "../shared/rules";
import { BUCKET, BUCKET_POLICY, bucketArn, ENCRYPTION, OBJECT_LOCK, setting } from "./types";

const SERVICE = "logging.s3.amazonaws.com";

/** Where S3 delivers who comes to a bucket. */
export const logging = setting(
    "Logging",
    {
        targetBucket: str({ required: true, refersTo: { type: BUCKET, by: "id" } }),
        targetObjectKeyFormat: obj({
            partitionedPrefix: obj({
                partitionDateSource: str({
                    required: true,
                    check: oneOf("EventTime", "DeliveryTime"),
                }),
            }),
            simplePrefix: obj({}),
        }),
        targetPrefix: str({ required: true }),
    },
    { refuse: checkTarget },
);

/**
 * Makes sure that logs arrive. Stricter than S3 on purpose: it takes the setting all the same, and
 * drops what it cannot deliver.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
function checkTarget(draft: Draft): void {
    const problem = targetProblem(draft);
    if (problem !== undefined) {
        const target = String(draft.inputs.targetBucket);
        throw new AwsError("InvalidTargetBucketForLogging", `targetBucket: ${target} ${problem}`);
    }
}

function targetProblem({ account, inputs, region }: Draft): string | undefined {
    const target = inputs.targetBucket as string;
    if (account.get(BUCKET, target)?.outputs.bucketRegion !== region) {
        return `is not in region ${region}`;
    }
    const [rule] = objectsOf(account.get(ENCRYPTION, target)?.inputs.rules);
    const algorithm = objectOf(rule?.applyServerSideEncryptionByDefault)?.sseAlgorithm;
    if (algorithm !== undefined && algorithm !== "AES256") {
        return `encrypts with ${algorithm as string}; S3 delivers access logs to AES256 alone`;
    }
    if (objectOf(account.get(OBJECT_LOCK, target)?.inputs.rule)) {
        return "locks new objects, and S3 delivers no access logs to such a bucket";
    }
    const request = {
        service: SERVICE,
        action: "s3:PutObject",
        resource: `${bucketArn(region, target)}/${inputs.targetPrefix as string}log`,
        context: {
            "aws:SourceAccount": account.accountId,
            "aws:SourceArn": bucketArn(region, inputs.bucket as string),
            "aws:SecureTransport": "true",
        },
    };
    const policy = account.get(BUCKET_POLICY, target)?.inputs.policy ?? { Statement: [] };
    return allows(policy, request)
        ? undefined
        : `has no policy that lets ${SERVICE} do s3:PutObject on ${request.resource}`;
}
