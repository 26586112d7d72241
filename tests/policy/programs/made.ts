import type { Props, Sample } from "../support";

/** A resource as the program has it, and what AWS and the provider add once it is made. */
export interface Made extends Sample {
    readonly outputs: Props;
}

export const ACCOUNT = "111122223333";
export const REGION = "eu-central-1";
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

/** A resource of a program, by a name that no other has. */
export function made(type: string, name: string, props: Props, outputs: Props = {}): Made {
    const kind = type.split(":").at(-1) ?? "";
    return { type, name: `${kind}/${name}`, props, outputs, provider: PROVIDER };
}

/** The provider of all of them. */
const PROVIDER = { region: REGION, allowedAccountIds: JSON.stringify([ACCOUNT]) };

/** A policy document of these statements. */
export function doc(...statements: readonly Props[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** What the account itself may do with a key of its own. */
export const ROOT = {
    Sid: "Root",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: "kms:*",
    Resource: "*",
};

/** Lets a service take on a role; `extra` is more of the statement. */
export const trust = (service: string, extra: Props = {}) =>
    doc({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole", ...extra });
/** A customer-managed key. */
export const key = (name = "key", arn = KEY, policy = doc(ROOT)) =>
    made(
        "aws:kms/key:Key",
        name,
        {
            description: "Data of the program",
            enableKeyRotation: true,
            deletionWindowInDays: 30,
            policy,
            bypassPolicyLockoutSafetyCheck: false,
            isEnabled: true,
            customerMasterKeySpec: "SYMMETRIC_DEFAULT",
        },
        {
            id: arn.split("/")[1],
            keyId: arn.split("/")[1],
            arn,
            multiRegion: false,
            rotationPeriodInDays: 365,
            keyUsage: "ENCRYPT_DECRYPT",
            customKeyStoreId: "",
            xksKeyId: "",
            tags: null,
            tagsAll: {},
        },
    );
/** A role with this trust policy. */
export const role = (name: string, policy: string, o: Props = {}) =>
    made(
        "aws:iam/role:Role",
        name,
        {
            name,
            assumeRolePolicy: policy,
            forceDetachPolicies: false,
            maxSessionDuration: 3600,
            path: "/",
        },
        {
            id: name,
            arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
            inlinePolicies: [],
            managedPolicyArns: [],
            permissionsBoundary: "",
            description: "",
            namePrefix: "",
            uniqueId: "AROA1",
            ...o,
        },
    );
/** A log group. */
export const logs = (name: string, group: string, days = 365) =>
    made(
        "aws:cloudwatch/logGroup:LogGroup",
        name,
        { name: group, retentionInDays: days, kmsKeyId: KEY, skipDestroy: false },
        {
            id: group,
            arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}`,
            logGroupClass: "STANDARD",
            namePrefix: "",
        },
    );
/** What the provider tells of every bucket. */
export const bucketOut = (b: string) => ({
    id: b,
    arn: `arn:aws:s3:::${b}`,
    acl: null,
    accelerationStatus: "",
    corsRules: null,
    grants: [{ id: "abc", permissions: ["FULL_CONTROL"], type: "CanonicalUser", uri: "" }],
    hostedZoneId: "Z1",
    lifecycleRules: [],
    loggings: [],
    logging: null,
    objectLockConfiguration: null,
    objectLockEnabled: false,
    policy: "",
    region: REGION,
    replicationConfiguration: null,
    requestPayer: "BucketOwner",
    serverSideEncryptionConfiguration: {
        rule: {
            applyServerSideEncryptionByDefault: { kmsMasterKeyId: "", sseAlgorithm: "AES256" },
            bucketKeyEnabled: false,
        },
    },
    versioning: { enabled: false, mfaDelete: false },
    website: null,
    websiteEndpoint: null,
    websiteDomain: null,
    tags: null,
    tagsAll: {},
});
/** A statement that refuses plain HTTP to a bucket. */
export const tlsDeny = (b: string) => ({
    Sid: "Tls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${b}`, `arn:aws:s3:::${b}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
});
/** A bucket with all that belongs to it; `kms: null` leaves it the key of S3. */
export const bucket = (
    name: string,
    b: string,
    o: { kms?: string | null; statements?: Props[]; logTo?: string } = {},
): readonly Made[] => [
    made("aws:s3/bucket:Bucket", name, { bucket: b, forceDestroy: false }, bucketOut(b)),
    made(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        `${name}-block`,
        {
            bucket: b,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        { id: b },
    ),
    made(
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        `${name}-owner`,
        { bucket: b, rule: { objectOwnership: "BucketOwnerEnforced" } },
        { id: b },
    ),
    made(
        "aws:s3/bucketVersioning:BucketVersioning",
        `${name}-versions`,
        { bucket: b, versioningConfiguration: { status: "Enabled" } },
        {
            id: b,
            expectedBucketOwner: "",
            mfa: null,
            versioningConfiguration: { status: "Enabled", mfaDelete: "" },
        },
    ),
    made(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        `${name}-sse`,
        {
            bucket: b,
            rules: [
                o.kms === null
                    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
                    : {
                          applyServerSideEncryptionByDefault: {
                              sseAlgorithm: "aws:kms",
                              kmsMasterKeyId: o.kms ?? KEY,
                          },
                          bucketKeyEnabled: true,
                      },
            ],
        },
        { id: b, expectedBucketOwner: "" },
    ),
    made(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        `${name}-life`,
        {
            bucket: b,
            rules: [
                {
                    id: "old",
                    status: "Enabled",
                    filter: {},
                    noncurrentVersionExpiration: { noncurrentDays: 90 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                },
            ],
        },
        {
            id: b,
            expectedBucketOwner: "",
            transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
        },
    ),
    made(
        "aws:s3/bucketPolicy:BucketPolicy",
        `${name}-policy`,
        { bucket: b, policy: doc(tlsDeny(b), ...(o.statements ?? [])) },
        { id: b },
    ),
    ...(o.logTo
        ? [
              made(
                  "aws:s3/bucketLogging:BucketLogging",
                  `${name}-logging`,
                  { bucket: b, targetBucket: o.logTo, targetPrefix: `${b}/` },
                  { id: b, expectedBucketOwner: "", targetGrants: [], targetObjectKeyFormat: null },
              ),
          ]
        : []),
];
/** The provider itself. */
export const provider = made("pulumi:providers:aws", "aws", {
    region: REGION,
    allowedAccountIds: JSON.stringify([ACCOUNT]),
    skipCredentialsValidation: "false",
    skipRegionValidation: "true",
});

/** A condition that only callers of the organization meet. */
export const org = { StringEquals: { "aws:PrincipalOrgID": "o-abc1234567" } };

const seenAs = (metricName: string) => ({
    cloudwatchMetricsEnabled: true,
    metricName,
    sampledRequestsEnabled: true,
});

/** Rules of a web ACL: those of AWS on known bad inputs, and a limit to the rate of requests. */
export const webAclRules = (rateBasedStatement: Props) => [
    {
        name: "bad-inputs",
        priority: 1,
        overrideAction: { none: {} },
        statement: {
            managedRuleGroupStatement: {
                vendorName: "AWS",
                name: "AWSManagedRulesKnownBadInputsRuleSet",
            },
        },
        visibilityConfig: seenAs("bad"),
    },
    {
        name: "rate",
        priority: 2,
        action: { block: {} },
        statement: { rateBasedStatement },
        visibilityConfig: seenAs("rate"),
    },
];
