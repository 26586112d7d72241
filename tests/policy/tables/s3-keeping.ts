import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const encryption = (byDefault: object, bucketKeyEnabled = true) => ({
    rules: [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled }],
});
const versioning = (status: unknown, mfaDelete?: unknown) => ({
    versioningConfiguration: { status, mfaDelete },
});
const lifecycle = (changes: object) => ({
    rules: [
        {
            id: "expire",
            status: "Enabled",
            noncurrentVersionExpiration: { noncurrentDays: 30 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            ...changes,
        },
    ],
});

export const s3KeepingTables: readonly Table[] = [
    {
        rule: "s3-bucket-encrypted-with-customer-key",
        on: good.bucketEncryption,
        bad: {
            "the key of AWS": encryption({ sseAlgorithm: "aws:kms" }),
            "the key of AWS, by name": encryption({
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: "alias/aws/s3",
            }),
            "no rules": { rules: [] },
        },
        fine: {
            "a key that is being made": encryption({
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: unknown,
            }),
            "in two layers": encryption(
                { sseAlgorithm: "aws:kms:dsse", kmsMasterKeyId: "arn" },
                false,
            ),
        },
        late: {
            rules: [{ rules: unknown }, encryption({ sseAlgorithm: "aws:kms" })],
            algorithm: [
                encryption({ sseAlgorithm: unknown }),
                encryption({ sseAlgorithm: "aws:kms" }),
            ],
        },
    },
    {
        rule: "s3-bucket-key-enabled",
        on: good.bucketEncryption,
        bad: { off: encryption({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn" }, false) },
        fine: { "no KMS": encryption({ sseAlgorithm: "AES256" }, false) },
    },
    {
        rule: "s3-bucket-versioned",
        on: good.bucketVersioning,
        mended: {
            suspended: [versioning("Suspended"), versioning("Enabled")],
            "not known yet": [versioning(unknown), versioning(unknown)],
        },
        bad: { suspended: versioning("Suspended"), never: versioning("Disabled") },
        late: { status: [versioning(unknown), versioning("Suspended")] },
    },
    {
        rule: "s3-bucket-mfa-delete",
        on: { ...good.bucketVersioning, props: versioning("Enabled", "Enabled") },
        bad: {
            off: versioning("Enabled", "Disabled"),
            "not set": versioning("Enabled"),
        },
        late: { setting: [versioning("Enabled", unknown), versioning("Enabled", "Disabled")] },
    },
    {
        rule: "s3-bucket-access-logged",
        on: good.bucketLogging,
        bad: { "to itself": { targetBucket: "trail" } },
        fine: { "to one that is being made": { targetBucket: unknown } },
    },
    {
        rule: "s3-bucket-lifecycle",
        on: good.bucketLifecycle,
        bad: {
            "no rules": { rules: [] },
            "all off": lifecycle({ status: "Disabled" }),
        },
        late: { rules: [{ rules: unknown }, { rules: [] }] },
    },
    {
        rule: "s3-bucket-old-versions-expire",
        on: good.bucketLifecycle,
        bad: { "not set": lifecycle({ noncurrentVersionExpiration: undefined }) },
        fine: {
            "days not known yet": lifecycle({ noncurrentVersionExpiration: unknown }),
            "in one of two rules": {
                rules: [
                    ...lifecycle({}).rules,
                    ...lifecycle({ noncurrentVersionExpiration: undefined }).rules,
                ],
            },
        },
        late: {
            rules: [{ rules: unknown }, lifecycle({ noncurrentVersionExpiration: undefined })],
        },
    },
    {
        rule: "s3-bucket-unfinished-uploads-aborted",
        on: good.bucketLifecycle,
        bad: { "not set": lifecycle({ abortIncompleteMultipartUpload: undefined }) },
        late: {
            rules: [{ rules: unknown }, lifecycle({ abortIncompleteMultipartUpload: undefined })],
        },
    },
    {
        rule: "s3-no-force-destroy",
        on: good.bucket,
        mended: {
            on: [{ forceDestroy: true }, { forceDestroy: false }],
            "not known yet": [{ forceDestroy: unknown }, { forceDestroy: unknown }],
        },
        bad: { on: { forceDestroy: true } },
        fine: { off: { forceDestroy: false } },
        late: { setting: [{ forceDestroy: unknown }, { forceDestroy: true }] },
    },
];
