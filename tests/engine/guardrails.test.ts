import assert from "node:assert/strict";
import { DETECTOR } from "../../sandbox/aws/guardduty/detector";
import type { Sandbox } from "../../sandbox/platform/sandbox";
import { type Config, failure, Rehearsal, steps } from "../support/rehearsal";

const API =
    "arn:aws:elasticloadbalancing:eu-west-1:333333333333:loadbalancer/app/shop/50dc6c495c0c9188";

/** All that the layer offers. */
const FULL = {
    logRetentionDays: 365,
    trail: { insights: true, objectLockDays: 90 },
    recorder: "own",
    securityHub: "own",
    macie: "own",
    unusedAccessDays: 90,
    securityContact: {
        name: "Security",
        title: "On call",
        email: "security@example.com",
        phone: "+49 30 123456",
    },
    budget: { monthlyUsd: 5000, anomalies: { aboveUsd: 100, monitor: "own" } },
    breakGlass: {
        principals: ["arn:aws:iam::333333333333:user/oncall"],
        revocableRoles: ["apps/*"],
        unsafeDecryptFields: true,
    },
    webAcl: { associate: [API], anonymousIps: true },
};

const ALARMS = {
    emails: ["team@example.com"],
    urgentEmails: ["oncall@example.com"],
    chat: { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" },
    pagers: { oncall: "https://pager.example.com/key" },
};

describe("the guardrails on the real engine", function () {
    const prod = new Rehearsal("prod", [
        "pii-keys",
        "pii-network",
        "pii-dynamodb",
        "pii-guardrails",
    ]);
    after(() => prod.end());

    const settings = (guardrails: Config) => ({
        "pii:alarms": ALARMS,
        "pii:network": {
            cidrBlock: "10.48.0.0/16",
            availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
            wayIn: "host",
            flowLogs: "s3",
        },
        "pii:dynamodb": { exports: "daily" },
        "pii:guardrails": guardrails,
    });

    /** Opens the sandbox with this layer alone: the others stay as they are. */
    const layer = <Result>(guardrails: Config, work: (sandbox: Sandbox) => Promise<Result>) =>
        prod.with(settings(guardrails), (sandbox) =>
            work({ ...sandbox, stacks: sandbox.stacks.slice(-1) }),
        );
    const up = (guardrails: Config) =>
        layer(guardrails, (sandbox) => steps(sandbox, "up", { policies: false }));

    it("come up with all that there is, and a second update changes nothing", async () => {
        const created = await prod.up(settings(FULL));
        assert.deepEqual(
            created.filter((step) => !step.startsWith("create ")),
            [],
        );
        assert.deepEqual(
            [
                "create audit (aws:cloudtrail/trail:Trail)",
                "create macie (aws:macie2/account:Account)",
                "create pii-prod (aws:costexplorer/anomalySubscription:AnomalySubscription)",
                "create pii-prod-apis (aws:wafv2/webAcl:WebAcl)",
                "create pii-prod-break-glass (aws:iam/role:Role)",
                "create recorder (aws:cfg/recorder:Recorder)",
                "create security-hub (aws:securityhub/account:Account)",
            ].filter((step) => !created.includes(step)),
            [],
        );
        assert.deepEqual(await up(FULL), []);
    });

    it("let go of what is switched off, and of nothing else", async () => {
        const done = await up({ detector: "skip" });
        const gone = done.filter((step) => /^delete .*\(aws:/.test(step));
        assert.deepEqual(
            gone.filter((step) => !/cloudwatch|ssm|detectorFeature/.test(step)),
            [
                "delete account (aws:account/alternativeContact:AlternativeContact)",
                "delete analyzer-unused (aws:accessanalyzer/analyzer:Analyzer)",
                "delete audit (aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration)",
                "delete detector (aws:guardduty/detector:Detector)",
                "delete macie (aws:macie2/account:Account)",
                "delete pii-prod (aws:budgets/budget:Budget)",
                "delete pii-prod (aws:costexplorer/anomalyMonitor:AnomalyMonitor)",
                "delete pii-prod (aws:costexplorer/anomalySubscription:AnomalySubscription)",
                "delete pii-prod-apis (aws:wafv2/webAcl:WebAcl)",
                "delete pii-prod-apis (aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration)",
                "delete pii-prod-apis-loadbalancer/app/shop/50dc6c495c0c9188 (aws:wafv2/webAclAssociation:WebAclAssociation)",
                "delete pii-prod-break-glass (aws:iam/role:Role)",
                "delete pii-prod-break-glass (aws:iam/rolePolicy:RolePolicy)",
                "delete pii-prod-break-glass-look (aws:iam/rolePolicyAttachment:RolePolicyAttachment)",
                "delete pii-prod-break-glass-tunnel (aws:iam/rolePolicyAttachment:RolePolicyAttachment)",
                "delete security-hub (aws:securityhub/account:Account)",
                "delete security-hub-cis (aws:securityhub/standardsSubscription:StandardsSubscription)",
                "delete security-hub-fsbp (aws:securityhub/standardsSubscription:StandardsSubscription)",
            ],
        );
        assert.deepEqual(
            done.filter((step) => !step.startsWith("delete ")),
            // It asks for a detector no more.
            ["update rules (aws:cfg/conformancePack:ConformancePack)"],
        );
    });

    it("neither fail over a detector that is there already, nor touch it", async () => {
        const id = "12abc34d567e8fa901bc2d34e56789f0";
        const theirs = {
            type: DETECTOR,
            id,
            urn: "",
            inputs: { enable: true },
            outputs: { region: "eu-west-1" },
        };
        const { message } = await layer({ detector: "own" }, async (sandbox) => {
            sandbox.account.put(theirs);
            return failure(steps(sandbox, "up"));
        });
        assert.match(
            message,
            /pii:guardrails.detector is "own"; the region has one already, the GuardDuty detector 12abc34d567e8fa901bc2d34e56789f0, .* set "adopt" to use that one, or set pii:guardrails.detector to "skip" to leave it alone/,
        );
        const adopted = await up({ detector: "adopt" });
        assert.ok(adopted.includes("create detector (pii:guardrails:Detector)"));
        assert.deepEqual(
            adopted.filter((step) => step.includes("(aws:guardduty/")),
            [],
        );
        await up({ detector: "skip" });
        await layer({ detector: "skip" }, (sandbox) => {
            assert.deepEqual(sandbox.account.get(DETECTOR, id), theirs);
            return Promise.resolve();
        });
    });
});
