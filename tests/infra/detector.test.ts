import assert from "node:assert/strict";
import { Analyzer } from "../../infra/guardrails/analyzer";
import { Detector } from "../../infra/guardrails/detector";
import { Macie } from "../../infra/guardrails/macie";
import { SecurityHub } from "../../infra/guardrails/security-hub";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const TOPICS = { alarmTopicArn: "arn:alarms", urgentTopicArn: "arn:urgent" };
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

/** Where each pattern of events goes to, by the name of its rule. */
async function told(make: () => unknown) {
    const all = await registrations(make);
    return all
        .filter(({ type }) => type === RULE)
        .map(({ name, inputs }) => {
            const target = all.find((each) => each.type === TARGET && each.name === name);
            const { detail } = JSON.parse(inputs.eventPattern as string) as { detail: unknown };
            return { name, detail, to: target?.inputs.arn };
        });
}

describe("Detector", () => {
    before(mockEngine);

    const make =
        (adoptedId?: string, region = "eu-west-1") =>
        () =>
            new Detector("detector", {
                prefix: "pii-prod",
                region,
                ...TOPICS,
                ...(adoptedId !== undefined && { adoptedId }),
            });

    it("looks at logins to databases, at buckets, functions and disks, and tells soon", async () => {
        const all = await registrations(make());
        assert.deepEqual(only(all, "aws:guardduty/detector:Detector"), {
            enable: true,
            findingPublishingFrequency: "FIFTEEN_MINUTES",
        });
        const features = all.filter(({ type }) => type.endsWith(":DetectorFeature"));
        assert.deepEqual(
            features.map(({ inputs }) => inputs),
            [
                "RDS_LOGIN_EVENTS",
                "S3_DATA_EVENTS",
                "LAMBDA_NETWORK_LOGS",
                "EBS_MALWARE_PROTECTION",
            ].map((name) => ({ detectorId: "detector-id", name, status: "ENABLED" })),
        );
    });

    it("does without what AWS does not offer in the region", async () => {
        const all = await registrations(make(undefined, "ca-west-1"));
        const features = all.filter(({ type }) => type.endsWith(":DetectorFeature"));
        assert.deepEqual(
            features.map(({ inputs }) => inputs.name),
            ["S3_DATA_EVENTS", "EBS_MALWARE_PROTECTION"],
        );
    });

    it("tells what is medium, and wakes somebody for what is worse, each finding once", async () => {
        const expected = [
            {
                name: "detector-medium",
                detail: { severity: [{ numeric: [">=", 4, "<", 7] }] },
                to: "arn:alarms",
            },
            {
                name: "detector-high",
                detail: { severity: [{ numeric: [">=", 7] }] },
                to: "arn:urgent",
            },
        ];
        assert.deepEqual(await told(make()), expected);
        assert.deepEqual(await told(make("theirs")), expected);
    });

    it("makes and changes nothing of an adopted detector", async () => {
        const all = await registrations(make("theirs"));
        assert.deepEqual(
            all.filter(({ type }) => /guardduty|ssm/.test(type)),
            [],
        );
    });

    it("tells in words, with what the finding is about", async () => {
        const all = await registrations(make());
        const target = all.find(({ type, name }) => type === TARGET && name === "detector-high");
        assert.deepEqual(target?.inputs.inputTransformer, {
            inputPaths: {
                account: "$.account",
                detail_description: "$.detail.description",
                detail_id: "$.detail.id",
                detail_service_count: "$.detail.service.count",
                detail_service_eventLastSeen: "$.detail.service.eventLastSeen",
                detail_severity: "$.detail.severity",
                detail_title: "$.detail.title",
                detail_type: "$.detail.type",
                region: "$.region",
            },
            inputTemplate: [
                "{",
                '  "version": "1.0",',
                '  "source": "custom",',
                '  "content": {',
                '    "textType": "client-markdown",',
                '    "title": "GuardDuty, severity <detail_severity>: <detail_title>",',
                '    "description": "<detail_description> Type <detail_type>, seen <detail_service_count> times, last <detail_service_eventLastSeen>. Account <account>, <region>, finding <detail_id>."',
                "  }",
                "}",
            ].join("\n"),
        });
    });
});

describe("Analyzer", () => {
    before(mockEngine);

    const make = (own: boolean, unusedAccessDays?: number) => () =>
        new Analyzer("analyzer", {
            prefix: "pii-prod",
            own,
            ...TOPICS,
            ...(unusedAccessDays !== undefined && { unusedAccessDays }),
        });
    const analyzers = async (make: () => unknown) =>
        (await registrations(make))
            .filter(({ type }) => type === "aws:accessanalyzer/analyzer:Analyzer")
            .map(({ inputs }) => inputs);

    it("looks for what is open to others, and for unused access where that is asked for", async () => {
        const external = { analyzerName: "pii-prod-external", type: "ACCOUNT" };
        const unused = {
            analyzerName: "pii-prod-unused",
            type: "ACCOUNT_UNUSED_ACCESS",
            configuration: { unusedAccess: { unusedAccessAge: 90 } },
        };
        assert.deepEqual(await analyzers(make(true)), [external]);
        assert.deepEqual(await analyzers(make(true, 90)), [external, unused]);
        assert.deepEqual(await analyzers(make(false, 90)), [unused]);
        assert.deepEqual(await analyzers(make(false)), []);
    });

    it("tells of what is not archived", async () => {
        const external = {
            name: "analyzer",
            detail: { status: ["ACTIVE"] },
            to: "arn:alarms",
        };
        assert.deepEqual(await told(make(false)), [external]);
        const unused = { ...external, name: "analyzer-unused" };
        assert.deepEqual(await told(make(false, 90)), [external, unused]);
    });
});

describe("SecurityHub", () => {
    before(mockEngine);

    const make = (own: boolean) => () =>
        new SecurityHub("hub", { scope: SCOPE, prefix: "pii-prod", own, ...TOPICS });

    it("judges by AWS's best practices and CIS's benchmark of now, not by AWS's own choice", async () => {
        const all = await registrations(make(true));
        assert.deepEqual(only(all, "aws:securityhub/account:Account"), {
            enableDefaultStandards: false,
            controlFindingGenerator: "SECURITY_CONTROL",
        });
        const standards = all.filter(({ type }) => type.endsWith(":StandardsSubscription"));
        assert.deepEqual(
            standards.map(({ inputs }) => inputs.standardsArn),
            [
                "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
                "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/3.0.0",
            ],
        );
    });

    it("only listens to the hub of somebody else", async () => {
        const types = (await registrations(make(false))).map(({ type }) => type);
        assert.deepEqual(types.sort(), [RULE, TARGET, "pii:guardrails:SecurityHub"]);
        assert.deepEqual(await told(make(false)), [
            {
                name: "hub",
                detail: {
                    findings: {
                        ProductArn: [{ suffix: ":product/aws/securityhub" }],
                        Severity: { Label: ["CRITICAL"] },
                        Compliance: { Status: ["FAILED"] },
                        Workflow: { Status: ["NEW"] },
                        RecordState: ["ACTIVE"],
                    },
                },
                to: "arn:alarms",
            },
        ]);
    });

    it("reads the first finding of an event, which has a list of one", async () => {
        const { inputTransformer } = only(await registrations(make(false)), TARGET);
        const { inputPaths } = inputTransformer as { inputPaths: object };
        assert.deepEqual(inputPaths, {
            account: "$.account",
            detail_findings_0_Resources_0_Id: "$.detail.findings[0].Resources[0].Id",
            detail_findings_0_Title: "$.detail.findings[0].Title",
            region: "$.region",
        });
    });
});

describe("Macie", () => {
    before(mockEngine);

    it("looks into buckets where it is our own, and tells of what is of high severity", async () => {
        const make = (own: boolean) => () => new Macie("macie", { prefix: "pii", own, ...TOPICS });
        const all = await registrations(make(true));
        assert.deepEqual(only(all, "aws:macie2/account:Account"), {
            status: "ENABLED",
            findingPublishingFrequency: "FIFTEEN_MINUTES",
        });
        const detail = { severity: { description: ["High"] } };
        assert.deepEqual(await told(make(false)), [{ name: "macie", detail, to: "arn:alarms" }]);
        assert.ok(!(await registrations(make(false))).some(({ type }) => /macie2|ssm/.test(type)));
    });
});

describe("what is this stack's own", () => {
    before(mockEngine);

    it("is marked before it is made, and as long as it is there", async () => {
        const all = await registrations(
            () => new Detector("detector", { prefix: "pii-prod", region: "eu-west-1", ...TOPICS }),
        );
        assert.deepEqual(only(all, "aws:ssm/parameter:Parameter"), {
            name: "/pii-prod/singletons/detector",
            type: "String",
            insecureValue: "own",
            description: "The GuardDuty detector of this region is made by pii-prod.",
        });
        const types = all.map(({ type }) => type);
        assert.ok(
            types.indexOf("aws:ssm/parameter:Parameter") <
                types.indexOf("aws:guardduty/detector:Detector"),
        );
    });
});
