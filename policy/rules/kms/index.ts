import type { Rule } from "../../rule";
import { kmsKeyDeletionWindow } from "./kms-key-deletion-window";
import { kmsKeyPolicyNotPublic } from "./kms-key-policy-not-public";
import { kmsKeyRotation } from "./kms-key-rotation";

export const kmsRules: readonly Rule[] = [
    kmsKeyRotation,
    kmsKeyDeletionWindow,
    kmsKeyPolicyNotPublic,
];
