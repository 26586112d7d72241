import * as good from "../good";
import { document, key } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const everyone = { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" };
const publicPolicies = {
    everyone: { policy: document(everyone) },
    "everyone, spelt out": { policy: document({ ...everyone, Principal: { AWS: ["*"] } }) },
    "everyone but one": {
        policy: document({ ...everyone, Principal: undefined, NotPrincipal: { AWS: "1" } }),
    },
    "a condition that others meet, too": {
        policy: document({
            ...everyone,
            Condition: { StringNotEquals: { "kms:CallerAccount": "111122223333" } },
        }),
    },
    "a condition that holds only if the key is there": {
        policy: document({
            ...everyone,
            Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } },
        }),
    },
};
const privatePolicies = {
    "everyone of the organization": {
        policy: document({
            ...everyone,
            Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
        }),
    },
    "nobody, by denial": { policy: document({ ...everyone, Effect: "Deny" }) },
};

export const keyTables: readonly Table[] = [
    {
        rule: "kms-key-rotation",
        on: key,
        bad: {
            off: { enableKeyRotation: false },
            "not set": { enableKeyRotation: undefined },
        },
        fine: {
            "a key that cannot rotate": {
                enableKeyRotation: undefined,
                customerMasterKeySpec: "RSA_4096",
            },
        },
        late: {
            rotation: [{ enableKeyRotation: unknown }, { enableKeyRotation: false }],
        },
    },
    {
        rule: "kms-key-deletion-window",
        on: key,
        bad: { "too short": { deletionWindowInDays: 29 } },
        fine: { "the window of AWS": { deletionWindowInDays: undefined } },
        late: { window: [{ deletionWindowInDays: unknown }, { deletionWindowInDays: 7 }] },
    },
    {
        rule: "kms-key-policy-not-public",
        on: key,
        bad: publicPolicies,
        fine: {
            ...privatePolicies,
            "the policy of AWS": { policy: undefined },
            "everyone of the account": {
                policy: document({
                    ...everyone,
                    Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } },
                }),
            },
        },
        late: { policy: [{ policy: unknown }, { policy: document(everyone) }] },
    },
    { rule: "kms-key-policy-not-public", on: good.keyPolicy, bad: publicPolicies },
    {
        rule: "resource-policy-not-public",
        on: good.secretPolicy,
        bad: publicPolicies,
        fine: privatePolicies,
        late: { policy: [{ policy: unknown }, { policy: document(everyone) }] },
    },
    { rule: "resource-policy-not-public", on: good.tablePolicy, bad: publicPolicies },
    {
        rule: "resource-policy-not-public",
        on: good.bucketPolicy,
        bad: {
            everyone: {
                policy: document(good.TLS_ONLY, { ...everyone, Action: "s3:GetObject" }),
            },
        },
    },
    {
        rule: "secret-customer-key",
        on: good.secret,
        bad: {
            "no key": { kmsKeyId: undefined },
            "the key of AWS": { kmsKeyId: "alias/aws/secretsmanager" },
            "replica without key": { replicas: [{ region: "eu-central-1" }] },
        },
        fine: { "a key that is being made": { kmsKeyId: unknown } },
    },
    {
        rule: "secret-recovery-window",
        on: good.secret,
        bad: { "at once": { recoveryWindowInDays: 0 } },
        fine: {
            "the window of AWS": { recoveryWindowInDays: undefined },
            "just enough": { recoveryWindowInDays: 7 },
        },
        late: { window: [{ recoveryWindowInDays: unknown }, { recoveryWindowInDays: 0 }] },
    },
];
