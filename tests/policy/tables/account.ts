import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const group = (recordingGroup: object) => ({ recordingGroup });

export const accountTables: readonly Table[] = [
    {
        rule: "account-password-policy-strong",
        on: good.passwordPolicy,
        bad: {
            short: { minimumPasswordLength: 13 },
            "of any length": { minimumPasswordLength: undefined },
            "soon used again": { passwordReusePrevention: 23 },
            "used again": { passwordReusePrevention: undefined },
            "no lower case": { requireLowercaseCharacters: false },
            "no upper case": { requireUppercaseCharacters: undefined },
            "no digits": { requireNumbers: false },
            "no symbols": { requireSymbols: undefined },
        },
        fine: { longer: { minimumPasswordLength: 20 } },
        late: { length: [{ minimumPasswordLength: unknown }, { minimumPasswordLength: 8 }] },
    },
    {
        rule: "account-passwords-expire",
        on: { ...good.passwordPolicy, props: { ...good.passwordPolicy.props, maxPasswordAge: 90 } },
        bad: {
            late: { maxPasswordAge: 91 },
            never: { maxPasswordAge: 0 },
            "not set": { maxPasswordAge: undefined },
        },
        late: { age: [{ maxPasswordAge: unknown }, { maxPasswordAge: 365 }] },
    },
    {
        rule: "account-s3-public-access-blocked",
        on: good.accountAccess,
        mended: {
            off: [{ ignorePublicAcls: false }, { ignorePublicAcls: true }],
            "not known yet": [{ ignorePublicAcls: unknown }, { ignorePublicAcls: unknown }],
        },
        bad: {
            "ACLs let through": { blockPublicAcls: false },
            "policies let through": { blockPublicPolicy: undefined },
            "ACLs heeded": { ignorePublicAcls: false },
            "policies heeded": { restrictPublicBuckets: undefined },
        },
        late: { setting: [{ blockPublicAcls: unknown }, { blockPublicAcls: false }] },
    },
    {
        rule: "account-ebs-encrypted-by-default",
        on: good.encryptionByDefault,
        mended: {
            off: [{ enabled: false }, { enabled: true }],
            "not known yet": [{ enabled: unknown }, { enabled: unknown }],
        },
        bad: { off: { enabled: false } },
        fine: { "by name": { enabled: true } },
        late: { setting: [{ enabled: unknown }, { enabled: false }] },
    },
    {
        rule: "guardduty-enabled",
        on: good.detector,
        mended: {
            off: [{ enable: false }, { enable: true }],
            "not known yet": [{ enable: unknown }, { enable: unknown }],
        },
        bad: { off: { enable: false } },
        fine: { "by name": { enable: true } },
        late: { setting: [{ enable: unknown }, { enable: false }] },
    },
    ...good.detectorFeatures.map((on): Table => ({
        rule: "guardduty-features-enabled",
        on,
        bad: { off: { status: "DISABLED" } },
        fine: { "another one off": { name: "EKS_AUDIT_LOGS", status: "DISABLED" } },
        late: { status: [{ status: unknown }, { status: "DISABLED" }] },
    })),
    {
        rule: "guardduty-findings-frequent",
        on: good.detector,
        mended: {
            off: [
                { findingPublishingFrequency: "SIX_HOURS" },
                { findingPublishingFrequency: "FIFTEEN_MINUTES" },
            ],
            "not known yet": [
                { findingPublishingFrequency: unknown },
                { findingPublishingFrequency: unknown },
            ],
        },
        bad: {
            hourly: { findingPublishingFrequency: "ONE_HOUR" },
            "not set": { findingPublishingFrequency: undefined },
        },
        late: {
            frequency: [
                { findingPublishingFrequency: unknown },
                { findingPublishingFrequency: "SIX_HOURS" },
            ],
        },
    },
    {
        rule: "config-recorder-on",
        on: good.recorderStatus,
        bad: { off: { isEnabled: false } },
        late: { setting: [{ isEnabled: unknown }, { isEnabled: false }] },
    },
    {
        rule: "config-records-everything",
        on: good.recorder,
        bad: { "a list": group({ allSupported: false, resourceTypes: ["AWS::S3::Bucket"] }) },
        fine: {
            "by default": { recordingGroup: undefined },
            "all but some": group({
                allSupported: false,
                exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::NetworkInterface"] }],
                recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
            }),
        },
        late: { setting: [group({ allSupported: unknown }), group({ allSupported: false })] },
    },
    {
        rule: "config-aggregator-all-regions",
        on: good.aggregator,
        bad: {
            "some regions": {
                accountAggregationSource: { accountIds: ["1"], regions: ["eu-west-1"] },
            },
            "some regions of the organization": {
                accountAggregationSource: undefined,
                organizationAggregationSource: { roleArn: "arn", regions: ["eu-west-1"] },
            },
        },
        late: {
            setting: [
                { accountAggregationSource: { allRegions: unknown } },
                { accountAggregationSource: { allRegions: false } },
            ],
        },
    },
    {
        rule: "inspector-scans-functions",
        on: good.inspector,
        bad: { "instances alone": { resourceTypes: ["EC2"] } },
        late: { types: [{ resourceTypes: unknown }, { resourceTypes: ["ECR"] }] },
    },
    {
        rule: "macie-enabled",
        on: good.macie,
        bad: { paused: { status: "PAUSED" } },
        fine: { "by default": { status: undefined } },
        late: { status: [{ status: unknown }, { status: "PAUSED" }] },
    },
];
