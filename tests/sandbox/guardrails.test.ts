import assert from "node:assert/strict";
import { packTemplate } from "../../infra/guardrails/config-template";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";

const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";
const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
const HUB = "aws:securityhub/account:Account";
const STANDARD = "aws:securityhub/standardsSubscription:StandardsSubscription";
const MACIE = "aws:macie2/account:Account";
const RECORDER = "aws:cfg/recorder:Recorder";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
const STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const RETENTION = "aws:cfg/retentionConfiguration:RetentionConfiguration";
const PACK = "aws:cfg/conformancePack:ConformancePack";
const PASSWORDS = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
const CONTACT = "aws:account/alternativeContact:AlternativeContact";

const FSBP = `arn:aws:securityhub:${REGION}::standards/aws-foundational-security-best-practices/v/1.0.0`;

const rule = { identifier: "RDS_STORAGE_ENCRYPTED" };
const role = "arn:aws:iam::123456789012:role/remedy";
const template = (...rules: { identifier: string; parameters?: Record<string, string> }[]) =>
    packTemplate("pii", rules, role);

const contact = {
    alternateContactType: "SECURITY",
    name: "Security team",
    title: "On call",
    emailAddress: "security@example.com",
    phoneNumber: "+49 (30) 123-456",
};

describe("sandbox: what finds out", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const second: [what: string, type: string, inputs: Props, refusal: RegExp][] = [
        ["detector", DETECTOR, {}, /^AwsError: BadRequestException: .*a detector already exists/],
        [
            "analyzer of a type",
            ANALYZER,
            { analyzerName: "another" },
            /ServiceQuotaExceededException: The maximum number of analyzers of type ACCOUNT is 1/,
        ],
        ["hub", HUB, {}, /AlreadyExists/],
        ["session of Macie", MACIE, {}, /AlreadyExists/],
    ];
    for (const [what, type, inputs, refusal] of second) {
        it(`is refused as a second ${what} in a region`, async () => {
            const first = type === ANALYZER ? { analyzerName: "first" } : inputs;
            await cloud.create(type, { ...first, region: "eu-central-1" }, "elsewhere");
            const made = await cloud.create(type, first);
            await assert.rejects(cloud.create(type, inputs, "second"), (error: Error) =>
                refusal.test(`AwsError: ${error.message}`),
            );
            await cloud.delete(made);
            await cloud.create(type, inputs, "second");
        });
    }

    it("has an analyzer of each type", async () => {
        await cloud.create(ANALYZER, { analyzerName: "a" });
        const unused = { analyzerName: "b", type: "ACCOUNT_UNUSED_ACCESS" };
        await cloud.create(ANALYZER, unused, "unused");
        assert.equal(cloud.account.all(ANALYZER).length, 2);
    });

    it("has features of a detector that is there, and one way to watch instances", async () => {
        const { id: detectorId } = await cloud.create(DETECTOR, {});
        const feature = (name: string) => ({ detectorId, name, status: "ENABLED" });
        const made = await cloud.create(FEATURE, feature("RUNTIME_MONITORING"));
        assert.equal(made.id, `${detectorId}/RUNTIME_MONITORING`);
        await assert.rejects(
            cloud.create(FEATURE, feature("EKS_RUNTIME_MONITORING"), "eks"),
            /BadRequestException: name: a detector has one of EKS_RUNTIME_MONITORING and RUNTIME/,
        );
        await assert.rejects(
            cloud.create(FEATURE, { ...feature("RDS_LOGIN_EVENTS"), detectorId: "none" }, "rds"),
            /NotFound/,
        );
        assert.deepEqual(cloud.diff(made, { status: "DISABLED" }).replaces, []);
    });

    it("has standards of a hub that is there, in its region", async () => {
        await assert.rejects(
            cloud.create(STANDARD, { standardsArn: FSBP }),
            /InvalidAccessException: Account 123456789012 is not subscribed to AWS Security Hub/,
        );
        await cloud.create(HUB, {});
        await cloud.create(STANDARD, { standardsArn: FSBP });
        await assert.rejects(
            cloud.create(
                STANDARD,
                { standardsArn: FSBP.replace(REGION, "us-east-1").replace("1.0.0", "2.0.0") },
                "other",
            ),
            /InvalidInputException: standardsArn: is of us-east-1, and the hub is in eu-west-1/,
        );
    });

    const refused: [what: string, type: string, inputs: Props, failure: RegExp][] = [
        [
            "a detector that tells once a day",
            DETECTOR,
            { findingPublishingFrequency: "DAILY" },
            /^findingPublishingFrequency: must be one of FIFTEEN_MINUTES, ONE_HOUR, SIX_HOURS/,
        ],
        [
            "a feature that there is not",
            FEATURE,
            { detectorId: "d", name: "RDS_LOGINS", status: "ENABLED" },
            /^name: must be one of S3_DATA_EVENTS, .*, got RDS_LOGINS$/,
        ],
        [
            "a feature that is half on",
            FEATURE,
            { detectorId: "d", name: "RDS_LOGIN_EVENTS", status: "ON" },
            /^status: must be one of ENABLED, DISABLED, got ON/,
        ],
        [
            "agents of a feature without any",
            FEATURE,
            {
                detectorId: "d",
                name: "RDS_LOGIN_EVENTS",
                status: "ENABLED",
                additionalConfigurations: [{ name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" }],
            },
            /^additionalConfigurations: is for EKS_RUNTIME_MONITORING and RUNTIME_MONITORING only/,
        ],
        [
            "an analyzer whose name begins with a digit",
            ANALYZER,
            { analyzerName: "1st" },
            /^analyzerName: must be 1 to 255 letters, digits/,
        ],
        [
            "unused access of more than a year",
            ANALYZER,
            {
                analyzerName: "a",
                type: "ACCOUNT_UNUSED_ACCESS",
                configuration: { unusedAccess: { unusedAccessAge: 366 } },
            },
            /^configuration.unusedAccess.unusedAccessAge: must be a whole number from 1 to 365/,
        ],
        [
            "unused access of an analyzer of external access",
            ANALYZER,
            { analyzerName: "a", configuration: { unusedAccess: { unusedAccessAge: 90 } } },
            /^configuration.unusedAccess: is for the type ACCOUNT_UNUSED_ACCESS only/,
        ],
        [
            "a standard by its name",
            STANDARD,
            { standardsArn: "cis" },
            /^standardsArn: must be the ARN of a standard, got "cis"/,
        ],
        ["a Macie that is off", MACIE, { status: "DISABLED" }, /^status: must be one of ENABLED/],
        [
            "passwords of 5 characters",
            PASSWORDS,
            { minimumPasswordLength: 5 },
            /^minimumPasswordLength: must be a whole number from 6 to 128, got 5/,
        ],
        [
            "25 passwords remembered",
            PASSWORDS,
            { passwordReusePrevention: 25 },
            /^passwordReusePrevention: must be a whole number from 0 to 24, got 25/,
        ],
        [
            "passwords for three years and a day",
            PASSWORDS,
            { maxPasswordAge: 1096 },
            /^maxPasswordAge: must be a whole number from 0 to 1095, got 1096/,
        ],
        [
            "a hard end that never comes",
            PASSWORDS,
            { hardExpiry: true },
            /^hardExpiry: does nothing without maxPasswordAge/,
        ],
        [
            "a contact of a kind that there is not",
            CONTACT,
            { ...contact, alternateContactType: "LEGAL" },
            /^alternateContactType: must be one of BILLING, OPERATIONS, SECURITY, got LEGAL/,
        ],
        [
            "a contact without a number",
            CONTACT,
            { ...contact, phoneNumber: "ask us" },
            /^phoneNumber: must be 1 to 25 digits/,
        ],
        [
            "images that are blocked as snapshots are",
            "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
            { state: "block-all-sharing" },
            /^state: must be one of block-new-sharing, unblocked, got block-all-sharing/,
        ],
        [
            "65 hops",
            "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
            { httpPutResponseHopLimit: 65 },
            /^httpPutResponseHopLimit: must be a whole number from 1 to 64, got 65/,
        ],
    ];
    for (const [what, type, inputs, failure] of refused) {
        it(`refuses ${what} at preview`, () => {
            assert.match(cloud.failure(type, inputs), failure);
        });
    }

    it("keeps settings that an account has once, and refuses a second resource for them", async () => {
        const block = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
        const made = await cloud.create(block, { blockPublicAcls: true });
        assert.equal(made.id, ACCOUNT_ID);
        assert.equal(made.outputs.blockPublicPolicy, false);
        await assert.rejects(cloud.create(block, {}, "second"), /AlreadyExists/);
        const policy = await cloud.create(PASSWORDS, { maxPasswordAge: 90 });
        assert.deepEqual(
            [policy.outputs.expirePasswords, policy.outputs.minimumPasswordLength],
            [true, 6],
        );
    });
});

describe("sandbox: AWS Config", () => {
    let cloud: Cloud;
    let roleArn: string;
    beforeEach(async () => {
        cloud = new Cloud();
        roleArn = await roleOf("config.amazonaws.com", "recorder");
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

describe("sandbox: parameters by their path", () => {
    let cloud: Cloud;
    before(async () => {
        cloud = new Cloud();
        for (const name of ["/pii/own/a", "/pii/own/b/c", "/pii/owner"]) {
            const inputs = { name, type: "String", insecureValue: name };
            await cloud.create("aws:ssm/parameter:Parameter", inputs, name);
        }
    });
    after(() => {
        cloud.dispose();
    });
    const ask = async (args: object) =>
        (
            await cloud.provider.invoke(
                "aws:ssm/getParametersByPath:getParametersByPath",
                args as Props,
            )
        ).names;

    it("are those right below it, or all, and none where there are none", async () => {
        assert.deepEqual(await ask({ path: "/pii/own" }), ["/pii/own/a"]);
        assert.deepEqual(await ask({ path: "/pii/own/", recursive: true }), [
            "/pii/own/a",
            "/pii/own/b/c",
        ]);
        assert.deepEqual(await ask({ path: "/other" }), []);
        assert.deepEqual(await ask({ path: "/pii/own", region: "eu-central-1" }), []);
    });
});
