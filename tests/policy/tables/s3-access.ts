import * as good from "../good";
import { TLS_ONLY, document } from "../good";
import { type Sample, unknown } from "../support";
import type { Table } from "./table";

const acls = {
    "readable by all": { acl: "public-read" },
    "writable by all": { acl: "public-read-write" },
    "readable by whoever has an account": { acl: "authenticated-read" },
};
const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";
const anyAccount = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
const delivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const granted = (uri: unknown) => ({
    accessControlPolicy: {
        owner: { id: "1" },
        grants: [{ grantee: { type: "Group", uri }, permission: "READ" }],
    },
});

const other = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::999988887777:role/partner" },
    Action: ["s3:GetObject", "s3:PutBucketPolicy"],
    Resource: ["arn:aws:s3:::trail", "arn:aws:s3:::trail/*"],
};
const ofAccount: Sample = {
    ...good.bucketPolicy,
    provider: { allowedAccountIds: '["111122223333"]' },
};
const policy = (...statements: object[]) => ({ policy: document(TLS_ONLY, ...statements) });
const website: Sample = {
    type: "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    name: "site",
    props: {},
};

export const s3AccessTables: readonly Table[] = [
    {
        rule: "s3-bucket-public-access-blocked",
        on: good.bucketAccess,
        mended: {
            "all off": [
                {
                    blockPublicAcls: false,
                    blockPublicPolicy: undefined,
                    ignorePublicAcls: false,
                    restrictPublicBuckets: undefined,
                },
                {
                    blockPublicAcls: true,
                    blockPublicPolicy: true,
                    ignorePublicAcls: true,
                    restrictPublicBuckets: true,
                },
            ],
            "one off": [
                { blockPublicAcls: unknown, blockPublicPolicy: false },
                { blockPublicAcls: unknown, blockPublicPolicy: true },
            ],
            "not known yet": [{ blockPublicAcls: unknown }, { blockPublicAcls: unknown }],
        },
        bad: {
            "ACLs let through": { blockPublicAcls: false },
            "policies let through": { blockPublicPolicy: false },
            "ACLs heeded": { ignorePublicAcls: undefined },
            "policies heeded": { restrictPublicBuckets: undefined },
        },
        late: { setting: [{ blockPublicAcls: unknown }, { blockPublicAcls: false }] },
    },
    {
        rule: "s3-access-point-public-access-blocked",
        on: good.accessPoint,
        bad: {
            "ACLs let through": { publicAccessBlockConfiguration: { blockPublicAcls: false } },
            "policies let through": {
                publicAccessBlockConfiguration: { blockPublicPolicy: false },
            },
            "ACLs heeded": { publicAccessBlockConfiguration: { ignorePublicAcls: false } },
            "policies heeded": { publicAccessBlockConfiguration: { restrictPublicBuckets: false } },
        },
        fine: { "all by name": { publicAccessBlockConfiguration: { blockPublicAcls: true } } },
        late: {
            setting: [
                { publicAccessBlockConfiguration: { blockPublicAcls: unknown } },
                { publicAccessBlockConfiguration: { blockPublicAcls: false } },
            ],
        },
    },
    {
        rule: "s3-access-point-public-access-blocked",
        on: {
            type: "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint",
            name: "everywhere",
            props: { details: { name: "everywhere", regions: [{ bucket: "trail" }] } },
        },
        bad: {
            "policies let through": {
                details: { publicAccessBlock: { blockPublicPolicy: false } },
            },
        },
    },
    {
        rule: "s3-bucket-no-public-acl",
        on: good.bucketAcl,
        bad: {
            ...acls,
            "granted to all": { acl: undefined, ...granted(everyone) },
            "granted to whoever has an account": { acl: undefined, ...granted(anyAccount) },
        },
        fine: {
            "the bucket's owner": { acl: "bucket-owner-full-control" },
            "who delivers logs": { acl: undefined, ...granted(delivery) },
            "one user": { acl: undefined, ...granted(undefined) },
        },
        late: {
            acl: [{ acl: unknown }, { acl: "public-read" }],
            grant: [granted(unknown), granted(everyone)],
        },
    },
    {
        rule: "s3-bucket-no-public-acl",
        on: good.bucket,
        bad: {
            ...acls,
            "granted to all": {
                grants: [{ type: "Group", permissions: ["READ"], uri: everyone }],
            },
        },
        fine: {
            "who delivers logs": {
                grants: [{ type: "Group", permissions: ["WRITE"], uri: delivery }],
            },
        },
    },
    ...["bucketObject:BucketObject", "bucketObjectv2:BucketObjectv2", "objectCopy:ObjectCopy"].map(
        (type): Table => ({
            rule: "s3-bucket-no-public-acl",
            on: { type: `aws:s3/${type}`, name: "report", props: { bucket: "trail", key: "r" } },
            bad: acls,
            fine: { "the bucket's owner": { acl: "bucket-owner-full-control" } },
        }),
    ),
    {
        rule: "s3-bucket-acls-disabled",
        on: good.bucketOwnership,
        bad: {
            "the writer owns": { rule: { objectOwnership: "ObjectWriter" } },
            "the owner if asked": { rule: { objectOwnership: "BucketOwnerPreferred" } },
        },
        late: {
            ownership: [
                { rule: { objectOwnership: unknown } },
                { rule: { objectOwnership: "ObjectWriter" } },
            ],
        },
    },
    {
        rule: "s3-bucket-no-website",
        on: good.bucket,
        bad: { "a website": { website: { indexDocument: "index.html" } } },
    },
    {
        rule: "s3-bucket-no-website",
        on: { ...good.bucket, type: "aws:s3/bucketV2:BucketV2" },
        bad: { "a website": { website: { indexDocument: "index.html" } } },
    },
    ...[website, { ...website, type: `${website.type.replace(":Bucket", "V2:Bucket")}V2` }].map(
        (on): Table => ({ rule: "s3-bucket-no-website", on, bad: { "at all": {} } }),
    ),
    {
        rule: "s3-bucket-policy-no-foreign-control",
        on: ofAccount,
        bad: {
            "the policy": policy(other),
            "deleting the policy": policy({ ...other, Action: "s3:DeleteBucketPolicy" }),
            "the ACL": policy({ ...other, Action: "s3:PutBucketAcl" }),
            "the encryption": policy({ ...other, Action: "s3:PutEncryptionConfiguration" }),
            "the ACL of an object": policy({ ...other, Action: "s3:PutObjectAcl" }),
            everything: policy({ ...other, Action: "s3:*" }),
            "the whole account": policy({ ...other, Principal: { AWS: "999988887777" } }),
        },
        fine: {
            "reading and writing": policy({ ...other, Action: ["s3:GetObject", "s3:PutObject"] }),
            "the own account": policy({
                ...other,
                Principal: { AWS: "arn:aws:iam::111122223333:role/app" },
            }),
            "a service": policy({ ...other, Principal: { Service: "logging.s3.amazonaws.com" } }),
            "a denial": policy({ ...other, Effect: "Deny" }),
        },
        late: { policy: [{ policy: unknown }, policy(other)] },
    },
    {
        rule: "s3-bucket-policy-no-foreign-control",
        on: good.bucketPolicy,
        fine: { "where no account is named": policy(other) },
    },
    {
        rule: "s3-bucket-policy-owner-not-locked-out",
        on: good.bucketPolicy,
        bad: {
            everything: policy({ ...TLS_ONLY, Condition: undefined }),
            "the policy alone": policy({
                ...TLS_ONLY,
                Condition: undefined,
                Action: "s3:PutBucketPolicy",
            }),
            "everyone, spelt out": policy({
                ...TLS_ONLY,
                Condition: undefined,
                Principal: { AWS: "*" },
            }),
        },
        fine: {
            "deleting objects": policy({
                ...TLS_ONLY,
                Condition: undefined,
                Action: "s3:DeleteObject*",
            }),
            "one role": policy({ ...TLS_ONLY, Condition: undefined, Principal: { AWS: "1" } }),
        },
        late: { policy: [{ policy: unknown }, policy({ ...TLS_ONLY, Condition: undefined })] },
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
        fine: {
            "every resource": { policy: document({ ...TLS_ONLY, Resource: "*" }) },
            "both in one": { policy: document({ ...TLS_ONLY, Resource: "arn:aws:s3:::trail*" }) },
            "in two statements": {
                policy: document(
                    { ...TLS_ONLY, Resource: "arn:aws:s3:::trail" },
                    { ...TLS_ONLY, Resource: "arn:aws:s3:::trail/*" },
                ),
            },
            "every action": { policy: document({ ...TLS_ONLY, Action: "*" }) },
            "as an object": { policy: { Version: "2012-10-17", Statement: [TLS_ONLY] } },
            "of a bucket that is being made": {
                policy: {
                    Version: "2012-10-17",
                    Statement: [{ ...TLS_ONLY, Resource: [unknown, unknown] }],
                },
            },
        },
        late: { policy: [{ policy: unknown }, { policy: document() }] },
    },
];
