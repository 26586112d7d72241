import * as good from "../good";
import { type Sample, unknown } from "../support";
import type { StackTable } from "./stack-table";

const { detector, detectorFeature, recorder } = good;
const destination: Sample = {
    type: "aws:guardduty/publishingDestination:PublishingDestination",
    name: "export",
    props: { detectorId: "detector" },
};
const lonely = (sample: Sample): StackTable["fine"] => ({
    "a stack that holds no guardrails": { without: [...good.guardrailsStack, sample, good.trail] },
});

export const accountStackTables: readonly StackTable[] = [
    ...(
        [
            ["account-password-policy-strong", good.passwordPolicy],
            ["account-s3-public-access-blocked", good.accountAccess],
            ["account-ebs-encrypted-by-default", good.encryptionByDefault],
            ["access-analyzer-present", good.analyzer],
            ["securityhub-enabled", good.securityHub],
            ["inspector-scans-functions", good.inspector],
        ] as const
    ).map(([rule, sample]): StackTable => ({
        rule,
        bad: { "not there": { without: [sample] } },
        fine: lonely(sample),
    })),
    {
        rule: "guardduty-enabled",
        bad: { "not there": { without: [detector] } },
        fine: lonely(detector),
    },
    {
        rule: "cloudtrail-trail-present",
        bad: { "not there": { without: [good.trail] } },
        fine: lonely(good.trail),
    },
    {
        rule: "macie-enabled",
        on: [...good.stack, good.macie],
        bad: { "not there": { without: [good.macie] } },
        fine: lonely(good.macie),
    },
    {
        rule: "config-recorder-on",
        bad: {
            "not there": { without: [recorder, good.recorderStatus] },
            "never started": { without: [good.recorderStatus], at: [recorder] },
            "another one started": {
                props: { "recorder-status": { name: "another" } },
                at: [recorder],
            },
        },
        fine: lonely(recorder),
    },
    {
        rule: "access-analyzer-present",
        bad: { "what nobody uses": { props: { outside: { type: "ACCOUNT_UNUSED_ACCESS" } } } },
        fine: {
            "of the organization": { props: { outside: { type: "ORGANIZATION" } } },
            "what is not known yet": { props: { outside: { type: unknown } } },
        },
    },
    {
        rule: "guardduty-features-enabled",
        bad: {
            "one not there": { without: [detectorFeature as Sample], at: [detector] },
            "of another detector": {
                props: { "detector-RDS_LOGIN_EVENTS": { detectorId: "another" } },
                at: [detector],
            },
        },
        fine: {
            "said by the detector": {
                without: [detectorFeature as Sample],
                props: { detector: { datasources: { s3Logs: { enable: true } } } },
            },
            "a name that is not known yet": {
                props: { "detector-RDS_LOGIN_EVENTS": { name: unknown } },
            },
        },
    },
    {
        rule: "guardduty-features-enabled",
        config: { features: ["RUNTIME_MONITORING"] },
        on: [
            ...good.stack,
            {
                ...(detectorFeature as Sample),
                name: "runtime",
                props: { detectorId: "detector", name: "RUNTIME_MONITORING", status: "ENABLED" },
            },
        ],
        bad: { "not there": { props: { runtime: { name: "EKS_AUDIT_LOGS" } }, at: [detector] } },
    },
    {
        rule: "guardduty-findings-exported",
        on: [...good.stack, destination],
        bad: { "not there": { props: { export: { detectorId: "another" } }, at: [detector] } },
    },
    {
        rule: "guardduty-findings-told",
        bad: {
            "no target": { without: [good.findingsTarget], at: [detector] },
            "another source": {
                props: { findings: { eventPattern: '{"source":["aws.rds"]}' } },
                at: [detector],
            },
        },
        fine: {
            "through Security Hub": {
                props: { findings: { eventPattern: '{"source":["aws.securityhub"]}' } },
            },
            "a pattern that is not known yet": { props: { findings: { eventPattern: unknown } } },
        },
    },
    {
        rule: "config-records-global-types",
        bad: {
            "not set": { props: { recorder: { recordingGroup: undefined } }, at: [recorder] },
            off: {
                props: { recorder: { recordingGroup: { includeGlobalResourceTypes: false } } },
                at: [recorder],
            },
        },
        fine: {
            "by another region's": {
                props: { recorder: { recordingGroup: undefined } },
                and: [{ ...recorder, name: "other-recorder" }],
            },
            "not known yet": {
                props: {
                    recorder: { recordingGroup: { includeGlobalResourceTypes: unknown } },
                },
            },
            "all but some": {
                props: {
                    recorder: {
                        recordingGroup: { exclusionByResourceTypes: [{ resourceTypes: ["x"] }] },
                    },
                },
            },
        },
    },
    {
        rule: "config-delivery-channel-present",
        bad: {
            "not there": { without: [good.deliveryChannel], at: [recorder] },
            "of another region": {
                props: { "recorder-channel": { region: "eu-central-1" } },
                at: [recorder],
            },
        },
    },
    {
        rule: "config-delivery-encrypted-with-customer-key",
        bad: {
            "no key": {
                props: { "recorder-channel": { s3KmsKeyArn: undefined } },
                at: [good.deliveryChannel],
            },
        },
        fine: {
            "to a bucket that has one": {
                props: { "recorder-channel": { s3KmsKeyArn: undefined, s3BucketName: "trail" } },
            },
        },
    },
    {
        rule: "securityhub-best-practices",
        bad: { off: { props: { hub: { enableDefaultStandards: false } }, at: [good.securityHub] } },
        fine: {
            "by name": {
                props: { hub: { enableDefaultStandards: false } },
                and: [
                    {
                        type: "aws:securityhub/standardsSubscription:StandardsSubscription",
                        name: "standard",
                        props: {
                            standardsArn:
                                "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
                        },
                    },
                ],
            },
        },
    },
];
