import * as good from "../good";
import { TLS_ONLY, document } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const encryption = (byDefault: object) => ({
    rules: [{ applyServerSideEncryptionByDefault: byDefault }],
});

export const recordTables: readonly Table[] = [
    {
        rule: "log-group-retention",
        on: good.logGroup,
        bad: {
            "for ever": { retentionInDays: 0 },
            "not set": { retentionInDays: undefined },
            "too short": { retentionInDays: 14 },
        },
        fine: { "just enough": { retentionInDays: 30 } },
        late: { days: [{ retentionInDays: unknown }, { retentionInDays: 1 }] },
    },
    {
        rule: "log-group-encrypted",
        on: good.logGroup,
        bad: { "no key": { kmsKeyId: undefined } },
        fine: { "a key that is being made": { kmsKeyId: unknown } },
    },
    {
        rule: "s3-bucket-public-access-blocked",
        on: good.bucketAccess,
        bad: {
            "ACLs let through": { blockPublicAcls: false },
            "policies let through": { blockPublicPolicy: false },
            "ACLs heeded": { ignorePublicAcls: undefined },
            "policies heeded": { restrictPublicBuckets: undefined },
        },
        late: { setting: [{ blockPublicAcls: unknown }, { blockPublicAcls: false }] },
    },
    {
        rule: "s3-bucket-encrypted-with-customer-key",
        on: good.bucketEncryption,
        bad: {
            "the key of S3": encryption({ sseAlgorithm: "AES256", kmsMasterKeyId: "arn" }),
            "the key of AWS": encryption({ sseAlgorithm: "aws:kms" }),
            "no rules": { rules: [] },
        },
        fine: {
            "a key that is being made": encryption({
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: unknown,
            }),
        },
        late: {
            rules: [{ rules: unknown }, encryption({ sseAlgorithm: "AES256" })],
        },
    },
    {
        rule: "s3-bucket-tls-only",
        on: good.bucketPolicy,
        bad: {
            "no statement": { policy: document() },
            "objects only": {
                policy: document({ ...TLS_ONLY, Resource: "arn:aws:s3:::trail/*" }),
            },
            "the bucket only": {
                policy: document({ ...TLS_ONLY, Resource: "arn:aws:s3:::trail" }),
            },
            "reading only": { policy: document({ ...TLS_ONLY, Action: "s3:GetObject" }) },
            "one role only": {
                policy: document({ ...TLS_ONLY, Principal: { AWS: "arn:aws:iam::1:role/a" } }),
            },
            "requests with TLS": {
                policy: document({
                    ...TLS_ONLY,
                    Condition: { Bool: { "aws:SecureTransport": "true" } },
                }),
            },
            "only when something else holds, too": {
                policy: document({
                    ...TLS_ONLY,
                    Condition: {
                        ...TLS_ONLY.Condition,
                        StringEquals: { "aws:SourceVpc": "vpc-1" },
                    },
                }),
            },
        },
        fine: { "every resource": { policy: document({ ...TLS_ONLY, Resource: "*" }) } },
        late: { policy: [{ policy: unknown }, { policy: document() }] },
    },
    {
        rule: "s3-no-force-destroy",
        on: good.bucket,
        bad: { on: { forceDestroy: true } },
        fine: { off: { forceDestroy: false } },
        late: { setting: [{ forceDestroy: unknown }, { forceDestroy: true }] },
    },
    {
        rule: "cloudtrail-hardened",
        on: good.trail,
        bad: {
            "one region": { isMultiRegionTrail: undefined },
            "files not validated": { enableLogFileValidation: false },
            "not logging": { enableLogging: false },
            "without global services": { includeGlobalServiceEvents: false },
            "without a key": { kmsKeyId: undefined },
        },
        late: { regions: [{ isMultiRegionTrail: unknown }, { isMultiRegionTrail: false }] },
    },
];
