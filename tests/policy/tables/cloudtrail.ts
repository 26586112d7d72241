import * as good from "../good";
import { TLS_ONLY, document } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const fields = (category: string, ...more: object[]) => ({
    fieldSelectors: [{ field: "eventCategory", equals: [category] }, ...more],
});
const advanced = (...advancedEventSelectors: object[]) => ({ advancedEventSelectors });
const simple = (...eventSelectors: object[]) => ({
    advancedEventSelectors: undefined,
    eventSelectors,
});
const management = fields("Management");
const tables = fields("Data", { field: "resources.type", equals: ["AWS::DynamoDB::Table"] });
const objects = { dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] };

const delivers = {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::trail/*",
};
const policy = (...statements: object[]) => ({ policy: document(TLS_ONLY, ...statements) });
const tied = (key: string) => policy({ ...delivers, Condition: { StringLike: { [key]: "x" } } });

export const cloudtrailTables: readonly Table[] = [
    {
        rule: "cloudtrail-trail-logging",
        on: good.trail,
        mended: {
            off: [{ enableLogging: false }, { enableLogging: true }],
            "not known yet": [{ enableLogging: unknown }, { enableLogging: unknown }],
        },
        bad: { off: { enableLogging: false } },
        fine: { "by name": { enableLogging: true } },
        late: { setting: [{ enableLogging: unknown }, { enableLogging: false }] },
    },
    {
        rule: "cloudtrail-trail-all-regions",
        on: good.trail,
        bad: { off: { isMultiRegionTrail: false }, "not set": { isMultiRegionTrail: undefined } },
        late: { setting: [{ isMultiRegionTrail: unknown }, { isMultiRegionTrail: false }] },
    },
    {
        rule: "cloudtrail-trail-global-events",
        on: good.trail,
        mended: {
            off: [{ includeGlobalServiceEvents: false }, { includeGlobalServiceEvents: true }],
            "not known yet": [
                { includeGlobalServiceEvents: unknown },
                { includeGlobalServiceEvents: unknown },
            ],
        },
        bad: { off: { includeGlobalServiceEvents: false } },
        late: {
            setting: [
                { includeGlobalServiceEvents: unknown },
                { includeGlobalServiceEvents: false },
            ],
        },
    },
    {
        rule: "cloudtrail-trail-files-validated",
        on: good.trail,
        mended: {
            off: [{ enableLogFileValidation: undefined }, { enableLogFileValidation: true }],
            "not known yet": [
                { enableLogFileValidation: unknown },
                { enableLogFileValidation: unknown },
            ],
        },
        bad: {
            off: { enableLogFileValidation: false },
            "not set": { enableLogFileValidation: undefined },
        },
        late: {
            setting: [{ enableLogFileValidation: unknown }, { enableLogFileValidation: false }],
        },
    },
    {
        rule: "cloudtrail-trail-encrypted-with-customer-key",
        on: good.trail,
        bad: { "no key": { kmsKeyId: undefined }, "a key of AWS": { kmsKeyId: "alias/aws/s3" } },
        fine: { "a key that is being made": { kmsKeyId: unknown } },
    },
    {
        rule: "cloudtrail-trail-to-log-group",
        on: good.trail,
        bad: {
            "no group": { cloudWatchLogsGroupArn: undefined },
            "no role": { cloudWatchLogsRoleArn: undefined },
        },
        fine: {
            "both are being made": {
                cloudWatchLogsGroupArn: unknown,
                cloudWatchLogsRoleArn: unknown,
            },
        },
    },
    {
        rule: "cloudtrail-trail-files-announced",
        on: { ...good.trail, props: { ...good.trail.props, snsTopicName: "files" } },
        bad: { "no topic": { snsTopicName: undefined } },
        fine: { "a topic that is being made": { snsTopicName: unknown } },
    },
    {
        rule: "cloudtrail-trail-insights",
        on: {
            ...good.trail,
            props: {
                ...good.trail.props,
                insightSelectors: [{ insightType: "ApiCallRateInsight" }],
            },
        },
        bad: { "not set": { insightSelectors: undefined } },
    },
    {
        rule: "cloudtrail-trail-management-events",
        on: good.trail,
        bad: {
            "data alone": advanced(tables),
            "reading alone": advanced(
                fields("Management", { field: "readOnly", equals: ["true"] }),
                tables,
            ),
            "left out": simple({ includeManagementEvents: false, ...objects }),
            "writing alone, simply": simple({ readWriteType: "WriteOnly", ...objects }),
        },
        fine: {
            simply: simple({ readWriteType: "All", ...objects }),
            "by default": simple(objects),
            "beside a half of it": advanced(
                management,
                fields("Management", { field: "readOnly", equals: ["true"] }),
                tables,
            ),
            "in two halves": advanced(
                fields("Management", { field: "readOnly", equals: ["true"] }),
                fields("Management", { field: "readOnly", equals: ["false"] }),
                tables,
            ),
            "beside tables that are being made": advanced(
                management,
                fields(
                    "Data",
                    { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
                    { field: "resources.ARN", equals: unknown },
                ),
            ),
        },
        late: {
            selectors: [{ advancedEventSelectors: unknown }, advanced(tables)],
        },
    },
    {
        rule: "cloudtrail-trail-data-events",
        on: good.trail,
        bad: {
            "no selectors": { advancedEventSelectors: undefined },
            "management alone": advanced(management),
            "management alone, simply": simple({ includeManagementEvents: true }),
        },
        fine: { "simply, of objects": simple(objects) },
        late: { selectors: [{ advancedEventSelectors: unknown }, advanced(management)] },
    },
    {
        rule: "cloudtrail-trail-data-events",
        on: good.trail,
        config: { resourceTypes: ["AWS::DynamoDB::Table"] },
        bad: {
            "another type": simple(objects),
            "another type, advanced": advanced(
                management,
                fields("Data", { field: "resources.type", equals: ["AWS::S3::Object"] }),
            ),
        },
        fine: {
            "a type that is not known yet": advanced(
                management,
                fields("Data", { field: "resources.type", equals: [unknown] }),
            ),
        },
    },
    {
        rule: "cloudtrail-trail-bucket-own",
        on: good.bucketPolicy,
        bad: {
            "any trail": policy(delivers),
            "any trail, beside another service": policy({
                ...delivers,
                Principal: { Service: ["cloudtrail.amazonaws.com", "config.amazonaws.com"] },
            }),
            "a condition on something else": policy({
                ...delivers,
                Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
            }),
        },
        fine: {
            "one trail": tied("aws:SourceArn"),
            "trails of one account": tied("AWS:SourceAccount"),
            "trails of the organization": tied("aws:SourceOrgID"),
            "another service": policy({
                ...delivers,
                Principal: { Service: "delivery.logs.amazonaws.com" },
                Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
            }),
        },
        late: { policy: [{ policy: unknown }, policy(delivers)] },
    },
    {
        rule: "cloudtrail-event-data-store-encrypted-with-customer-key",
        on: good.eventDataStore,
        bad: { "no key": { kmsKeyId: undefined } },
        fine: { "a key that is being made": { kmsKeyId: unknown } },
    },
    {
        rule: "cloudtrail-event-data-store-kept",
        on: good.eventDataStore,
        mended: {
            off: [{ terminationProtectionEnabled: false }, { terminationProtectionEnabled: true }],
            "not known yet": [
                { terminationProtectionEnabled: unknown },
                { terminationProtectionEnabled: unknown },
            ],
        },
        bad: { off: { terminationProtectionEnabled: false } },
        fine: { "by name": { terminationProtectionEnabled: true } },
        late: {
            setting: [
                { terminationProtectionEnabled: unknown },
                { terminationProtectionEnabled: false },
            ],
        },
    },
];
