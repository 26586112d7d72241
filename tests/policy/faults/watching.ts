import * as good from "../good";
import { badInputs, visible } from "../good/waf";
import { type Fault, add, each, set } from "./fault";

const { alarm, backupPlan, detector, trail, webAcl } = good;
const plan = (changes: object) => ({
    rules: [{ ...(backupPlan.props.rules as [object])[0], ...changes }],
});
const detectorFeatures = (status: string) =>
    set(good.detectorFeatures[1] ?? good.detector, { status });
const unseen = { ...visible("front"), cloudwatchMetricsEnabled: false };
const management = { fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] };
const inRegion = (region: string) => ({ region });

/** What watches, what is kept, and where everything is. */
export const watchingFaults: readonly Fault[] = [
    { what: "CT-1 no trail", by: "cloudtrail-trail-present", without: [trail] },
    ...each("CT-3 no global events", "cloudtrail-trail-global-events", {
        "": set(trail, { includeGlobalServiceEvents: false }),
    }),
    ...each("CT-8 no data events", "cloudtrail-trail-data-events", {
        "": set(trail, { advancedEventSelectors: undefined }),
        "management alone": set(trail, { advancedEventSelectors: [management] }),
    }),
    ...each("CW-3 an alarm that tells nobody", "alarm-has-action", {
        "": set(alarm, { alarmActions: undefined }),
        "an empty list": set(alarm, { alarmActions: [] }),
    }),
    ...each("CW-6 a table without an alarm", "data-stores-alarmed", {
        "": set(alarm, { dimensions: { TableName: "others" } }),
    }),
    { what: "IAM-19 no analyzer", by: "access-analyzer-present", without: [good.analyzer] },
    { what: "GOV-1 no detector", by: "guardduty-enabled", without: [detector] },
    ...each("GOV-2 a feature off", "guardduty-features-enabled", {
        "": detectorFeatures("DISABLED"),
    }),
    {
        what: "GOV-2 a feature not there",
        by: "guardduty-features-enabled",
        without: good.detectorFeatures.slice(0, 1),
    },
    ...each("GOV-3 findings after hours", "guardduty-findings-frequent", {
        "": set(detector, { findingPublishingFrequency: "SIX_HOURS" }),
        "as AWS sets it": set(detector, { findingPublishingFrequency: undefined }),
    }),
    {
        what: "GOV-7 nowhere to deliver to",
        by: "config-delivery-channel-present",
        without: [good.deliveryChannel],
    },
    ...each("GOV-7 delivered without a key", "config-delivery-encrypted-with-customer-key", {
        "": set(good.deliveryChannel, { s3KmsKeyArn: undefined }),
    }),
    { what: "GOV-9 no Security Hub", by: "securityhub-enabled", without: [good.securityHub] },
    ...each("GOV-9 no standard", "securityhub-best-practices", {
        "": set(good.securityHub, { enableDefaultStandards: false }),
    }),
    ...each("WAF-1 no rules", "waf-acl-has-rules", {
        "": set(webAcl, { rules: [] }),
        "not set": set(webAcl, { rules: undefined }),
    }),
    ...each("WAF-3 nobody counts", "waf-metrics-on", {
        "": set(webAcl, { visibilityConfig: unseen }),
        "of a rule": set(webAcl, { rules: [{ ...badInputs, visibilityConfig: unseen }] }),
    }),
    ...each("BK-2 backups every week", "backup-plan-daily", {
        "": set(backupPlan, plan({ schedule: "cron(0 6 ? * SUN *)" })),
    }),
    ...each("BK-2 backups of a week", "backup-plan-retention", {
        "": set(backupPlan, plan({ lifecycle: { deleteAfter: 7 } })),
    }),
    ...each("BK-4 copies elsewhere", "residency", {
        "": set(
            backupPlan,
            plan({
                copyActions: [
                    {
                        destinationVaultArn:
                            "arn:aws:backup:us-east-1:111122223333:backup-vault:copies",
                    },
                ],
            }),
        ),
    }),
    ...each("X-1 no tags", "required-tags", {
        "": set(good.key, { tagsAll: { project: "pii-platform" } }),
        "another value": set(good.key, {
            tagsAll: {
                project: "pii-platform",
                environment: "production",
                "data-classification": "pii",
            },
        }),
    }),
    ...each("X-2 another region", "residency", {
        "of a provider": set(good.awsProvider, inRegion("us-west-2")),
        "of a provider, for the edge": add(
            good.bucket,
            { bucket: "elsewhere" },
            { provider: inRegion("us-east-1") },
        ),
        "of a bucket": set(good.bucket, inRegion("us-west-2")),
        "of a secret's replica": set(good.secret, { replicas: [inRegion("us-east-1")] }),
        "a zone": set(good.subnet, { availabilityZone: "ap-south-1a" }),
    }),
    ...each("X-5 a change that nobody sees", "security-changes-not-ignored", {
        "": add(good.key, {}, { ignoreChanges: ["policy"] }),
    }),
    ...each("X-6 a credential in a tag", "no-credential-literals", {
        "": set(good.topic, { tags: { deploy: "AKIAIOSFODNN7EXAMPLE" } }),
    }),
];
