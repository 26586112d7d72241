import type { Rule } from "../../rule";
import { kmsGrantConstrained } from "./kms-grant-constrained";
import { kmsKeyAdministrationSeparate } from "./kms-key-administration-separate";
import { kmsKeyDeletionWindow } from "./kms-key-deletion-window";
import { kmsKeyEnabled } from "./kms-key-enabled";
import { kmsKeyLockoutCheck } from "./kms-key-lockout-check";
import { kmsKeyPolicyExplicit } from "./kms-key-policy-explicit";
import { kmsKeyPolicyNotPublic } from "./kms-key-policy-not-public";
import { kmsKeyRotation } from "./kms-key-rotation";
import { kmsKeyRotationPeriod } from "./kms-key-rotation-period";

export const kmsRules: readonly Rule[] = [
    kmsKeyRotation,
    kmsKeyRotationPeriod,
    kmsKeyDeletionWindow,
    kmsKeyEnabled,
    kmsKeyPolicyNotPublic,
    kmsKeyPolicyExplicit,
    kmsKeyAdministrationSeparate,
    kmsKeyLockoutCheck,
    kmsGrantConstrained,
];
