import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";

const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";
const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
const HUB = "aws:securityhub/account:Account";
const STANDARD = "aws:securityhub/standardsSubscription:StandardsSubscription";
const MACIE = "aws:macie2/account:Account";
const PASSWORDS = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
const CONTACT = "aws:account/alternativeContact:AlternativeContact";

const FSBP = `arn:aws:securityhub:${REGION}::standards/aws-foundational-security-best-practices/v/1.0.0`;

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
