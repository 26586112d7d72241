import * as good from "../good";
import { document } from "../good";
import { unknown } from "../support";
import { ROLE, allowing, iam, when } from "./iam-documents";
import type { Table } from "./table";

const BUCKET = "arn:aws:s3:::data";

export const iamTables: readonly Table[] = [
    {
        rule: "iam-no-star-admin",
        on: good.iamPolicy,
        bad: {
            "everything on everything": allowing("*"),
            "in its long form": allowing("*:*"),
            "in a list": allowing(["s3:ListAllMyBuckets", "*"], { Resource: ["*"] }),
            "as an object": {
                policy: { Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
            },
            "beside what is not known": {
                policy: {
                    Statement: [
                        { Effect: "Deny", Action: "s3:*", Resource: unknown },
                        { Effect: "Allow", Action: "*", Resource: "*" },
                    ],
                },
            },
        },
        fine: {
            "one thing on everything": allowing("s3:ListAllMyBuckets"),
            "a denial": { policy: document({ Effect: "Deny", Action: "*", Resource: "*" }) },
        },
        late: {
            policy: [{ policy: unknown }, allowing("*")],
            resource: [
                { policy: { Statement: { Effect: "Allow", Action: "*", Resource: unknown } } },
                allowing("*"),
            ],
        },
    },
    ...[good.rolePolicy, good.groupPolicy].map((on): Table => ({
        rule: "iam-no-star-admin",
        on,
        bad: { "everything on everything": allowing("*") },
    })),
    {
        rule: "iam-no-star-admin",
        on: good.permissionSetPolicy,
        bad: { "everything on everything": { inlinePolicy: allowing("*").policy } },
    },
    {
        rule: "iam-no-star-admin",
        on: good.role,
        bad: {
            "an inline policy": { inlinePolicies: [{ name: "all", ...allowing("*") }] },
        },
        late: {
            policy: [
                { inlinePolicies: [{ name: "all", policy: unknown }] },
                { inlinePolicies: [{ name: "all", ...allowing("*") }] },
            ],
        },
    },
    {
        rule: "iam-no-service-wildcard",
        on: good.iamPolicy,
        bad: {
            "all of S3": allowing("s3:*"),
            "all of S3 in one bucket": allowing("s3:*", { Resource: BUCKET }),
            "all of everything in one bucket": allowing("*", { Resource: BUCKET }),
            "in a list": allowing(["s3:ListAllMyBuckets", "sqs:*"]),
        },
        fine: {
            "some of S3": allowing("s3:Get*", { Resource: `${BUCKET}/*` }),
            "a denial": { policy: document({ Effect: "Deny", Action: "s3:*", Resource: "*" }) },
        },
        late: { policy: [{ policy: unknown }, allowing("s3:*")] },
    },
    {
        rule: "iam-no-allow-by-exception",
        on: good.iamPolicy,
        bad: {
            "all actions but": {
                policy: document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
            },
            "all resources but": {
                policy: document({
                    Effect: "Allow",
                    Action: "s3:PutObject",
                    NotResource: `${BUCKET}/*`,
                }),
            },
        },
        fine: {
            "a denial": {
                policy: document({ Effect: "Deny", NotAction: "iam:*", NotResource: BUCKET }),
            },
        },
        late: {
            policy: [
                { policy: unknown },
                { policy: document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }) },
            ],
        },
    },
    ...[
        [good.key, "policy", { AWS: "arn:aws:iam::111122223333:root" }] as const,
        [good.role, "assumeRolePolicy", { Service: "lambda.amazonaws.com" }] as const,
        [good.tablePolicy, "policy", { AWS: ROLE }] as const,
    ].map(([on, path, Principal]): Table => ({
        rule: "iam-no-allow-by-exception",
        on,
        bad: {
            "all actions but": {
                [path]: document({
                    Effect: "Allow",
                    Principal,
                    NotAction: "sts:TagSession",
                    Resource: "*",
                }),
            },
        },
    })),
    {
        rule: "iam-write-actions-scoped",
        on: good.iamPolicy,
        bad: {
            "to put items": allowing("dynamodb:PutItem"),
            "to delete whatever there is": allowing(["dynamodb:Describe*", "dynamodb:Delete*"]),
            "to change buckets": allowing("s3:PutBucketPolicy"),
            "to change buckets, by ARN": allowing("s3:PutBucketPolicy", {
                Resource: "arn:aws:s3:::*",
            }),
            "of every account": allowing("dynamodb:PutItem", {
                Resource: ["arn:aws:dynamodb:*:*:table/*"],
            }),
            "to make users": allowing("iam:CreateUser"),
            "in capitals": allowing("DYNAMODB:putItem"),
            "with a condition on the caller": allowing(
                "dynamodb:PutItem",
                when("Bool", "aws:MultiFactorAuthPresent", "true"),
            ),
            "with a condition that anything meets": allowing(
                "dynamodb:PutItem",
                when("StringLike", "aws:ResourceTag/team", "*"),
            ),
        },
        fine: {
            "what takes no resource": allowing(["kms:CreateKey", "sns:OptInPhoneNumber"]),
            "what only looks": allowing(["dynamodb:Describe*", "logs:StartQuery", "s3:ListBucket"]),
            "services that nobody can tell of": allowing("xray:PutTraceSegments"),
            "network interfaces of a function": allowing("ec2:CreateNetworkInterface"),
            "all tables of one account": iam(
                "dynamodb:PutItem",
                "arn:aws:dynamodb:eu-west-1:111122223333:table/*",
            ),
            "one table": iam("dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/consents"),
            "objects of one bucket": allowing("s3:PutObject", { Resource: `${BUCKET}/*` }),
            "with a tag": allowing(
                "dynamodb:PutItem",
                when("StringEquals", "aws:ResourceTag/team", "data"),
            ),
            "by a condition of the service": allowing(
                "kms:GenerateDataKey",
                when("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"),
            ),
            "what is denied again": {
                policy: document(
                    { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" },
                    { Effect: "Deny", Action: "sqs:Send*", Resource: "*" },
                ),
            },
        },
        late: { policy: [{ policy: unknown }, allowing("dynamodb:PutItem")] },
    },
    {
        rule: "iam-decrypt-scoped",
        on: good.iamPolicy,
        bad: {
            "with every key": allowing("kms:Decrypt"),
            "to other keys": allowing("kms:ReEncrypt*"),
            "with every key of the account": iam(
                "kms:Decrypt",
                "arn:aws:kms:eu-west-1:111122223333:key/*",
            ),
            "among others": allowing(["kms:Describe*", "kms:De*"]),
            "in capitals": allowing("KMS:decrypt"),
            "with every key, where a denial is of something else": {
                policy: document(
                    { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" },
                    { Effect: "Deny", Action: "kms:Encrypt", Resource: "*" },
                    { Effect: "Deny", Action: "kms:Decrypt", Resource: good.KEY },
                    {
                        Effect: "Deny",
                        Action: "kms:Decrypt",
                        Resource: "*",
                        ...when("Bool", "aws:MultiFactorAuthPresent", "false"),
                    },
                ),
            },
        },
        fine: {
            "with one key": iam("kms:Decrypt", good.KEY),
            "with keys of an alias": allowing(
                "kms:Decrypt",
                when("ForAnyValue:StringLike", "kms:ResourceAliases", "alias/pii-*"),
            ),
            "for one service": allowing(
                "kms:Decrypt",
                when("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"),
            ),
            "with no key in the end": {
                policy: document(
                    { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" },
                    { Effect: "Deny", Action: "kms:*", Resource: "*" },
                ),
            },
        },
        late: { policy: [{ policy: unknown }, allowing("kms:Decrypt")] },
    },
    {
        rule: "iam-data-reads-scoped",
        on: good.iamPolicy,
        bad: {
            "every secret": allowing("secretsmanager:GetSecretValue"),
            "every secret of a region": iam(
                "secretsmanager:Get*",
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
            ),
            "every parameter": iam("ssm:GetParameter*", "arn:aws:ssm:*:*:parameter/*"),
            "every object": allowing("s3:GetObject", { Resource: "arn:aws:s3:::*/*" }),
            "every table": allowing("dynamodb:Scan"),
            "every table and index": iam("dynamodb:Query", "arn:aws:dynamodb:*:*:table/*/index/*"),
            "as every database user": iam("rds-db:connect", "arn:aws:rds-db:*:*:dbuser:*/*"),
            "in every cluster": allowing("rds-data:ExecuteStatement"),
            "every queue": allowing("sqs:ReceiveMessage"),
        },
        fine: {
            "some secrets": iam(
                "secretsmanager:GetSecretValue",
                "arn:aws:secretsmanager:*:*:secret:pii/*",
            ),
            "some parameters": iam("ssm:GetParameter", "arn:aws:ssm:*:*:parameter/pii/*"),
            "objects of one bucket": allowing("s3:GetObject", { Resource: `${BUCKET}/*` }),
            "of another service": allowing(["s3:ListBucket", "s3:GetObject"], {
                Resource: ["arn:aws:dynamodb:*:*:table/*", `${BUCKET}/*`, BUCKET],
            }),
            "objects of a bucket that is called like a kind of things": allowing("s3:GetObject", {
                Resource: "arn:aws:s3:::table/*",
            }),
            "where the resource is none of the action's": allowing("dynamodb:Scan", {
                Resource: "arn:aws:sns:*:*:*",
            }),
            "as one database user": iam("rds-db:connect", "arn:aws:rds-db:*:*:dbuser:*/pii_app"),
            "by tag": allowing(
                "secretsmanager:GetSecretValue",
                when("StringEquals", "secretsmanager:ResourceTag/team", "data"),
            ),
        },
        late: { policy: [{ policy: unknown }, allowing("dynamodb:Scan")] },
    },
];
