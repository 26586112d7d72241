import type { Draft } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { policyOfKey } from "../kms";
import { BUCKET, BUCKET_POLICY, bucketArn, ENCRYPTION } from "../s3/types";
import { allows } from "../shared/policy-evaluation";
import { roleMay } from "../shared/role-permissions";
import { RECORDER } from "./types";

/** In whose name AWS Config looks at a bucket, and delivers where its role may not. */
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
    const put = {
        action: "s3:PutObject",
        resource: `${arn}/${prefix}AWSLogs/${account.accountId}/Config/ConfigWritabilityCheckFile`,
    };
    const lacking = [
        { action: "s3:GetBucketAcl", resource: arn },
        { action: "s3:ListBucket", resource: arn },
        put,
    ].find((asked) => !allows(policy, { service: SERVICE, ...asked, context }));
    const role = roleOf(draft);
    if (role !== undefined && !roleMay(account, role, { ...put, context })) {
        // Stricter than AWS on purpose: it delivers in its own name then, after an attempt that
        // the trail tells of as a call that was not allowed.
        return `the role ${role} of the recorder may not do ${put.action} on ${put.resource}`;
    }
    return lacking === undefined
        ? keyProblem(draft, bucket)
        : `the policy of the bucket ${bucket} does not let ${SERVICE} do ${lacking.action} on ${lacking.resource}`;
}

function roleOf({ account, region }: Draft): string | undefined {
    const recorder = account.all(RECORDER).find(({ outputs }) => outputs.region === region);
    return recorder?.inputs.roleArn as string | undefined;
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
