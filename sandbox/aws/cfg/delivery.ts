import type { Draft } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { policyOfKey } from "../kms";
import { BUCKET, BUCKET_POLICY, bucketArn, ENCRYPTION } from "../s3/types";
import { allows } from "../shared/policy-evaluation";

/** In whose name AWS Config delivers where its role may not, which is judged here alone. */
const SERVICE = "config.amazonaws.com";

/** Why AWS Config cannot deliver to the bucket of a channel, or nothing. */
export function deliveryProblem(draft: Draft): string | undefined {
    const { account, inputs } = draft;
    const bucket = inputs.s3BucketName as string;
    if (account.get(BUCKET, bucket) === undefined) {
        return `s3BucketName: the bucket ${bucket} does not exist`;
    }
    const policy = account.get(BUCKET_POLICY, bucket)?.inputs.policy ?? { Statement: [] };
    const arn = bucketArn(draft.region, bucket);
    const prefix = inputs.s3KeyPrefix === undefined ? "" : `${inputs.s3KeyPrefix as string}/`;
    const context = { ...contextOf(draft), "s3:x-amz-acl": "bucket-owner-full-control" };
    const lacking = [
        { action: "s3:GetBucketAcl", resource: arn },
        { action: "s3:ListBucket", resource: arn },
        {
            action: "s3:PutObject",
            resource: `${arn}/${prefix}AWSLogs/${account.accountId}/Config/ConfigWritabilityCheckFile`,
        },
    ].find((asked) => !allows(policy, { service: SERVICE, ...asked, context }));
    return lacking === undefined
        ? keyProblem(draft, bucket)
        : `the policy of the bucket ${bucket} does not let ${SERVICE} do ${lacking.action} on ${lacking.resource}`;
}

function keyProblem(draft: Draft, bucket: string): string | undefined {
    const [rule] = (draft.account.get(ENCRYPTION, bucket)?.inputs.rules ?? []) as Props[];
    const by = rule?.applyServerSideEncryptionByDefault as Props | undefined;
    const id = (draft.inputs.s3KmsKeyArn ?? by?.kmsMasterKeyId) as string | undefined;
    if (id === undefined) {
        return undefined;
    }
    const key = draft.account.find("aws:kms/key:Key", "arn", id);
    if (key === undefined) {
        return `the key ${id} of the bucket ${bucket} does not exist`;
    }
    const policy = policyOfKey(draft.account, key);
    const context = contextOf(draft);
    const lacking = ["kms:Decrypt", "kms:GenerateDataKey"].filter(
        (action) => !allows(policy, { service: SERVICE, action, resource: id, context }),
    );
    return lacking.length === 0
        ? undefined
        : `the policy of the key ${key.id} of the bucket ${bucket} does not let ${SERVICE} do ${lacking.join(", ")}`;
}

function contextOf({ account }: Draft): Record<string, string> {
    return { "aws:SourceAccount": account.accountId, "aws:SecureTransport": "true" };
}
