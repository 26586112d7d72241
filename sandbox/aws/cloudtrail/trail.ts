import {
    AwsError,
    bool,
    type Draft,
    list,
    maxLength,
    matching,
    type Model,
    oneOf,
    str,
} from "../../cloud/model";
import { policyOfKey } from "../kms";
import { LOG_GROUP } from "../logs";
import { BUCKET, BUCKET_POLICY, bucketArn, ENCRYPTION } from "../s3/types";
import { arn } from "../shared/arn";
import { allows, type Request } from "../shared/policy-evaluation";
import { roleMay } from "../shared/role-permissions";
import { assumableRole, isKeyArn, usableKey } from "../shared/references";
import { objectsOf } from "../shared/rules";
import { trailFailures } from "./trail-rules";

const SERVICE = "cloudtrail.amazonaws.com";

const trailName = (value: string): string | undefined => {
    const form = /^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/;
    if (!form.test(value) || /[._-]{2}/.test(value)) {
        return (
            'must be 3 to 128 letters, digits, ".", "_" and "-", start and end with a letter or ' +
            `digit and have no two of the marks in a row, got "${value}"`
        );
    }
    return /^\d+\.\d+\.\d+\.\d+$/.test(value)
        ? `must not have the form of an IP address, got "${value}"`
        : undefined;
};

const values = list(str());

const trail: Model = {
    type: "aws:cloudtrail/trail:Trail",
    fields: {
        advancedEventSelectors: list(
            {
                name: str({ check: maxLength(1000) }),
                fieldSelectors: list(
                    {
                        field: str({
                            required: true,
                            check: oneOf(
                                "readOnly",
                                "eventSource",
                                "eventName",
                                "eventCategory",
                                "eventType",
                                "resources.type",
                                "resources.ARN",
                                "sessionCredentialFromConsole",
                                "userIdentity.arn",
                                "vpcEndpointId",
                            ),
                        }),
                        equals: values,
                        notEquals: values,
                        startsWiths: values,
                        notStartsWiths: values,
                        endsWiths: values,
                        notEndsWiths: values,
                    },
                    { required: true },
                ),
            },
            { conflictsWith: ["eventSelectors"] },
        ),
        cloudWatchLogsGroupArn: str({
            check: matching(/:\*$/, 'a log group ARN with ":*" after it'),
        }),
        cloudWatchLogsRoleArn: str(),
        enableLogFileValidation: bool({ default: false }),
        enableLogging: bool({ default: true }),
        eventSelectors: list({
            dataResources: list({
                type: str({
                    required: true,
                    check: oneOf(
                        "AWS::S3::Object",
                        "AWS::Lambda::Function",
                        "AWS::DynamoDB::Table",
                    ),
                }),
                values: list(str(), { required: true }),
            }),
            excludeManagementEventSources: list(
                str({ check: oneOf("kms.amazonaws.com", "rdsdata.amazonaws.com") }),
            ),
            includeManagementEvents: bool(),
            readWriteType: str({ check: oneOf("All", "ReadOnly", "WriteOnly") }),
        }),
        includeGlobalServiceEvents: bool({ default: true }),
        insightSelectors: list({
            insightType: str({
                required: true,
                check: oneOf("ApiCallRateInsight", "ApiErrorRateInsight"),
            }),
        }),
        isMultiRegionTrail: bool({ default: false }),
        isOrganizationTrail: bool({ default: false }),
        kmsKeyId: str({ check: isKeyArn }),
        name: str({ replaces: true, check: trailName }),
        s3BucketName: str({ required: true }),
        s3KeyPrefix: str({ check: maxLength(200) }),
    },
    autoName: { field: "name", maxLength: 128 },
    rules: trailFailures,
    id: trailArn,
    outputs: { arn: ({ id }) => id, homeRegion: ({ region }) => region },
    refuse: checkUsed,
};

/** AWS CloudTrail. */
export const cloudtrailModels: readonly Model[] = [trail];

function trailArn(draft: Pick<Draft, "inputs" | "region" | "account">): string {
    return arn(draft, "cloudtrail", `trail/${draft.inputs.name as string}`);
}

/** Makes sure that CloudTrail can write to the bucket, with the key, and to the log group. */
function checkUsed(draft: Draft): void {
    checkBucket(draft);
    checkKey(draft);
    checkLogGroup(draft);
}

function checkLogGroup(draft: Draft): void {
    const { account, inputs, region } = draft;
    const { cloudWatchLogsGroupArn: all, cloudWatchLogsRoleArn: role } = inputs;
    if (typeof all !== "string" || typeof role !== "string") {
        return;
    }
    const code = "InvalidCloudWatchLogsRoleArnException";
    const group = all.slice(0, -2);
    if (account.find(LOG_GROUP, "arn", group)?.outputs.region !== region) {
        throw new AwsError(
            "InvalidCloudWatchLogsLogGroupArnException",
            `cloudWatchLogsGroupArn: the log group ${all} does not exist in region ${region}`,
        );
    }
    assumableRole(draft, "cloudWatchLogsRoleArn", SERVICE, code);
    const resource = `${group}:log-stream:${account.accountId}_CloudTrail_${region}`;
    const lacking = ["logs:CreateLogStream", "logs:PutLogEvents"].filter(
        (action) => !roleMay(account, role, { action, resource }),
    );
    if (lacking.length > 0) {
        throw new AwsError(
            code,
            `cloudWatchLogsRoleArn: ${role} may not do ${lacking.join(", ")} on ${resource}`,
        );
    }
}

function checkBucket(draft: Draft): void {
    const { account, inputs } = draft;
    const name = inputs.s3BucketName as string;
    if (account.get(BUCKET, name) === undefined) {
        throw new AwsError("S3BucketDoesNotExistException", `S3 bucket ${name} does not exist!`);
    }
    const policy = account.get(BUCKET_POLICY, name)?.inputs.policy ?? { Statement: [] };
    const bucket = bucketArn(draft.region, name);
    const prefix = inputs.s3KeyPrefix === undefined ? "" : `${inputs.s3KeyPrefix as string}/`;
    const context = {
        ...commonContext(draft),
        "s3:x-amz-acl": "bucket-owner-full-control",
        "s3:x-amz-server-side-encryption": inputs.kmsKeyId === undefined ? "AES256" : "aws:kms",
        ...(inputs.kmsKeyId === undefined
            ? {}
            : { "s3:x-amz-server-side-encryption-aws-kms-key-id": inputs.kmsKeyId as string }),
    };
    const needed: Pick<Request, "action" | "resource">[] = [
        { action: "s3:GetBucketAcl", resource: bucket },
        {
            action: "s3:PutObject",
            resource: `${bucket}/${prefix}AWSLogs/${account.accountId}/CloudTrail/${draft.region}/log`,
        },
    ];
    for (const { action, resource } of needed) {
        if (!allows(policy, { service: SERVICE, action, resource, context })) {
            throw new AwsError(
                "InsufficientS3BucketPolicyException",
                `Incorrect S3 bucket policy is detected for bucket: ${name} (it does not let ` +
                    `${SERVICE} do ${action} on ${resource})`,
            );
        }
    }
}

function checkKey(draft: Draft): void {
    const key = usableKey(draft, "kmsKeyId", "KmsKeyNotFoundException");
    if (key === undefined) {
        return;
    }
    const encryptionContext = { "kms:EncryptionContext:aws:cloudtrail:arn": trailArn(draft) };
    const needed = [
        { action: "kms:GenerateDataKey", context: encryptionContext },
        { action: "kms:DescribeKey", context: {} },
        // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
        ...(hasBucketKey(draft) ? [{ action: "kms:Decrypt", context: {} }] : []),
    ];
    for (const { action, context } of needed) {
        const request = {
            service: SERVICE,
            action,
            resource: key.outputs.arn as string,
            context: { ...commonContext(draft), ...context },
        };
        if (!allows(policyOfKey(draft.account, key), request)) {
            throw new AwsError(
                "InsufficientEncryptionPolicyException",
                `Insufficient permissions to access KMS key ${key.id} (its policy does not let ` +
                    `${SERVICE} do ${action} for ${trailArn(draft)})`,
            );
        }
    }
}

function hasBucketKey({ account, inputs }: Draft): boolean {
    const bucket = account.get(ENCRYPTION, inputs.s3BucketName as string);
    return objectsOf(bucket?.inputs.rules).some(
        ({ bucketKeyEnabled }) => bucketKeyEnabled === true,
    );
}

function commonContext(draft: Draft): Record<string, string> {
    return {
        "aws:SourceArn": trailArn(draft),
        "aws:SourceAccount": draft.account.accountId,
        "aws:SecureTransport": "true",
    };
}
