import * as good from "../good";
import { type Fault, add, each, set } from "./fault";

const { bucket, bucketPolicy, iamPolicy, key, lambda, role, secret } = good;
const allow = (statement: object) => good.document({ Effect: "Allow", ...statement });
const everyone = { Action: "*", Resource: "*" };
const trust = (statement: object) => ({
    assumeRolePolicy: allow({ Action: "sts:AssumeRole", ...statement }),
});
const object = (statement: object) => ({
    policy: { Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } },
});
const attached = (name: string) => ({ policyArn: `arn:aws:iam::aws:policy/${name}` });
const topicPolicy = (...statements: object[]) => ({ policy: good.document(...statements) });
const variables = (values: object) => ({ environment: { variables: values } });
const oneZone = ["subnet-1", "subnet-2"].map((id) => ({
    ...good.subnet,
    name: `${id}-of-one-zone`,
    props: { ...good.subnet.props, id },
}));

/** Keys, secrets, functions, policies, buckets, topics. */
export const accessFaults: readonly Fault[] = [
    ...each("KMS-5 a key that is gone within days", "kms-key-deletion-window", {
        "": set(key, { deletionWindowInDays: 7 }),
    }),
    ...each("KMS-3 a key for everyone", "kms-key-policy-not-public", {
        "": set(key, { policy: allow({ Principal: "*", Action: "kms:Decrypt", Resource: "*" }) }),
        "as an object": set(
            key,
            object({ Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" }),
        ),
        "but one": set(key, {
            policy: allow({
                NotPrincipal: { AWS: "arn:aws:iam::111122223333:user/x" },
                Action: "kms:Decrypt",
                Resource: "*",
            }),
        }),
        "by a condition on nobody": set(key, {
            policy: allow({
                Principal: "*",
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: { StringLike: { "aws:PrincipalArn": "*" } },
            }),
        }),
    }),
    ...each("SEC-4 a secret that is gone at once", "secret-recovery-window", {
        "": set(secret, { recoveryWindowInDays: 0 }),
    }),
    ...each("SEC-5 a secret for everyone", "resource-policy-not-public", {
        "": add(good.secretPolicy, {
            policy: allow({
                Principal: "*",
                Action: "secretsmanager:GetSecretValue",
                Resource: "*",
            }),
        }),
        inline: set(secret, {
            policy: allow({ Principal: { AWS: "*" }, Action: "secretsmanager:*", Resource: "*" }),
        }),
    }),
    ...each("SEC-5 policies for everyone not refused", "secret-policy-public-blocked", {
        "": add(good.secretPolicy, { blockPublicPolicy: false }),
    }),
    ...each("SEC-6 a secret's value in the program", "secret-value-not-literal", {
        "": set(good.secretVersion, { secretStringWo: undefined, secretString: "hunter22" }),
    }),
    {
        what: "LAM-2 a function in one zone",
        by: "lambda-function-two-zones",
        and: oneZone,
        without: [good.subnet],
    },
    ...each("LAM-2 a function in one subnet", "lambda-function-two-zones", {
        "": set(lambda, {
            vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-4"] },
        }),
    }),
    ...each("LAM-5 a secret in the environment", "lambda-environment-no-secrets", {
        "a password": set(lambda, variables({ DB_PASSWORD: "hunter22" })),
        "in a connection": set(lambda, variables({ DB: "postgresql://app:hunter22@db/pii" })),
        "a key of AWS": set(lambda, variables({ X: "AKIAIOSFODNN7EXAMPLE" })),
    }),
    ...each("LAM-9 credentials from any page", "lambda-url-cors", {
        "": add(good.lambdaUrl, { cors: { allowOrigins: ["*"], allowCredentials: true } }),
    }),
    ...each("IAM-1 everything", "iam-no-star-admin", {
        "as an object": set(iamPolicy, object(everyone)),
        "in another form": set(iamPolicy, {
            policy: allow({ Action: ["*:*"], Resource: ["arn:aws:s3:::a", "*"] }),
        }),
    }),
    ...each("IAM-2 all of a service", "iam-no-service-wildcard", {
        "": set(iamPolicy, {
            policy: allow({
                Action: "dynamodb:*",
                Resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
            }),
        }),
    }),
    ...each("IAM-7 everything but", "iam-no-allow-by-exception", {
        "some actions": set(iamPolicy, { policy: allow({ NotAction: "iam:*", Resource: "*" }) }),
        "some resources": set(iamPolicy, {
            policy: allow({ Action: "s3:GetObject", NotResource: "arn:aws:s3:::a/*" }),
        }),
    }),
    ...each("IAM-8 a broad policy of AWS", "iam-no-broad-managed-policy", {
        "of a service": set(good.attachment, attached("AmazonS3FullAccess")),
        "of most": set(good.attachment, attached("PowerUserAccess")),
        "at the role": set(role, {
            managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"],
        }),
    }),
    ...each("IAM-9 a role for everyone", "iam-role-trust-not-public", {
        "": set(role, trust({ Principal: "*" })),
        "but one": set(role, trust({ NotPrincipal: { AWS: "arn:aws:iam::111122223333:user/x" } })),
    }),
    {
        what: "IAM-13 an access key",
        by: "iam-no-access-keys",
        and: [{ type: "aws:iam/accessKey:AccessKey", name: "lasting", props: { user: "robot" } }],
    },
    ...each("S3-5 a bucket for everyone", "resource-policy-not-public", {
        "": set(bucketPolicy, {
            policy: good.document(good.TLS_ONLY, {
                Effect: "Allow",
                Principal: "*",
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::trail/*",
            }),
        }),
        inline: set(bucket, {
            policy: allow({ Principal: "*", Action: "s3:GetObject", Resource: "*" }),
        }),
    }),
    ...each("S3-7 a bucket without TLS", "s3-bucket-tls-only", {
        "": set(bucketPolicy, { policy: good.document() }),
        "of objects only": set(bucketPolicy, {
            policy: good.document({ ...good.TLS_ONLY, Resource: "arn:aws:s3:::trail/*" }),
        }),
        "for some": set(bucketPolicy, {
            policy: good.document({
                ...good.TLS_ONLY,
                Principal: { AWS: "arn:aws:iam::111122223333:role/app" },
            }),
        }),
        "no policy": { without: [bucketPolicy] },
    }),
    ...each("S3-17 a bucket that is emptied", "s3-no-force-destroy", {
        "": set(bucket, { forceDestroy: true }),
        "of version 6": add(
            bucket,
            { bucket: "other", forceDestroy: true },
            { type: "aws:s3/bucketV2:BucketV2" },
        ),
    }),
    ...each("MSG-1 a topic with the key of AWS", "sns-topic-customer-key", {
        "": set(good.topic, { kmsMasterKeyId: "alias/aws/sns" }),
    }),
    ...each("MSG-3 a topic without TLS", "sns-topic-tls-only", {
        "": set(good.topicPolicy, topicPolicy()),
        "no policy": { without: [good.topicPolicy] },
    }),
    ...each("MSG-5 messages by plain HTTP", "sns-subscription-not-plain", {
        "": add(good.subscription, { protocol: "http", endpoint: "http://alarms.example.com" }),
    }),
    ...each("MSG-7 a queue for everyone", "resource-policy-not-public", {
        "every action": set(good.queuePolicy, {
            policy: allow({ Principal: "*", Action: "sqs:*", Resource: "*" }),
        }),
    }),
];
