import * as good from "../good";
import { shell } from "../good/secrets";
import { unknown } from "../support";
import type { Table } from "./table";

const rotation = (rules: object) => ({ rotationRules: rules });

export const secretsTables: readonly Table[] = [
    {
        rule: "secret-customer-key",
        on: good.secret,
        bad: {
            "no key": { kmsKeyId: undefined },
            "the key of AWS": { kmsKeyId: "alias/aws/secretsmanager" },
            "replica without key": { replicas: [{ region: "eu-central-1" }] },
        },
        fine: {
            "a key that is being made": { kmsKeyId: unknown },
            "an alias of one's own": { kmsKeyId: "alias/pii" },
        },
    },
    {
        rule: "secret-recovery-window",
        on: good.secret,
        bad: { "at once": { recoveryWindowInDays: 0 } },
        fine: {
            "the window of AWS": { recoveryWindowInDays: undefined },
            "just enough": { recoveryWindowInDays: 7 },
        },
        mended: {
            "at once": [{ recoveryWindowInDays: 0 }, { recoveryWindowInDays: 7 }],
            "the window of AWS": [
                { recoveryWindowInDays: undefined },
                { recoveryWindowInDays: undefined },
            ],
            "not known yet": [{ recoveryWindowInDays: unknown }, { recoveryWindowInDays: unknown }],
        },
        late: { window: [{ recoveryWindowInDays: unknown }, { recoveryWindowInDays: 0 }] },
    },
    {
        rule: "secret-rotation-interval",
        on: good.secretRotation,
        bad: {
            "too long": rotation({ automaticallyAfterDays: 91 }),
            "too long, as a rate": rotation({ scheduleExpression: "rate(91 days)" }),
            "once a year": rotation({ scheduleExpression: "cron(0 4 1 1 ? *)" }),
            "twice a year": rotation({ scheduleExpression: "cron(0 4 1 1,7 ? *)" }),
            "every six months": rotation({ scheduleExpression: "cron(0 4 1 1/6 ? *)" }),
            "once and never again": rotation({ scheduleExpression: "cron(0 4 1 1 ? 2030)" }),
        },
        fine: {
            "90 days": rotation({ automaticallyAfterDays: 90 }),
            hours: rotation({ scheduleExpression: "rate(4 hours)" }),
            "every day": rotation({ scheduleExpression: "cron(0 4 * * ? *)" }),
            "every month": rotation({ scheduleExpression: "cron(0 4 1 * ? *)" }),
            "every week": rotation({ scheduleExpression: "cron(0 4 ? * SUN#1 *)" }),
            "every two months": rotation({ scheduleExpression: "cron(0 4 1 1/2 ? *)" }),
            "what is no schedule": rotation({ scheduleExpression: "now and then" }),
        },
        late: {
            days: [
                rotation({ automaticallyAfterDays: unknown }),
                rotation({ automaticallyAfterDays: 365 }),
            ],
            schedule: [
                rotation({ scheduleExpression: unknown }),
                rotation({ scheduleExpression: "rate(365 days)" }),
            ],
        },
    },
    {
        rule: "secret-rotation-interval",
        on: good.secretRotation,
        config: { days: 7 },
        bad: { "30 days": rotation({ automaticallyAfterDays: 30 }) },
        fine: { "every week": rotation({ scheduleExpression: "cron(0 4 ? * SUN *)" }) },
    },
    {
        rule: "secret-policy-public-blocked",
        on: good.secretPolicy,
        bad: { off: { blockPublicPolicy: false }, "not set": { blockPublicPolicy: undefined } },
        late: { setting: [{ blockPublicPolicy: unknown }, { blockPublicPolicy: false }] },
    },
    {
        rule: "ssm-parameter-secure",
        on: good.parameter,
        bad: {
            "a password": { name: "/pii/db-password", insecureValue: "hunter2" },
            "in camel case": { name: "/pii/apiKey", insecureValue: "hunter2" },
            "a value not known yet": { name: "/pii/token", insecureValue: unknown },
            "a key of AWS": { insecureValue: "AKIAIOSFODNN7EXAMPLE" },
            "a private key": { insecureValue: "-----BEGIN RSA PRIVATE KEY-----" },
            "a connection": { insecureValue: "postgresql://app:hunter2@db/pii" },
            "in value": { insecureValue: undefined, value: "AKIAIOSFODNN7EXAMPLE" },
        },
        fine: {
            "where a secret is": { name: "/pii/master-secret-arn", insecureValue: unknown },
            "the ARN of one": {
                name: "/pii/secret",
                insecureValue: "arn:aws:secretsmanager:eu-west-1:1:secret:a",
            },
            "how long a password is": { name: "/pii/password-length", insecureValue: "16" },
            "what deals with tokens": {
                name: "/pii/token-service/image",
                insecureValue: "app@sha256:9f86d081884c7d659a2feaa0c55ad015",
            },
            "an image that goes by its digest": {
                name: "/pii/token",
                insecureValue: "app@sha256:9f86d081884c7d659a2feaa0c55ad015",
            },
            "a word that has the letters": { name: "/pii/secretary", insecureValue: "Kim" },
            "a connection without password": { insecureValue: "postgresql://app@db/pii" },
            "a name not known yet": { name: unknown },
        },
        late: {
            type: [
                { name: "/pii/token", type: unknown, insecureValue: "t" },
                { name: "/pii/token", type: "String", insecureValue: "t" },
            ],
        },
    },
    {
        rule: "ssm-parameter-customer-key",
        on: good.secureParameter,
        bad: { "no key": { keyId: undefined }, "the key of AWS": { keyId: "alias/aws/ssm" } },
        fine: { "a key that is being made": { keyId: unknown } },
    },
    {
        rule: "ssm-document-not-public",
        on: good.ssmDocument,
        bad: {
            everyone: { permissions: { type: "Share", accountIds: "all" } },
            "among others": { permissions: { type: "Share", account_ids: "111122223333,All" } },
        },
        fine: { nobody: { permissions: undefined } },
        late: {
            accounts: [
                { permissions: { type: "Share", accountIds: unknown } },
                { permissions: { type: "Share", accountIds: "all" } },
            ],
        },
    },
    {
        rule: "ssm-public-sharing-blocked",
        on: good.sharingSetting,
        bad: {
            on: { settingValue: "Enable" },
            "on, by ARN": {
                settingId:
                    "arn:aws:ssm:eu-west-1:111122223333:servicesetting/ssm/documents/console/public-sharing-permission",
                settingValue: "Enable",
            },
        },
        fine: {
            "another setting": {
                settingId: "/ssm/parameter-store/high-throughput-enabled",
                settingValue: "true",
            },
        },
        late: { value: [{ settingValue: unknown }, { settingValue: "Enable" }] },
    },
    {
        rule: "session-manager-encrypted",
        on: good.shellPreferences,
        bad: { "no key": { content: shell({ kmsKeyId: "" }) } },
        fine: {
            "a tunnel": { content: shell({ kmsKeyId: "" }, "Port") },
            "another document": { documentType: "Command", content: shell({ kmsKeyId: "" }) },
            YAML: { documentFormat: "YAML", content: "schemaVersion: '1.0'" },
        },
        late: { content: [{ content: unknown }, { content: shell({ kmsKeyId: "" }) }] },
    },
    {
        rule: "session-manager-logged",
        on: good.shellPreferences,
        bad: {
            nowhere: { content: shell({ cloudWatchLogGroupName: "" }) },
            "in clear": { content: shell({ cloudWatchEncryptionEnabled: false }) },
            "in a bucket in clear": {
                content: shell({ s3BucketName: "b", s3EncryptionEnabled: false }),
            },
        },
        fine: {
            "in a bucket": { content: shell({ cloudWatchLogGroupName: "", s3BucketName: "b" }) },
            "a tunnel": { content: shell({ cloudWatchLogGroupName: "" }, "Port") },
        },
        late: {
            content: [{ content: unknown }, { content: shell({ cloudWatchLogGroupName: "" }) }],
        },
    },
];
