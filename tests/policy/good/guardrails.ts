import type * as aws from "@pulumi/aws";
import { KEY, resource } from "./resource";

export const passwordPolicy = resource<aws.iam.AccountPasswordPolicyArgs>(
    "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
    "passwords",
    {
        minimumPasswordLength: 14,
        passwordReusePrevention: 24,
        requireLowercaseCharacters: true,
        requireUppercaseCharacters: true,
        requireNumbers: true,
        requireSymbols: true,
    },
);
export const accountAccess = resource<aws.s3.AccountPublicAccessBlockArgs>(
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    "no-public-buckets",
    {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    },
);
export const encryptionByDefault = resource<aws.ebs.EncryptionByDefaultArgs>(
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "disks",
    {},
);
export const analyzer = resource<aws.accessanalyzer.AnalyzerArgs>(
    "aws:accessanalyzer/analyzer:Analyzer",
    "outside",
    { analyzerName: "outside" },
);
export const detector = resource<aws.guardduty.DetectorArgs & { readonly id: string }>(
    "aws:guardduty/detector:Detector",
    "detector",
    { id: "detector", findingPublishingFrequency: "FIFTEEN_MINUTES" },
);
export const detectorFeatures = [
    "S3_DATA_EVENTS",
    "RDS_LOGIN_EVENTS",
    "LAMBDA_NETWORK_LOGS",
    "EBS_MALWARE_PROTECTION",
].map((name) =>
    resource<aws.guardduty.DetectorFeatureArgs>(
        "aws:guardduty/detectorFeature:DetectorFeature",
        `detector-${name}`,
        { name, detectorId: "detector", status: "ENABLED" },
    ),
);
export const [detectorFeature] = detectorFeatures;
export const findingsRule = resource<aws.cloudwatch.EventRuleArgs>(
    "aws:cloudwatch/eventRule:EventRule",
    "findings",
    { name: "findings", eventPattern: JSON.stringify({ source: ["aws.guardduty"] }) },
);
export const findingsTarget = resource<aws.cloudwatch.EventTargetArgs>(
    "aws:cloudwatch/eventTarget:EventTarget",
    "findings-target",
    { rule: "findings", arn: "arn:aws:sns:eu-west-1:111122223333:alarms" },
);
export const recorder = resource<aws.cfg.RecorderArgs>("aws:cfg/recorder:Recorder", "recorder", {
    name: "recorder",
    roleArn: "arn:aws:iam::111122223333:role/config",
    recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
});
export const recorderStatus = resource<aws.cfg.RecorderStatusArgs>(
    "aws:cfg/recorderStatus:RecorderStatus",
    "recorder-status",
    { name: "recorder", isEnabled: true },
);
export const deliveryChannel = resource<aws.cfg.DeliveryChannelArgs>(
    "aws:cfg/deliveryChannel:DeliveryChannel",
    "recorder-channel",
    { s3BucketName: "log-archive", s3KmsKeyArn: KEY },
);
export const aggregator = resource<aws.cfg.ConfigurationAggregatorArgs>(
    "aws:cfg/configurationAggregator:ConfigurationAggregator",
    "everywhere",
    { accountAggregationSource: { accountIds: ["111122223333"], allRegions: true } },
);
export const securityHub = resource<aws.securityhub.AccountArgs>(
    "aws:securityhub/account:Account",
    "hub",
    {},
);
export const inspector = resource<aws.inspector2.EnablerArgs>(
    "aws:inspector2/enabler:Enabler",
    "inspector",
    { accountIds: ["111122223333"], resourceTypes: ["LAMBDA"] },
);
export const macie = resource<aws.macie2.AccountArgs>("aws:macie2/account:Account", "macie", {
    status: "ENABLED",
});

export const guardrailsStack = [
    passwordPolicy,
    accountAccess,
    encryptionByDefault,
    analyzer,
    detector,
    ...detectorFeatures,
    findingsRule,
    findingsTarget,
    recorder,
    recorderStatus,
    deliveryChannel,
    aggregator,
    securityHub,
    inspector,
];
