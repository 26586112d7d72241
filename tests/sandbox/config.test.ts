import assert from "node:assert/strict";
import { packTemplate } from "../../infra/guardrails/config-template";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, type Made } from "../support/cloud";

const RECORDER = "aws:cfg/recorder:Recorder";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
const STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const RETENTION = "aws:cfg/retentionConfiguration:RetentionConfiguration";
const PACK = "aws:cfg/conformancePack:ConformancePack";

const rule = { identifier: "RDS_STORAGE_ENCRYPTED" };
const role = "arn:aws:iam::123456789012:role/remedy";
const template = (...rules: { identifier: string; parameters?: Record<string, string> }[]) =>
    packTemplate("pii", rules, role);

describe("sandbox: AWS Config", () => {
    let cloud: Cloud;
    let roleArn: string;
    let delivers: Made;
    beforeEach(async () => {
        cloud = new Cloud();
        roleArn = await roleOf("config.amazonaws.com", "recorder");
        const { Effect, Action, Resource } = put;
        delivers = await cloud.create("aws:iam/rolePolicy:RolePolicy", {
            role: "recorder",
            policy: document({ Effect, Action, Resource }),
        });
    });
    afterEach(() => {
        cloud.dispose();
    });

    const document = (...statements: object[]) =>
        JSON.stringify({ Version: "2012-10-17", Statement: statements });
    const service = { Service: "config.amazonaws.com" };
    const fromHere = { StringEquals: { "aws:SourceAccount": ACCOUNT_ID } };
    const check = {
        Effect: "Allow",
        Principal: service,
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: "arn:aws:s3:::log",
        Condition: fromHere,
    };
    const put = {
        Effect: "Allow",
        Principal: service,
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::log/AWSLogs/${ACCOUNT_ID}/Config/*`,
        Condition: fromHere,
    };

    async function roleOf(service: string, name: string): Promise<string> {
        const trust = {
            Effect: "Allow",
            Principal: { Service: service },
            Action: "sts:AssumeRole",
        };
        const inputs = { name, assumeRolePolicy: document(trust) };
        return (await cloud.create("aws:iam/role:Role", inputs, name)).outputs.arn as string;
    }

    async function bucket(...statements: object[]): Promise<void> {
        await cloud.create("aws:s3/bucket:Bucket", { bucket: "log" });
        const policy = document(...statements);
        await cloud.create("aws:s3/bucketPolicy:BucketPolicy", { bucket: "log", policy });
    }

    it("takes a recorder, then a channel, then switches it on, then takes rules", async () => {
        await bucket(check, put);
        const channel = { name: "pii", s3BucketName: "log" };
        const pack = { name: "pii", templateBody: template(rule) };
        const on = { name: "pii", isEnabled: true };

        await assert.rejects(cloud.create(CHANNEL, channel), /NoAvailableConfigurationRecorder/);
        const recorder = await cloud.create(RECORDER, { name: "pii", roleArn });
        await assert.rejects(cloud.create(STATUS, on), /NoAvailableDeliveryChannelException/);
        const delivered = await cloud.create(CHANNEL, channel);
        await assert.rejects(cloud.create(PACK, pack), /NoAvailableConfigurationRecorder/);
        const status = await cloud.create(STATUS, on);
        const made = await cloud.create(PACK, pack);
        assert.match(
            made.outputs.arn as string,
            /^arn:aws:config:eu-west-1:123456789012:conformance-pack\/pii\/conformance-pack-\w{9}$/,
        );
        await assert.rejects(cloud.delete(delivered), /LastDeliveryChannelDeleteFailedException/);
        await cloud.delete(status);
        await cloud.delete(delivered);
        await cloud.delete(recorder);
    });

    it("takes one recorder and one channel in a region", async () => {
        await bucket(check, put);
        await cloud.create(RECORDER, { name: "pii", roleArn });
        await assert.rejects(
            cloud.create(RECORDER, { name: "another", roleArn }, "another"),
            /MaxNumberOfConfigurationRecordersExceededException: .*: there is pii$/,
        );
        await cloud.create(CHANNEL, { name: "pii", s3BucketName: "log" });
        await assert.rejects(
            cloud.create(CHANNEL, { name: "another", s3BucketName: "log" }, "another"),
            /MaxNumberOfDeliveryChannelsExceededException: .*: there is pii$/,
        );
    });

    it("starts the recorder of its name, and no other", async () => {
        await bucket(check, put);
        await cloud.create(RECORDER, { name: "pii", roleArn });
        await cloud.create(CHANNEL, { name: "pii", s3BucketName: "log" });
        await assert.rejects(
            cloud.create(STATUS, { name: "pii-1a2b3c4", isEnabled: true }),
            /NotFound: name: aws:cfg\/recorder:Recorder "pii-1a2b3c4" does not exist/,
        );
    });

    it("takes a role that it may take", async () => {
        const other = await roleOf("lambda.amazonaws.com", "other");
        await assert.rejects(
            cloud.create(RECORDER, { name: "pii", roleArn: other }),
            /InvalidRoleException: .* does not let config.amazonaws.com assume it/,
        );
    });

    const undeliverable: [what: string, statements: object[], problem: RegExp][] = [
        ["that it may not look at", [put], /does not let config.amazonaws.com do s3:GetBucketAcl/],
        ["that it may not write to", [check], /does not let config.amazonaws.com do s3:PutObject/],
        [
            "that it may write to for another account",
            [check, { ...put, Condition: { StringEquals: { "aws:SourceAccount": "1" } } }],
            /does not let config.amazonaws.com do s3:PutObject/,
        ],
    ];
    for (const [what, statements, problem] of undeliverable) {
        it(`delivers to no bucket ${what}`, async () => {
            await bucket(...statements);
            await cloud.create(RECORDER, { name: "pii", roleArn });
            await assert.rejects(cloud.create(CHANNEL, { name: "pii", s3BucketName: "log" }), {
                code: "InsufficientDeliveryPolicyException",
                message: problem,
            });
        });
    }

    it("delivers as the recorder's role", async () => {
        await bucket(check, put);
        await cloud.create(RECORDER, { name: "pii", roleArn });
        await cloud.delete(delivers);
        await assert.rejects(cloud.create(CHANNEL, { name: "pii", s3BucketName: "log" }), {
            code: "InsufficientDeliveryPolicyException",
            message: /the role .*:role\/recorder of the recorder may not do s3:PutObject on /,
        });
    });

    it("delivers to an encrypted bucket only where the key lets it", async () => {
        await bucket(check, put);
        const root = {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` },
            Action: "kms:*",
            Resource: "*",
        };
        const key = await cloud.create("aws:kms/key:Key", { policy: document(root) });
        await cloud.create(
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            {
                bucket: "log",
                rules: [
                    {
                        applyServerSideEncryptionByDefault: {
                            sseAlgorithm: "aws:kms",
                            kmsMasterKeyId: key.outputs.arn,
                        },
                    },
                ],
            },
        );
        await cloud.create(RECORDER, { name: "pii", roleArn });
        const channel = { name: "pii", s3BucketName: "log" };
        await assert.rejects(
            cloud.create(CHANNEL, channel),
            /policy of the key .* does not let config.amazonaws.com do kms:Decrypt, kms:GenerateDataKey/,
        );
        const use = {
            Effect: "Allow",
            Principal: service,
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: fromHere,
        };
        await cloud.update(key, { policy: document(root, use) });
        await cloud.create(CHANNEL, channel);
    });

    const good = { name: "pii", roleArn: "arn:aws:iam::123456789012:role/r" };
    const many = Array.from({ length: 131 }, (_, i) => ({ identifier: `RULE_${i}` }));
    const long = [{ ...rule, parameters: { a: "x".repeat(1024) } }];
    const big = Array.from({ length: 60 }, (_, i) => ({
        identifier: `RULE_${i}`,
        parameters: { a: "x".repeat(900) },
    }));
    const group = (recordingGroup: object) => ({ ...good, recordingGroup });
    const refused: [what: string, type: string, inputs: Props, failure: RegExp][] = [
        [
            "a list of types beside all of them",
            RECORDER,
            group({ resourceTypes: ["AWS::RDS::DBCluster"] }),
            /^recordingGroup.resourceTypes: cannot be given with allSupported: true/,
        ],
        [
            "exceptions from all of them without the strategy",
            RECORDER,
            group({
                allSupported: false,
                exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::Volume"] }],
            }),
            /^recordingGroup.recordingStrategies: must use only EXCLUSION_BY_RESOURCE_TYPES/,
        ],
        [
            "nothing at all",
            RECORDER,
            group({ allSupported: false }),
            /^recordingGroup: records nothing: give/,
        ],
        [
            "a memory of 29 days",
            RETENTION,
            { retentionPeriodInDays: 29 },
            /^retentionPeriodInDays: must be a whole number from 30 to 2557, got 29/,
        ],
        [
            "snapshots twice a day",
            CHANNEL,
            {
                s3BucketName: "log",
                snapshotDeliveryProperties: { deliveryFrequency: "Two_Hours" },
            },
            /^snapshotDeliveryProperties.deliveryFrequency: must be one of One_Hour/,
        ],
        ["a pack without a template", PACK, { name: "pii" }, /^templateBody: give templateBody/],
        [
            "a pack with an underscore",
            PACK,
            { name: "p_i", templateBody: template(rule) },
            /^name: must be 1 to 256 letters, digits and hyphens/,
        ],
        [
            "a pack of 131 rules",
            PACK,
            { templateBody: template(...many) },
            /^templateBody: must have 1 to 130 rules, got 131/,
        ],
        [
            "a pack that is too big",
            PACK,
            { templateBody: template(...big) },
            /^templateBody: must have at most 51200 characters, got \d+/,
        ],
        [
            "a rule with parameters that are too long",
            PACK,
            { templateBody: template(...long) },
            /^templateBody: RdsStorageEncrypted.InputParameters: must have at most 1024 characters/,
        ],
        [
            "a rule that is not of AWS's",
            PACK,
            { templateBody: template(rule).replace('"AWS"', '"CUSTOM_LAMBDA"') },
            /^templateBody: RdsStorageEncrypted.Source: must be owned by AWS/,
        ],
        [
            "a rule that AWS does not have",
            PACK,
            { templateBody: template({ identifier: "RDS_CLUSTER_COPY_TAGS" }) },
            /^templateBody: RdsClusterCopyTags.Source: the sourceIdentifier RDS_CLUSTER_COPY_TAGS is invalid/,
        ],
        [
            "a rule with a parameter that it does not take",
            PACK,
            {
                templateBody: template({
                    identifier: "SECRETSMANAGER_SECRET_UNUSED",
                    parameters: { days: "90" },
                }),
            },
            /^templateBody: SecretsmanagerSecretUnused.InputParameters: .* takes no days/,
        ],
        [
            "a rule without the parameter that it needs",
            PACK,
            { templateBody: template({ identifier: "SERVICE_VPC_ENDPOINT_ENABLED" }) },
            /^templateBody: ServiceVpcEndpointEnabled.InputParameters: .* needs serviceName/,
        ],
        [
            "a remedy of a rule that is not in the pack",
            PACK,
            {
                templateBody: template({ identifier: "DYNAMODB_PITR_ENABLED" }).replace(
                    '"ConfigRuleName":"pii-dynamodb-pitr-enabled","ResourceType"',
                    '"ConfigRuleName":"gone","ResourceType"',
                ),
            },
            /^templateBody: DynamodbPitrEnabledRemedy.ConfigRuleName: there is no rule gone/,
        ],
        [
            "a name of a rule that is too long",
            PACK,
            { templateBody: template({ identifier: "A".repeat(98) }) },
            /ConfigRuleName: must have at most 101 characters/,
        ],
    ];
    for (const [what, type, inputs, failure] of refused) {
        it(`refuses ${what} at preview`, () => {
            assert.match(cloud.failure(type, inputs), failure);
        });
    }
});
