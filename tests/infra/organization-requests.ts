import type { ControlPolicyName } from "../../infra/organization/control-policies";

export const ORGANIZATION = "o-a1b2c3d4e5";

/** One request: what `by` may do, to what, and what else AWS knows of it. */
export interface Asked {
    readonly by: string;
    readonly may: string;
    readonly on: string;
    readonly knowing?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

interface Answers {
    readonly denied: readonly Asked[];
    readonly allowed: readonly Asked[];
}

const role = (name: string, account = "111111111111") => `arn:aws:iam::${account}:role/${name}`;

const ADMIN = role("admin");
const DEPLOY = role("pii-deploy", "222222222222");
/** In another account than the resource's: exceptions hold in all of them. */
const BREAK_GLASS = role("emergency/pii-break-glass", "333333333333");
const BACKUP = role("pii-prod-aurora-1a2b3c4");
const REMEDY = role("rules-remedy-1a2b3c4");
const ROOT = "arn:aws:iam::111111111111:root";

const rds = (resource: string) => `arn:aws:rds:eu-west-1:111111111111:${resource}`;
const TABLE = "arn:aws:dynamodb:eu-west-1:111111111111:table/consents";
const KEY = "arn:aws:kms:eu-west-1:111111111111:key/1";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:login-AbCdEf";
const VAULT = "arn:aws:backup:eu-west-1:111111111111:backup-vault:vault";
const SNAPSHOT = "arn:aws:ec2:eu-west-1::snapshot/snap-1";
const TRAIL = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/pii-prod-audit";
const DETECTOR = "arn:aws:guardduty:eu-west-1:111111111111:detector/1";
const LOG_GROUP = "arn:aws:logs:eu-west-1:111111111111:log-group:/pii";
const ALARM = [
    "cloudwatch:DeleteAlarms",
    "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:pii-prod-aurora-cpu",
] as const;
const TOPIC = [
    "sns:DeleteTopic",
    "arn:aws:sns:eu-west-1:111111111111:pii-prod-alarms-1a2b3c4",
] as const;
const BUCKET = "arn:aws:s3:::data";
const QUEUE = "arn:aws:sqs:eu-west-1:111111111111:jobs";

/** What everybody else is denied and these are not. */
const except = (
    callers: readonly string[],
    others: readonly string[],
    ...requests: readonly (readonly [may: string, on: string, knowing?: Asked["knowing"]])[]
): Answers => {
    const ask = (by: string) =>
        requests.map(([may, on, knowing]): Asked => ({ by, may, on, knowing }));
    return { denied: others.flatMap(ask), allowed: callers.flatMap(ask) };
};

const CHANGING = [DEPLOY, BREAK_GLASS];
/** The last one has a name that is not the exempt one, only like it. */
const OTHERS = [ADMIN, role("pii-deploy-2")];

const there = (region: string) => ({ "aws:RequestedRegion": region });

/** Of each statement, requests that it denies, and such as nothing in its policy does. */
export const ASKED: Readonly<Record<ControlPolicyName, Readonly<Record<string, Answers>>>> = {
    "data-loss": {
        KeepDatabases: except(
            CHANGING,
            [...OTHERS, BACKUP],
            ["rds:DeleteDBCluster", rds("cluster:main")],
            ["rds:DeleteDBInstance", rds("db:main-1")],
            ["dynamodb:DeleteTable", TABLE],
            ["dax:DeleteCluster", "arn:aws:dax:eu-west-1:111111111111:cache/main"],
        ),
        KeepRecovery: except(
            [...CHANGING, REMEDY],
            [...OTHERS, BACKUP],
            ["dynamodb:UpdateContinuousBackups", TABLE],
        ),
        LendNoRemedyRoles: {
            denied: OTHERS.map((by) => ({ by, may: "iam:PassRole", on: REMEDY })),
            allowed: [
                { by: DEPLOY, may: "iam:PassRole", on: REMEDY },
                // Who starts a backup lends AWS Backup its role.
                { by: ADMIN, may: "iam:PassRole", on: BACKUP },
            ],
        },
        KeepBackups: except(
            [...CHANGING, BACKUP],
            OTHERS,
            ["rds:DeleteDBClusterSnapshot", rds("cluster-snapshot:main")],
            ["dynamodb:DeleteBackup", `${TABLE}/backup/1`],
            ["backup:DeleteBackupVault", VAULT],
            ["backup:PutBackupVaultLockConfiguration", VAULT],
            ["ec2:DeleteSnapshot", SNAPSHOT],
        ),
        KeepKeysAndSecrets: except(
            CHANGING,
            [...OTHERS, BACKUP],
            ["kms:ScheduleKeyDeletion", KEY],
            ["kms:DisableKey", KEY],
            ["secretsmanager:DeleteSecret", SECRET],
        ),
        KeepBuckets: {
            denied: [
                ["s3:DeleteObjectVersion", "audit-1a2b3c4/AWSLogs/1"],
                ["s3:DeleteObject", "audit-access-1a2b3c4/access/1"],
                ["s3:PutLifecycleConfiguration", "recorder-1a2b3c4"],
                ["s3:PutBucketPolicy", "pii-prod-flow-1a2b3c4"],
                ["s3:DeleteBucket", "pii-prod-exports-1a2b3c4"],
            ].flatMap(([may = "", name = ""]) =>
                OTHERS.map((by) => ({ by, may, on: `arn:aws:s3:::${name}` })),
            ),
            allowed: [
                ...CHANGING.map((by) => ({
                    by,
                    may: "s3:PutBucketPolicy",
                    on: "arn:aws:s3:::audit-1a2b3c4",
                })),
                // Who exports tables writes there; and buckets of others.
                {
                    by: role("pii-prod-exports-1a2b3c4"),
                    may: "s3:PutObject",
                    on: "arn:aws:s3:::pii-prod-exports-1a2b3c4/AWSDynamoDB/1",
                },
                { by: ADMIN, may: "s3:DeleteObject", on: "arn:aws:s3:::audit-of-taxes/2026" },
                { by: ADMIN, may: "s3:DeleteObject", on: `${BUCKET}/x` },
            ],
        },
        KeepResourcePolicies: except(
            CHANGING,
            OTHERS,
            ["kms:PutKeyPolicy", KEY],
            ["dynamodb:PutResourcePolicy", TABLE],
            ["secretsmanager:PutResourcePolicy", SECRET],
            ["backup:PutBackupVaultAccessPolicy", VAULT],
        ),
        ShareNoCopies: except(
            [BREAK_GLASS],
            [...OTHERS, DEPLOY],
            ["rds:ModifyDBClusterSnapshotAttribute", rds("cluster-snapshot:main")],
            ["rds:ModifyDBSnapshotAttribute", rds("snapshot:main")],
            ["ec2:ModifySnapshotAttribute", SNAPSHOT],
        ),
    },
    audit: {
        KeepTrails: except(
            CHANGING,
            OTHERS,
            ["cloudtrail:StopLogging", TRAIL],
            ["cloudtrail:PutEventSelectors", TRAIL],
        ),
        KeepDetectors: except(
            CHANGING,
            OTHERS,
            ["guardduty:DeleteDetector", DETECTOR],
            ["guardduty:UpdateDetector", DETECTOR],
            ["macie2:DisableMacie", "*"],
            [
                "access-analyzer:DeleteAnalyzer",
                "arn:aws:access-analyzer:eu-west-1:111111111111:analyzer/a",
            ],
        ),
        KeepRecorders: except(
            CHANGING,
            OTHERS,
            [
                "config:StopConfigurationRecorder",
                "arn:aws:config:eu-west-1:111111111111:configuration-recorder/default/1",
            ],
            ["config:DeleteDeliveryChannel", "*"],
        ),
        KeepLogs: except(
            CHANGING,
            OTHERS,
            ["ec2:DeleteFlowLogs", "arn:aws:ec2:eu-west-1:111111111111:vpc-flow-log/fl-1"],
            ["logs:DeleteLogGroup", LOG_GROUP],
            ["logs:PutRetentionPolicy", LOG_GROUP],
        ),
        KeepAlarms: {
            denied: [
                ALARM,
                TOPIC,
                ["cloudwatch:PutAlarmMuteRule", ALARM[1]],
                ["sns:Unsubscribe", TOPIC[1]],
            ].map(([may = "", on = ""]) => ({ by: ADMIN, may, on })),
            allowed: [
                ...[ALARM, TOPIC].map(([may, on]) => ({ by: DEPLOY, may, on })),
                // Alarms of others.
                { by: ADMIN, may: ALARM[0], on: ALARM[1].replace("pii-", "shop-") },
            ],
        },
    },
    residency: {
        StayInRegions: {
            denied: [ADMIN, DEPLOY].flatMap((by) => [
                {
                    by,
                    may: "rds:CreateDBCluster",
                    on: rds("cluster:x"),
                    knowing: there("us-east-1"),
                },
                { by, may: "dynamodb:CreateTable", on: TABLE, knowing: there("eu-west-2") },
                { by, may: "kms:CreateKey", on: "*", knowing: there("us-east-1") },
            ]),
            allowed: [
                {
                    by: ADMIN,
                    may: "dynamodb:CreateTable",
                    on: TABLE,
                    knowing: there("eu-central-1"),
                },
                {
                    by: BREAK_GLASS,
                    may: "dynamodb:CreateTable",
                    on: TABLE,
                    knowing: there("eu-west-2"),
                },
                // What deployments ask of services that answer from elsewhere.
                ...[
                    ["budgets:ModifyBudget", "arn:aws:budgets::222222222222:budget/pii-prod"],
                    ["ce:CreateAnomalySubscription", "*"],
                    ["account:PutAlternateContact", "arn:aws:account::222222222222:account"],
                    ["iam:CreateServiceLinkedRole", role("aws-service-role/x", "222222222222")],
                    ["s3:PutAccountPublicAccessBlock", "*"],
                    ["s3:GetBucketLocation", BUCKET],
                ].map(([may = "", on = ""]) => ({
                    by: DEPLOY,
                    may,
                    on,
                    knowing: there("us-east-1"),
                })),
                // Global services answer from us-east-1.
                { by: ADMIN, may: "iam:CreateRole", on: role("x"), knowing: there("us-east-1") },
                { by: ADMIN, may: "sts:AssumeRole", on: role("x"), knowing: there("us-east-1") },
                {
                    by: ADMIN,
                    may: "route53:ListHostedZones",
                    on: "*",
                    knowing: there("us-east-1"),
                },
            ],
        },
        StayInRegionsOrGlobalHome: {
            denied: [
                { by: ADMIN, may: "acm:ListCertificates", on: "*", knowing: there("us-west-2") },
            ],
            allowed: ["us-east-1", "eu-west-1"].map((region) => ({
                by: ADMIN,
                may: "acm:ListCertificates",
                on: "*",
                knowing: there(region),
            })),
        },
        KeepKeysInRegions: {
            denied: [
                {
                    by: BREAK_GLASS,
                    may: "kms:ReplicateKey",
                    on: KEY,
                    knowing: { ...there("eu-west-1"), "kms:ReplicaRegion": "us-east-1" },
                },
            ],
            allowed: [
                {
                    by: ADMIN,
                    may: "kms:ReplicateKey",
                    on: KEY,
                    knowing: { ...there("eu-west-1"), "kms:ReplicaRegion": "eu-central-1" },
                },
            ],
        },
        KeepSecretsInRegions: {
            denied: ["secretsmanager:CreateSecret", "secretsmanager:ReplicateSecretToRegions"].map(
                (may) => ({
                    by: DEPLOY,
                    may,
                    on: SECRET,
                    knowing: {
                        ...there("eu-west-1"),
                        "secretsmanager:AddReplicaRegions": ["eu-central-1", "us-east-1"],
                    },
                }),
            ),
            allowed: [
                {
                    by: DEPLOY,
                    may: "secretsmanager:ReplicateSecretToRegions",
                    on: SECRET,
                    knowing: {
                        ...there("eu-west-1"),
                        "secretsmanager:AddReplicaRegions": ["eu-central-1"],
                    },
                },
                // One that has no replicas.
                {
                    by: DEPLOY,
                    may: "secretsmanager:CreateSecret",
                    on: SECRET,
                    knowing: there("eu-west-1"),
                },
            ],
        },
        EnableNoRegions: {
            denied: [
                {
                    by: BREAK_GLASS,
                    may: "account:EnableRegion",
                    on: "arn:aws:account::111111111111:account",
                    knowing: { ...there("us-east-1"), "account:TargetRegion": "ap-east-1" },
                },
            ],
            allowed: [
                {
                    by: ADMIN,
                    may: "account:EnableRegion",
                    on: "arn:aws:account::111111111111:account",
                    knowing: { ...there("us-east-1"), "account:TargetRegion": "eu-central-1" },
                },
            ],
        },
    },
    baseline: {
        StayInOrganization: {
            denied: [ADMIN, DEPLOY, BREAK_GLASS].map((by) => ({
                by,
                may: "organizations:LeaveOrganization",
                on: "*",
            })),
            allowed: [{ by: ADMIN, may: "organizations:DescribeOrganization", on: "*" }],
        },
        UseNoRoot: {
            denied: [
                { by: ROOT, may: "s3:ListAllMyBuckets", on: "*" },
                { by: ROOT, may: "s3:DeleteBucketPolicy", on: BUCKET },
            ],
            allowed: [
                { by: ADMIN, may: "s3:DeleteBucketPolicy", on: BUCKET },
                {
                    by: ROOT,
                    may: "s3:DeleteBucketPolicy",
                    on: BUCKET,
                    knowing: { "aws:AssumedRoot": "true" },
                },
            ],
        },
        MakeNoUsers: except(
            [BREAK_GLASS],
            [...OTHERS, DEPLOY],
            ["iam:CreateUser", "arn:aws:iam::111111111111:user/x"],
            ["iam:CreateAccessKey", "arn:aws:iam::111111111111:user/x"],
        ),
        KeepExemptRoles: {
            denied: [DEPLOY, BREAK_GLASS, BACKUP, role("pii-dev-aurora-0000000"), REMEDY].flatMap(
                (on) =>
                    ["iam:CreateRole", "iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy"].map(
                        (may) => ({ by: ADMIN, may, on }),
                    ),
            ),
            allowed: [
                { by: ADMIN, may: "iam:CreateRole", on: role("app") },
                { by: DEPLOY, may: "iam:CreateRole", on: BACKUP },
                { by: BREAK_GLASS, may: "iam:UpdateAssumeRolePolicy", on: DEPLOY },
            ],
        },
        KeepIdentityProviders: except(
            CHANGING,
            OTHERS,
            ["iam:UpdateSAMLProvider", "arn:aws:iam::111111111111:saml-provider/sso"],
            [
                "iam:CreateOpenIDConnectProvider",
                "arn:aws:iam::111111111111:oidc-provider/ci.example.com",
            ],
        ),
        KeepPublicAccessBlocked: except(
            CHANGING,
            OTHERS,
            ["s3:PutAccountPublicAccessBlock", "*"],
            ["s3:PutBucketPublicAccessBlock", BUCKET],
            ["ec2:DisableSnapshotBlockPublicAccess", "*"],
            ["ec2:DisableEbsEncryptionByDefault", "*"],
        ),
        MakeNoPublicDatabases: {
            denied: [ADMIN, DEPLOY, BREAK_GLASS].flatMap((by) =>
                [
                    "rds:CreateDBInstance",
                    "rds:CreateDBInstanceReadReplica",
                    "rds:RestoreDBInstanceFromDBSnapshot",
                    "rds:RestoreDBInstanceToPointInTime",
                ].map((may) => ({
                    by,
                    may,
                    on: rds("db:x"),
                    knowing: { "rds:PubliclyAccessible": "true" },
                })),
            ),
            allowed: [{ "rds:PubliclyAccessible": "false" }, {}].map((knowing) => ({
                by: ADMIN,
                may: "rds:CreateDBInstance",
                on: rds("db:x"),
                knowing,
            })),
        },
        MakeNoUnencryptedClusters: {
            denied: [ADMIN, DEPLOY, BREAK_GLASS].map((by) => ({
                by,
                may: "rds:CreateDBCluster",
                on: rds("cluster:x"),
                knowing: { "rds:StorageEncrypted": "false" },
            })),
            allowed: [
                {
                    by: ADMIN,
                    may: "rds:CreateDBCluster",
                    on: rds("cluster:x"),
                    knowing: { "rds:StorageEncrypted": "true" },
                },
            ],
        },
        MakeNoUnencryptedVolumes: {
            denied: ["ec2:CreateVolume", "ec2:RunInstances"].map((may) => ({
                by: DEPLOY,
                may,
                on: "arn:aws:ec2:eu-west-1:111111111111:volume/vol-1",
                knowing: { "ec2:Encrypted": "false" },
            })),
            allowed: [
                {
                    by: ADMIN,
                    may: "ec2:CreateVolume",
                    on: "arn:aws:ec2:eu-west-1:111111111111:volume/vol-1",
                    knowing: { "ec2:Encrypted": "true" },
                },
                {
                    by: ADMIN,
                    may: "ec2:RunInstances",
                    on: "arn:aws:ec2:eu-west-1:111111111111:instance/i-1",
                },
            ],
        },
        MakeNoUnencryptedFileSystems: {
            denied: [
                {
                    by: DEPLOY,
                    may: "elasticfilesystem:CreateFileSystem",
                    on: "*",
                    knowing: { "elasticfilesystem:Encrypted": "false" },
                },
            ],
            allowed: [
                {
                    by: ADMIN,
                    may: "elasticfilesystem:CreateFileSystem",
                    on: "*",
                    knowing: { "elasticfilesystem:Encrypted": "true" },
                },
            ],
        },
    },
    perimeter: {
        OrganizationAlone: {
            denied: [
                ["s3:GetObject", `${BUCKET}/x`],
                ["dynamodb:GetItem", TABLE],
                ["secretsmanager:GetSecretValue", SECRET],
                ["sqs:ReceiveMessage", QUEUE],
                ["sts:AssumeRole", role("app")],
            ].flatMap(([may = "", on = ""]) => [
                {
                    by: role("stranger", "888888888888"),
                    may,
                    on,
                    knowing: { "aws:PrincipalOrgID": "o-strangers00" },
                },
                // An account of no organization, and nobody at all.
                { by: role("stranger", "888888888888"), may, on },
                {
                    by: role("stranger", "888888888888"),
                    may,
                    on,
                    knowing: {
                        "aws:PrincipalAccount": undefined,
                        "aws:PrincipalIsAWSService": undefined,
                    },
                },
            ]),
            allowed: [
                {
                    by: role("app", "222222222222"),
                    may: "s3:GetObject",
                    on: `${BUCKET}/x`,
                    knowing: { "aws:PrincipalOrgID": ORGANIZATION },
                },
                {
                    by: role("partner", "999999999999"),
                    may: "s3:GetObject",
                    on: `${BUCKET}/x`,
                    knowing: { "aws:PrincipalOrgID": "o-strangers00" },
                },
                // What is no resource of the services that it is about.
                {
                    by: role("stranger", "888888888888"),
                    may: "sns:Publish",
                    on: "arn:aws:sns:eu-west-1:111111111111:news",
                },
            ],
        },
        ServicesForOrganizationAlone: {
            denied: [
                {
                    by: "cloudtrail.amazonaws.com",
                    may: "s3:PutObject",
                    on: `${BUCKET}/x`,
                    knowing: {
                        "aws:SourceAccount": "888888888888",
                        "aws:SourceOrgID": "o-strangers00",
                    },
                },
                {
                    by: "cloudtrail.amazonaws.com",
                    may: "s3:PutObject",
                    on: `${BUCKET}/x`,
                    knowing: { "aws:SourceAccount": "888888888888" },
                },
            ],
            allowed: [
                {
                    by: "cloudtrail.amazonaws.com",
                    may: "s3:PutObject",
                    on: `${BUCKET}/x`,
                    knowing: {
                        "aws:SourceAccount": "222222222222",
                        "aws:SourceOrgID": ORGANIZATION,
                    },
                },
                // One that does not say for whom it comes.
                { by: "delivery.logs.amazonaws.com", may: "s3:PutObject", on: `${BUCKET}/x` },
                {
                    by: "cloudtrail.amazonaws.com",
                    may: "s3:PutObject",
                    on: `${BUCKET}/x`,
                    knowing: { "aws:SourceAccount": "999999999999" },
                },
            ],
        },
    },
    tls: {
        TlsAlone: {
            denied: [
                ["s3:GetObject", `${BUCKET}/x`],
                ["dynamodb:GetItem", TABLE],
                ["sqs:ReceiveMessage", QUEUE],
            ].map(([may = "", on = ""]) => ({
                by: BREAK_GLASS,
                may,
                on,
                knowing: { "aws:SecureTransport": "false" },
            })),
            allowed: [{ by: ADMIN, may: "s3:GetObject", on: `${BUCKET}/x` }],
        },
    },
};
