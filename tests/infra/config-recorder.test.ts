import assert from "node:assert/strict";
import { ConfigPack } from "../../infra/guardrails/config-pack";
import { ConfigRecorder } from "../../infra/guardrails/config-recorder";
import { configRules, type RuleSettings } from "../../infra/guardrails/config-rules";
import { packTemplate, REMEDIES } from "../../infra/guardrails/config-template";
import { templateProblem } from "../../sandbox/aws/cfg/template";
import type { Statements } from "../../infra/policy-document";
import { isAllowed } from "../support/iam";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const BUCKET = "arn:aws:s3/bucket:Bucket:recorder";
const KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234";
const OWNERS = "bucket-owner-full-control";

describe("ConfigRecorder", () => {
    before(mockEngine);

    const make = (retentionDays = 365) =>
        registrations(
            () =>
                new ConfigRecorder("recorder", {
                    scope: SCOPE,
                    prefix: "pii-prod",
                    keyArn: KEY,
                    retentionDays,
                    protect: true,
                }),
        );

    it("records everything, IAM too, and is switched on by its own name", async () => {
        const all = await make();
        assert.deepEqual(only(all, "aws:cfg/recorder:Recorder"), {
            name: "pii-prod",
            roleArn: "arn:aws:iam/role:Role:recorder",
            recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
        });
        assert.deepEqual(only(all, "aws:cfg/recorderStatus:RecorderStatus"), {
            name: "pii-prod",
            isEnabled: true,
        });
        assert.deepEqual(only(all, "aws:cfg/deliveryChannel:DeliveryChannel"), {
            name: "pii-prod",
            s3BucketName: "recorder-id",
            snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
        });
    });

    it("forgets as late as its bucket, as far as AWS Config can", async () => {
        const days = async (retentionDays: number) =>
            only(await make(retentionDays), "aws:cfg/retentionConfiguration:RetentionConfiguration")
                .retentionPeriodInDays;
        assert.equal(await days(365), 365);
        assert.equal(await days(7), 30);
        assert.equal(await days(3653), 2557);
    });

    it("works as a role that AWS Config takes for this account", async () => {
        const all = await make();
        const { assumeRolePolicy } = only(all, "aws:iam/role:Role");
        assert.deepEqual(
            (JSON.parse(assumeRolePolicy as string) as { Statement: unknown }).Statement,
            [
                {
                    Effect: "Allow",
                    Principal: { Service: "config.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
                },
            ],
        );
        assert.equal(
            only(all, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").policyArn,
            "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole",
        );
    });

    const delivers: [action: string, on: string, allowed: boolean][] = [
        ["s3:GetBucketAcl", "arn:aws:s3:::log", true],
        ["s3:PutObject", "arn:aws:s3:::log/AWSLogs/111111111111/Config/x", true],
        ["s3:PutObject", "arn:aws:s3:::log/AWSLogs/111111111111/CloudTrail/x", false],
        ["s3:PutObject", "arn:aws:s3:::other/AWSLogs/111111111111/Config/x", false],
        ["s3:GetObject", "arn:aws:s3:::log/AWSLogs/111111111111/Config/x", false],
        ["kms:GenerateDataKey", KEY, true],
        ["kms:GenerateDataKey", KEY.replace("1234", "4321"), false],
    ];
    for (const [action, on, allowed] of delivers) {
        it(`has a role that may ${allowed ? "" : "not "}do ${action} on ${on}`, async () => {
            const { policy } = only(await make(), "aws:iam/rolePolicy:RolePolicy");
            const text = (policy as string).replaceAll(BUCKET, "arn:aws:s3:::log");
            const { Statement } = JSON.parse(text) as { Statement: Statements };
            const call = {
                action,
                on,
                by: "arn:aws:iam::111111111111:role/recorder",
                knowing: action === "s3:PutObject" ? { "s3:x-amz-acl": OWNERS } : {},
            };
            // A key opens to what its own policy lets in besides.
            const resource: Statements = [
                {
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::111111111111:root" },
                    Action: "kms:*",
                    Resource: "*",
                },
            ];
            const policies = {
                identity: Statement,
                ...(action.startsWith("kms:") && { resource }),
            };
            assert.equal(await isAllowed(policies, call), allowed);
        });
    }

    const calls: [action: string, on: string, account: string, by: string, allowed: boolean][] = [
        ["s3:GetBucketAcl", "arn:aws:s3:::log", "111111111111", "config.amazonaws.com", true],
        ["s3:ListBucket", "arn:aws:s3:::log", "111111111111", "config.amazonaws.com", true],
        [
            "s3:PutObject",
            "arn:aws:s3:::log/AWSLogs/111111111111/Config/x",
            "111111111111",
            "config.amazonaws.com",
            true,
        ],
        [
            "s3:PutObject",
            "arn:aws:s3:::log/AWSLogs/111111111111/Config/x",
            "222222222222",
            "config.amazonaws.com",
            false,
        ],
        [
            "s3:PutObject",
            "arn:aws:s3:::log/AWSLogs/111111111111/CloudTrail/x",
            "111111111111",
            "config.amazonaws.com",
            false,
        ],
        [
            "s3:PutObject",
            "arn:aws:s3:::log/AWSLogs/111111111111/Config/x",
            "111111111111",
            "cloudtrail.amazonaws.com",
            false,
        ],
        [
            "s3:GetObject",
            "arn:aws:s3:::log/AWSLogs/111111111111/Config/x",
            "111111111111",
            "config.amazonaws.com",
            false,
        ],
    ];
    for (const [action, on, account, by, allowed] of calls) {
        it(`${allowed ? "lets" : "does not let"} ${by} of ${account} do ${action} on ${on}`, async () => {
            const { policy } = only(await make(), "aws:s3/bucketPolicy:BucketPolicy");
            const text = (policy as string).replaceAll(BUCKET, "arn:aws:s3:::log");
            const { Statement } = JSON.parse(text) as { Statement: Statements };
            const knowing = {
                "aws:SourceAccount": account,
                ...(action === "s3:PutObject" && { "s3:x-amz-acl": OWNERS }),
            };
            const policies = { identity: [], resource: Statement };
            assert.equal(await isAllowed(policies, { action, on, by, knowing }), allowed);
        });
    }
});

const SETTINGS: RuleSettings = {
    deletionProtection: true,
    backupRetentionDays: 35,
    multiAz: true,
    ports: [5432, 9111, 8111],
    backupDays: 35,
    detector: true,
};

describe("rules of AWS Config", () => {
    const identifiers = (settings: RuleSettings, region = "eu-west-1") =>
        configRules(settings, region).map(({ identifier }) => identifier);
    const parameters = (settings: RuleSettings, identifier: string) =>
        configRules(settings, "eu-west-1").find((rule) => rule.identifier === identifier)
            ?.parameters;

    it("look at databases, tables, caches, networks, keys, secrets, trails and backups, once each", () => {
        const all = identifiers(SETTINGS);
        assert.equal(all.length, 53);
        assert.equal(new Set(all).size, all.length);
    });

    it("ask for what the configuration promises", () => {
        assert.deepEqual(parameters(SETTINGS, "RDS_CLUSTER_BACKUP_RETENTION_CHECK"), {
            minimumBackupRetentionPeriod: "35",
        });
        assert.deepEqual(parameters(SETTINGS, "RESTRICTED_INCOMING_TRAFFIC"), {
            blockedPort1: "5432",
            blockedPort2: "9111",
            blockedPort3: "8111",
            blockedPort4: "22",
            blockedPort5: "3389",
        });
        assert.deepEqual(
            parameters(SETTINGS, "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK"),
            {
                requiredFrequencyUnit: "days",
                requiredFrequencyValue: "1",
                requiredRetentionDays: "35",
            },
        );
    });

    it("ask for a number wherever AWS has one ready for its console alone", () => {
        const asked = configRules(SETTINGS, "eu-west-1")
            .filter(({ identifier }) => /SECRET_|LAST|LIMIT/.test(identifier))
            .map(({ identifier, parameters }) => [identifier, parameters]);
        assert.deepEqual(Object.fromEntries(asked), {
            SECRETSMANAGER_SECRET_PERIODIC_ROTATION: { maxDaysSinceRotation: "90" },
            SECRETSMANAGER_SECRET_UNUSED: { unusedForDays: "90" },
            AURORA_LAST_BACKUP_RECOVERY_POINT_CREATED: {
                recoveryPointAgeValue: "2",
                recoveryPointAgeUnit: "days",
            },
            DYNAMODB_LAST_BACKUP_RECOVERY_POINT_CREATED: {
                recoveryPointAgeValue: "2",
                recoveryPointAgeUnit: "days",
            },
            DYNAMODB_THROUGHPUT_LIMIT_CHECK: {
                accountRCUThresholdPercentage: "80",
                accountWCUThresholdPercentage: "80",
            },
        });
    });

    const lacking: [region: string, missing: string[]][] = [
        ["us-east-1", []],
        ["us-west-1", ["RDS_PGSQL_CLUSTER_COPY_TAGS_TO_SNAPSHOT_CHECK"]],
        ["eu-north-1", ["DAX_TLS_ENDPOINT_ENCRYPTION"]],
        [
            "eu-south-1",
            [
                "RDS_SNAPSHOTS_PUBLIC_PROHIBITED",
                "DAX_ENCRYPTION_ENABLED",
                "DAX_TLS_ENDPOINT_ENCRYPTION",
                "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
            ],
        ],
    ];
    for (const [region, missing] of lacking) {
        it(`leave out what AWS has no rule for in ${region}: ${missing.length}`, () => {
            const rest = identifiers(SETTINGS, region);
            assert.deepEqual(
                identifiers(SETTINGS).filter((each) => !rest.includes(each)),
                missing,
            );
        });
    }

    const without: [keyof RuleSettings, Partial<RuleSettings>, string[]][] = [
        [
            "deletionProtection",
            { deletionProtection: false },
            [
                "RDS_CLUSTER_DELETION_PROTECTION_ENABLED",
                "DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED",
            ],
        ],
        ["multiAz", { multiAz: false }, ["RDS_CLUSTER_MULTI_AZ_ENABLED"]],
        ["detector", { detector: false }, ["GUARDDUTY_ENABLED_CENTRALIZED"]],
        [
            "backupDays",
            { backupDays: undefined },
            [
                "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK",
                "BACKUP_RECOVERY_POINT_ENCRYPTED",
                "AURORA_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
                "DYNAMODB_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
                "AURORA_LAST_BACKUP_RECOVERY_POINT_CREATED",
                "DYNAMODB_LAST_BACKUP_RECOVERY_POINT_CREATED",
            ],
        ],
    ];
    for (const [what, change, gone] of without) {
        it(`do not ask for what the configuration does without: ${what}`, () => {
            const rest = identifiers({ ...SETTINGS, ...change });
            const missing = identifiers(SETTINGS).filter((each) => !rest.includes(each));
            assert.deepEqual(missing, gone);
        });
    }
});

describe("ConfigPack", () => {
    before(mockEngine);

    const make = () =>
        registrations(
            () =>
                new ConfigPack("rules", {
                    scope: SCOPE,
                    prefix: "pii-prod",
                    settings: SETTINGS,
                    alarmTopicArn: "arn:alarms",
                }),
        );
    interface Template {
        Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
    }

    it("is one template that AWS takes, with room for the longest names", async () => {
        const { name, templateBody } = only(
            await make(),
            "aws:cfg/conformancePack:ConformancePack",
        );
        assert.equal(name, "pii-prod");
        assert.equal(templateProblem(templateBody as string), undefined);
        const longest = `pii-${"s".repeat(16)}`;
        const roleArn = `arn:aws-us-gov:iam::111111111111:role/${"r".repeat(64)}`;
        const body = packTemplate(longest, configRules(SETTINGS, "eu-west-1"), roleArn);
        assert.equal(templateProblem(body), undefined);
    });

    it("has each rule by its name, with parameters as text", async () => {
        const { templateBody } = only(await make(), "aws:cfg/conformancePack:ConformancePack");
        const { Resources } = JSON.parse(templateBody as string) as Template;
        assert.deepEqual(Resources.RdsClusterBackupRetentionCheck, {
            Type: "AWS::Config::ConfigRule",
            Properties: {
                ConfigRuleName: "pii-prod-rds-cluster-backup-retention-check",
                Source: { Owner: "AWS", SourceIdentifier: "RDS_CLUSTER_BACKUP_RETENTION_CHECK" },
                InputParameters: { minimumBackupRetentionPeriod: "35" },
            },
        });
    });

    it("mends nothing by itself, and three things at a button", async () => {
        const { templateBody } = only(await make(), "aws:cfg/conformancePack:ConformancePack");
        const { Resources } = JSON.parse(templateBody as string) as Template;
        const remedies = Object.values(Resources).filter(
            ({ Type }) => Type === "AWS::Config::RemediationConfiguration",
        );
        assert.deepEqual(
            remedies.map(({ Properties }) => Properties.TargetId).sort(),
            Object.values(REMEDIES)
                .map(({ document }) => document)
                .sort(),
        );
        assert.deepEqual([...new Set(remedies.map((each) => each.Properties.Automatic))], [false]);
        assert.deepEqual(Resources.DynamodbPitrEnabledRemedy?.Properties.Parameters, {
            AutomationAssumeRole: {
                StaticValue: { Values: ["arn:aws:iam/role:Role:rules-remedy"] },
            },
            TableName: { ResourceValue: { Value: "RESOURCE_ID" } },
        });
    });

    const mends: [action: string, on: string, allowed: boolean][] = [
        ["rds:ModifyDBCluster", "arn:aws:rds:eu-west-1:111111111111:cluster:x", true],
        ["rds:DeleteDBCluster", "arn:aws:rds:eu-west-1:111111111111:cluster:x", false],
        [
            "dynamodb:UpdateContinuousBackups",
            "arn:aws:dynamodb:eu-west-1:111111111111:table/x",
            true,
        ],
        ["rds:ModifyDBCluster", "arn:aws:rds:eu-west-1:111111111111:cluster-pg:x", false],
        [
            "ssm:StartAutomationExecution",
            "arn:aws:ssm:eu-west-1:111111111111:automation-definition/AWSConfigRemediation-EnablePITRForDynamoDbTable:1",
            true,
        ],
        [
            "ssm:StartAutomationExecution",
            "arn:aws:ssm:eu-west-1:111111111111:automation-definition/AWSConfigRemediation-DeleteDynamoDbTable:1",
            false,
        ],
        ["dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111111111111:table/x", false],
    ];
    for (const [action, on, allowed] of mends) {
        it(`has a role for remedies that may ${allowed ? "" : "not "}do ${action} on ${on}`, async () => {
            const { policy } = only(await make(), "aws:iam/rolePolicy:RolePolicy");
            const { Statement } = JSON.parse(policy as string) as { Statement: Statements };
            const by = "arn:aws:iam::111111111111:role/remedy";
            assert.equal(await isAllowed({ identity: Statement }, { action, on, by }), allowed);
        });
    }

    it("tells of what begins to break one of its rules, and of nobody else's", async () => {
        const all = await make();
        const { eventPattern } = only(all, "aws:cloudwatch/eventRule:EventRule");
        assert.deepEqual((JSON.parse(eventPattern as string) as { detail: object }).detail, {
            messageType: ["ComplianceChangeNotification"],
            configRuleName: [{ prefix: "pii-prod-" }],
            newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
        });
        assert.equal(only(all, "aws:cloudwatch/eventTarget:EventTarget").arn, "arn:alarms");
    });
});
