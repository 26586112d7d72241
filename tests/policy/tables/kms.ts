import * as good from "../good";
import { document, key } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const everyone = { Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
const role = { ...everyone, Principal: { AWS: "arn:aws:iam::111122223333:role/app" } };
const keys = [key, good.externalKey, good.replicaKey];

export const kmsTables: readonly Table[] = [
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
            "a key in a store of one's own": {
                enableKeyRotation: undefined,
                customKeyStoreId: "cks-1",
            },
        },
        mended: {
            off: [{ enableKeyRotation: false }, { enableKeyRotation: true }],
            "not set": [{ enableKeyRotation: undefined }, { enableKeyRotation: true }],
            "not known yet": [{ enableKeyRotation: unknown }, { enableKeyRotation: unknown }],
            "a key that cannot rotate": [
                { enableKeyRotation: false, customerMasterKeySpec: "RSA_4096" },
                { enableKeyRotation: false, customerMasterKeySpec: "RSA_4096" },
            ],
        },
        late: {
            rotation: [{ enableKeyRotation: unknown }, { enableKeyRotation: false }],
        },
    },
    {
        rule: "kms-key-rotation-period",
        on: key,
        bad: { "too long": { rotationPeriodInDays: 366 } },
        fine: { "a year": { rotationPeriodInDays: 365 }, less: { rotationPeriodInDays: 90 } },
        late: { period: [{ rotationPeriodInDays: unknown }, { rotationPeriodInDays: 2560 }] },
    },
    {
        rule: "kms-key-rotation-period",
        on: key,
        config: { days: 180 },
        bad: { "a year": { rotationPeriodInDays: 365 } },
    },
    ...keys.map((on): Table => ({
        rule: "kms-key-deletion-window",
        on,
        bad: { "too short": { deletionWindowInDays: 29 } },
        fine: { "the window of AWS": { deletionWindowInDays: undefined } },
        late: { window: [{ deletionWindowInDays: unknown }, { deletionWindowInDays: 7 }] },
    })),
    {
        rule: "kms-key-enabled",
        on: key,
        bad: { off: { isEnabled: false } },
        fine: { on: { isEnabled: true } },
        late: { setting: [{ isEnabled: unknown }, { isEnabled: false }] },
    },
    ...[good.externalKey, good.replicaKey].map((on): Table => ({
        rule: "kms-key-enabled",
        on,
        bad: { off: { enabled: false } },
        fine: { on: { enabled: true } },
    })),
    ...[...keys, good.keyPolicy].flatMap((on): Table[] => [
        {
            rule: "kms-key-policy-not-public",
            on,
            bad: { everyone: { policy: document(everyone) } },
            fine: {
                "everyone of the account": {
                    policy: document({
                        ...everyone,
                        Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } },
                    }),
                },
            },
            late: { policy: [{ policy: unknown }, { policy: document(everyone) }] },
        },
        {
            rule: "kms-key-administration-separate",
            on,
            bad: {
                "everything to a role": { policy: document({ ...role, Action: "kms:*" }) },
                "everything of all services": { policy: document({ ...role, Action: "*" }) },
            },
            fine: {
                "some to a role": { policy: document(role) },
                "everything to the account": {
                    policy: document({
                        ...role,
                        Principal: { AWS: "111122223333" },
                        Action: "kms:*",
                    }),
                },
                "a denial of everything": {
                    policy: document({ ...role, Effect: "Deny", Action: "kms:*" }),
                },
            },
            late: {
                policy: [{ policy: unknown }, { policy: document({ ...role, Action: "kms:*" }) }],
            },
        },
        {
            rule: "kms-key-lockout-check",
            on,
            bad: { bypassed: { bypassPolicyLockoutSafetyCheck: true } },
            fine: { "not bypassed": { bypassPolicyLockoutSafetyCheck: false } },
            late: {
                setting: [
                    { bypassPolicyLockoutSafetyCheck: unknown },
                    { bypassPolicyLockoutSafetyCheck: true },
                ],
            },
        },
    ]),
    {
        rule: "kms-key-policy-not-public",
        on: key,
        fine: { "the policy of AWS": { policy: undefined } },
    },
    {
        rule: "kms-grant-constrained",
        on: good.keyGrant,
        bad: { "no context": { constraints: undefined }, "an empty list": { constraints: [] } },
        fine: { "not known yet": { constraints: unknown } },
    },
];
