import type * as aws from "@pulumi/aws";
import { KEY, document, resource } from "./resource";

/** The policy that every good bucket has. */
export const TLS_ONLY = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::trail", "arn:aws:s3:::trail/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const key = resource<aws.kms.KeyArgs>("aws:kms/key:Key", "data", {
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: document({
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "kms:*",
        Resource: "*",
    }),
});
export const keyPolicy = resource<aws.kms.KeyPolicyArgs>(
    "aws:kms/keyPolicy:KeyPolicy",
    "data-policy",
    {
        keyId: KEY,
        policy: key.props.policy as string,
    },
);
export const secret = resource<aws.secretsmanager.SecretArgs>(
    "aws:secretsmanager/secret:Secret",
    "app-login",
    {
        kmsKeyId: KEY,
        recoveryWindowInDays: 30,
        replicas: [
            {
                region: "eu-central-1",
                kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/5678",
            },
        ],
    },
);
export const secretPolicy = resource<aws.secretsmanager.SecretPolicyArgs>(
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "app-login-policy",
    { secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a", policy: document() },
);

export const logGroup = resource<aws.cloudwatch.LogGroupArgs>(
    "aws:cloudwatch/logGroup:LogGroup",
    "aurora-log",
    { retentionInDays: 365, kmsKeyId: KEY },
);
export const trail = resource<aws.cloudtrail.TrailArgs>("aws:cloudtrail/trail:Trail", "trail", {
    s3BucketName: "trail",
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: KEY,
});
export const bucket = resource<aws.s3.BucketArgs>("aws:s3/bucket:Bucket", "trail-bucket", {
    bucket: "trail",
});
export const bucketAccess = resource<aws.s3.BucketPublicAccessBlockArgs>(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "trail-bucket-access",
    {
        bucket: "trail",
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    },
);
export const bucketEncryption = resource<aws.s3.BucketServerSideEncryptionConfigurationArgs>(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "trail-bucket-encryption",
    {
        bucket: "trail",
        rules: [
            {
                applyServerSideEncryptionByDefault: {
                    sseAlgorithm: "aws:kms",
                    kmsMasterKeyId: KEY,
                },
                bucketKeyEnabled: true,
            },
        ],
    },
);
export const bucketPolicy = resource<aws.s3.BucketPolicyArgs>(
    "aws:s3/bucketPolicy:BucketPolicy",
    "trail-bucket-policy",
    { bucket: "trail", policy: document(TLS_ONLY) },
);

export const iamPolicy = resource<aws.iam.PolicyArgs>("aws:iam/policy:Policy", "reader", {
    policy: document({
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:Query"],
        Resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
    }),
});
export const role = resource<aws.iam.RoleArgs>("aws:iam/role:Role", "app", {
    assumeRolePolicy: document({
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
    }),
    managedPolicyArns: [],
});
export const attachment = resource<aws.iam.RolePolicyAttachmentArgs>(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "app-vpc",
    {
        role: "app",
        policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
    },
);
