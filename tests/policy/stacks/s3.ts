import * as good from "../good";
import { TLS_ONLY, document } from "../good";
import { KEY } from "../good/resource";
import { type Props, type Sample, unknown } from "../support";
import type { StackTable } from "./stack-table";

const { bucket } = good;
const { name } = bucket;
const at = [bucket];
const inline = (without: Sample, props: Props) => ({
    without: [without],
    props: { [name]: props },
});
const kms = (byDefault: Props) => ({
    serverSideEncryptionConfiguration: {
        rule: {
            applyServerSideEncryptionByDefault: {
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: KEY,
                ...byDefault,
            },
        },
    },
});
/** Takes the place of the access logs: then the bucket that they went to need not take them. */
const noLogs = {
    without: [good.bucketLogging],
    props: { "access-logs-bucket-encryption": { rules: good.bucketEncryption.props.rules } },
};
const objectsTrail: Sample = {
    ...good.trail,
    name: "objects",
    props: {
        s3BucketName: "elsewhere",
        eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object" }] }],
    },
};
const deliversTo = (logs: string) => ({
    and: [
        {
            type: "aws:lb/loadBalancer:LoadBalancer",
            name: "entrance",
            props: { [logs]: { bucket: "trail", enabled: true } },
        },
    ],
    props: {
        [good.bucketEncryption.name]: {
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        },
    },
});
const lock: Sample = {
    type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    name: "lock",
    props: { bucket: "trail" },
};
/** The bucket without a trail, whose bucket has a rule of its own, and what asks for a trail. */
const watchers: readonly Sample[] = [good.trail, ...good.guardrailsStack];
const unwatched = good.stack.filter((sample) => !watchers.includes(sample));

/** The same by the types of @pulumi/aws 6. */
const V2 = ["Bucket", "Versioning", "ServerSideEncryptionConfiguration", "LifecycleConfiguration"];
const version6 = good.stack.map((sample) => {
    const [, kind] = /:(Bucket\w*)$/.exec(sample.type) ?? [];
    return kind === undefined || !V2.some((each) => [each, `Bucket${each}`].includes(kind))
        ? sample
        : { ...sample, type: `${sample.type.replace(/:Bucket/, "V2:Bucket")}V2` };
});
const named = (name: string) => version6.filter((sample) => sample.name === name);

export const s3StackTables: readonly StackTable[] = [
    ...(
        [
            ["s3-bucket-public-access-blocked", good.bucketAccess],
            ["s3-bucket-encrypted-with-customer-key", good.bucketEncryption],
            ["s3-bucket-versioned", good.bucketVersioning],
            ["s3-bucket-lifecycle", good.bucketLifecycle],
            ["s3-bucket-tls-only", good.bucketPolicy],
        ] as const
    ).map(([rule, setting]): StackTable => ({
        rule,
        on: version6,
        bad: {
            "a bucket of version 6 without it": { without: named(setting.name), at: named(name) },
        },
        fine: { "a bucket of version 6": {} },
    })),
    {
        rule: "s3-bucket-public-access-blocked",
        bad: { "no block": { without: [good.bucketAccess], at } },
    },
    {
        rule: "s3-bucket-encrypted-with-customer-key",
        bad: {
            "no configuration": { without: [good.bucketEncryption], at },
            "the key of S3": {
                props: {
                    [good.bucketEncryption.name]: {
                        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
                    },
                },
                at: [good.bucketEncryption],
            },
            "the key of S3, inline": {
                ...inline(good.bucketEncryption, kms({ sseAlgorithm: "AES256" })),
                at,
            },
            "no key, inline": {
                ...inline(good.bucketEncryption, kms({ kmsMasterKeyId: undefined })),
                at,
            },
            "the key of AWS, inline": {
                ...inline(good.bucketEncryption, kms({ kmsMasterKeyId: "alias/aws/s3" })),
                at,
            },
        },
        fine: {
            "a key, inline": inline(good.bucketEncryption, kms({})),
            "a key that is being made, inline": inline(
                good.bucketEncryption,
                kms({ kmsMasterKeyId: unknown }),
            ),
            "the key of S3, for the logs of a load balancer": deliversTo("accessLogs"),
            "the key of S3, for its connections": deliversTo("connectionLogs"),
        },
    },
    {
        rule: "s3-bucket-tls-only",
        bad: {
            "no policy": { without: [good.bucketPolicy], at },
            "another policy, inline": {
                ...inline(good.bucketPolicy, { policy: document() }),
                at,
            },
        },
        fine: { "a policy, inline": inline(good.bucketPolicy, { policy: document(TLS_ONLY) }) },
    },
    {
        rule: "s3-bucket-versioned",
        bad: {
            "not set": { without: [good.bucketVersioning], at },
            "off, inline": {
                ...inline(good.bucketVersioning, { versioning: { enabled: false } }),
                at,
            },
        },
        fine: { "on, inline": inline(good.bucketVersioning, { versioning: { enabled: true } }) },
    },
    {
        rule: "s3-bucket-lifecycle",
        bad: { "not set": { without: [good.bucketLifecycle], at } },
        fine: {
            inline: inline(good.bucketLifecycle, {
                lifecycleRules: [{ enabled: true, expiration: { days: 1 } }],
            }),
        },
    },
    {
        rule: "s3-bucket-access-logged",
        on: unwatched,
        bad: {
            "not set": {
                ...noLogs,
                at: good.s3Stack.filter(({ type }) => type === bucket.type),
            },
        },
        fine: {
            inline: inline(good.bucketLogging, { logging: { targetBucket: "access-logs" } }),
            "recorded by a trail": { ...noLogs, and: [objectsTrail] },
        },
    },
    {
        rule: "s3-audit-bucket-locked",
        on: [...good.stack, lock],
        bad: { "not locked": { props: { lock: { bucket: "another" } }, at } },
        fine: { "without a trail": { without: watchers, props: { lock: { bucket: "x" } } } },
    },
    ...[
        ["s3-bucket-replicated", "aws:s3/bucketReplicationConfig:BucketReplicationConfig"],
        ["s3-bucket-events-told", "aws:s3/bucketNotification:BucketNotification"],
    ].map(([rule = "", type = ""]): StackTable => {
        const settings = ["trail", "access-logs"].map((each) => ({
            type,
            name: `${each}-setting`,
            props: { bucket: each },
        }));
        return {
            rule,
            on: [...good.stack, ...settings],
            bad: { "not set": { props: { "trail-setting": { bucket: "another" } }, at } },
        };
    }),
];
