import type { Draft } from "../cloud/model";
import type { Props } from "../provider/provider";
import { policyOfKey } from "./kms";
import { LOG_GROUP, LOG_RESOURCE_POLICY } from "./logs";
import { BUCKET, BUCKET_POLICY, ENCRYPTION } from "./s3/types";
import { arn, partitionOf } from "./shared/arn";
import { allows, denies } from "./shared/policy-evaluation";

/** The service that hands over what other services log: flow logs to S3, logs of DNS queries. */
const SERVICE = "delivery.logs.amazonaws.com";

/**
 * Why a bucket cannot take delivered logs, or nothing.
 *
 * Stricter than AWS in one point. A deployer who may change the bucket policy gets no refusal there:
 * AWS appends what is missing, and for flow logs it overwrites the policy. What the program says of
 * the bucket is then no longer true, and the next deployment undoes it. So the policy has to say it.
 *
 * @param destination ARN of the bucket, or of a folder in it
 * @param key what is written below that, such as `AWSLogs/123456789012/vpcflowlogs/eu-west-1/log`;
 * with Hive-compatible partitions it begins `AWSLogs/aws-account-id=123456789012/`
 */
export function bucketProblem(draft: Draft, destination: string, key: string): string | undefined {
    const [bucketArn = "", folder] = destination.split(/\/(.*)/s);
    const bucket = draft.account.find(BUCKET, "arn", bucketArn);
    if (bucket === undefined) {
        return `the bucket ${bucketArn} does not exist`;
    }
    const prefix = folder === undefined || folder === "" ? "" : `${folder.replace(/\/$/, "")}/`;
    const policy = draft.account.get(BUCKET_POLICY, bucket.id)?.inputs.policy ?? { Statement: [] };
    const context = { ...contextOf(draft), "s3:x-amz-acl": "bucket-owner-full-control" };
    const needed = [
        { action: "s3:GetBucketAcl", resource: bucketArn },
        { action: "s3:PutObject", resource: `${bucketArn}/${prefix}${key}` },
    ];
    const lacking = needed.find(
        (asked) => !allows(policy, { service: SERVICE, ...asked, context }),
    );
    return lacking === undefined
        ? keyProblem(draft, bucket.id, bucketArn)
        : `the policy of the bucket ${bucket.id} does not let ${SERVICE} do ${lacking.action} ` +
              `on ${lacking.resource}`;
}

/** A key that the service may not use is no refusal of AWS's: all logs are lost, with no error. */
function keyProblem(draft: Draft, bucket: string, bucketArn: string): string | undefined {
    const [rule] = (draft.account.get(ENCRYPTION, bucket)?.inputs.rules ?? []) as Props[];
    const by = rule?.applyServerSideEncryptionByDefault as Props | undefined;
    if (by === undefined || by.sseAlgorithm === "AES256") {
        return undefined;
    }
    const id = by.kmsMasterKeyId as string | undefined;
    if (id === undefined) {
        return `the bucket ${bucket} is encrypted with aws/s3, a key that ${SERVICE} cannot use`;
    }
    const key = draft.account.find("aws:kms/key:Key", "arn", id);
    if (key === undefined) {
        return `the key ${id} of the bucket ${bucket} does not exist`;
    }
    const context = {
        ...contextOf(draft),
        "kms:ViaService": `s3.${draft.region}.${partitionOf(draft.region).dnsSuffix}`,
        "kms:EncryptionContext:aws:s3:arn": bucketArn,
    };
    const policy = policyOfKey(draft.account, key);
    const lacking = ["kms:GenerateDataKey", "kms:Decrypt"].filter(
        (action) => !allows(policy, { service: SERVICE, action, resource: id, context }),
    );
    return lacking.length === 0
        ? undefined
        : `the policy of the key ${key.id} of the bucket ${bucket} does not let ${SERVICE} do ` +
              lacking.join(", ");
}

/**
 * Why a log group cannot take delivered logs, or nothing. What no policy says, AWS adds by itself in
 * a policy of its own beside the program's, so that only a denial stands in the way.
 *
 * @param destination ARN of the log group, with or without ":*" after it
 */
export function logGroupProblem(draft: Draft, destination: string): string | undefined {
    const group = destination.replace(/:\*$/, "");
    if (draft.account.find(LOG_GROUP, "arn", group)?.outputs.region !== draft.region) {
        return `the log group ${group} does not exist in ${draft.region}`;
    }
    const denying = draft.account
        .all(LOG_RESOURCE_POLICY)
        .filter(({ outputs }) => outputs.region === draft.region)
        .filter(({ inputs }) => inputs.resourceArn === undefined || inputs.resourceArn === group)
        .find(({ inputs }) =>
            ["logs:CreateLogStream", "logs:PutLogEvents"].some((action) =>
                denies(inputs.policyDocument, {
                    service: SERVICE,
                    action,
                    resource: `${group}:log-stream:delivered`,
                    context: contextOf(draft),
                }),
            ),
        );
    return (
        denying && `the log resource policy ${denying.id} denies ${SERVICE} to write to ${group}`
    );
}

function contextOf(draft: Draft): Record<string, string> {
    return {
        "aws:SourceAccount": draft.account.accountId,
        "aws:SourceArn": arn(draft, "logs", "log-delivery"),
        "aws:SecureTransport": "true",
    };
}
