import type * as aws from "@pulumi/aws";

/** Whom a key serves. */
export type KeyUse =
    /** Data that one AWS service keeps for us; usable only through that service. */
    | { readonly kind: "service"; readonly services: readonly string[] }
    /** Log groups of CloudWatch Logs, and logs that AWS delivers to our buckets. */
    | { readonly kind: "logs" }
    /** The audit trail of that name and what AWS Config records, and reading both from their buckets. */
    | { readonly kind: "trail"; readonly trailName: string; readonly recorder: boolean }
    /** Topics of SNS that this account and AWS services, such as `cloudwatch.amazonaws.com`, publish to. */
    | { readonly kind: "topics"; readonly publishers: readonly string[] }
    /** Activity streams of Aurora clusters, and reading those. */
    | { readonly kind: "activity" }
    /** Single fields that applications encrypt themselves, of one PII level. */
    | { readonly kind: "field"; readonly level: 2 | 3 };

/** The account that a policy is written for, all values known. */
export interface KnownScope {
    readonly accountId: string;
    readonly partition: string;
    readonly region: string;
}

/**
 * What administers a key. None of it reads data, nor grants its use to others (CreateGrant). Who may
 * change the policy (PutKeyPolicy) can give himself both; the audit trail shows it.
 */
const ADMINISTRATION = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Get*",
    "kms:List*",
    "kms:Put*",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:Update*",
];

const USE = [
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey*",
    "kms:ReEncrypt*",
];

/**
 * Key policy for one use: the account administers the key but, as long as it does not change this
 * policy, cannot decrypt with it; the use itself is open only on the way that `use` names. Statements as in the KMS developer guide and
 * each service's own.
 */
export function keyPolicy(scope: KnownScope, use: KeyUse): aws.iam.PolicyStatement[] {
    const account = { AWS: `arn:${scope.partition}:iam::${scope.accountId}:root` };
    return [
        {
            Sid: "Administer",
            Effect: "Allow",
            Principal: account,
            Action: ADMINISTRATION,
            Resource: "*",
        },
        ...useStatements(scope, use, account),
    ];
}

function useStatements(
    scope: KnownScope,
    use: KeyUse,
    account: { AWS: string },
): aws.iam.PolicyStatement[] {
    const { accountId, partition, region } = scope;
    switch (use.kind) {
        case "service": {
            const via = {
                "kms:CallerAccount": accountId,
                "kms:ViaService": use.services.map(
                    (service) => `${service}.${region}.amazonaws.com`,
                ),
            };
            return [
                {
                    Sid: "UseThroughService",
                    Effect: "Allow",
                    Principal: account,
                    Action: USE,
                    Resource: "*",
                    Condition: { StringEquals: via },
                },
                {
                    Sid: "GrantToService",
                    Effect: "Allow",
                    Principal: account,
                    Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
                    Resource: "*",
                    Condition: {
                        Bool: { "kms:GrantIsForAWSResource": "true" },
                        StringEquals: via,
                    },
                },
            ];
        }
        case "logs":
            return [
                {
                    Sid: "EncryptLogGroups",
                    Effect: "Allow",
                    Principal: { Service: `logs.${region}.amazonaws.com` },
                    Action: [
                        "kms:Decrypt",
                        "kms:Describe*",
                        "kms:Encrypt",
                        "kms:GenerateDataKey*",
                        "kms:ReEncrypt*",
                    ],
                    Resource: "*",
                    Condition: {
                        ArnLike: {
                            "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${accountId}:log-group:*`,
                        },
                    },
                },
                {
                    Sid: "EncryptDeliveredLogs",
                    Effect: "Allow",
                    Principal: { Service: "delivery.logs.amazonaws.com" },
                    Action: USE,
                    Resource: "*",
                    Condition: {
                        ArnLike: {
                            "aws:SourceArn": `arn:${partition}:logs:${region}:${accountId}:*`,
                        },
                        StringEquals: { "aws:SourceAccount": accountId },
                    },
                },
                {
                    Sid: "ReadDeliveredLogs",
                    Effect: "Allow",
                    Principal: account,
                    Action: "kms:Decrypt",
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "kms:CallerAccount": accountId,
                            "kms:ViaService": `s3.${region}.amazonaws.com`,
                        },
                    },
                },
            ];
        case "topics":
            return [
                {
                    Sid: "PublishToTopics",
                    Effect: "Allow",
                    Principal: { Service: [...use.publishers] },
                    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
                    Resource: "*",
                    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
                },
                {
                    // What runs here and may publish, such as a function with word of its failure.
                    Sid: "PublishThroughSns",
                    Effect: "Allow",
                    Principal: account,
                    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "kms:CallerAccount": accountId,
                            "kms:ViaService": `sns.${region}.amazonaws.com`,
                        },
                    },
                },
                {
                    // It says of no account that it publishes for it; SNS says to which topic.
                    Sid: "PublishFromEventBridge",
                    Effect: "Allow",
                    Principal: { Service: "events.amazonaws.com" },
                    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
                    Resource: "*",
                    Condition: {
                        ArnLike: {
                            "kms:EncryptionContext:aws:sns:topicArn": `arn:${scope.partition}:sns:${scope.region}:${accountId}:*`,
                        },
                    },
                },
            ];
        case "activity":
            return [
                ...useStatements(scope, { kind: "service", services: ["rds"] }, account),
                {
                    Sid: "ReadActivity",
                    Effect: "Allow",
                    Principal: account,
                    Action: "kms:Decrypt",
                    Resource: "*",
                    Condition: {
                        StringEquals: { "kms:CallerAccount": accountId },
                        StringLike: { "kms:EncryptionContext:aws:rds:dbc-id": "cluster-*" },
                    },
                },
            ];
        case "trail": {
            const trail = `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${use.trailName}`;
            /** What principals of the account do, where they may use a bucket's objects. */
            const throughS3 = (sid: string, action: string): aws.iam.PolicyStatement => ({
                Sid: sid,
                Effect: "Allow",
                Principal: account,
                Action: action,
                Resource: "*",
                Condition: {
                    StringEquals: {
                        "kms:CallerAccount": accountId,
                        "kms:ViaService": `s3.${region}.amazonaws.com`,
                    },
                },
            });
            return [
                {
                    // Decrypt, because its bucket has a bucket key: without it AWS takes no trail
                    // (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html).
                    Sid: "EncryptTrail",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
                    Resource: "*",
                    Condition: { StringEquals: { "aws:SourceArn": trail } },
                },
                throughS3("ReadFromBuckets", "kms:Decrypt"),
                ...(use.recorder
                    ? [
                          // Its role delivers; where that may not, the service does in its own name.
                          throughS3("EncryptRecords", "kms:GenerateDataKey*"),
                          {
                              Sid: "EncryptRecordsAsService",
                              Effect: "Allow" as const,
                              Principal: { Service: "config.amazonaws.com" },
                              Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
                              Resource: "*",
                              Condition: { StringEquals: { "aws:SourceAccount": accountId } },
                          },
                      ]
                    : []),
            ];
        }
        case "field":
            return [
                {
                    Sid: "EncryptFields",
                    Effect: "Allow",
                    Principal: account,
                    Action: USE,
                    Resource: "*",
                    // Every ciphertext is bound to its level: one of level 3 does not open as level 2.
                    Condition: {
                        StringEquals: {
                            "kms:CallerAccount": accountId,
                            "kms:EncryptionContext:pii-level": String(use.level),
                        },
                    },
                },
            ];
    }
}
