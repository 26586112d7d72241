import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { KEY, document, resource } from "./resource";

const POLICY = document({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "kms:*",
    Resource: "*",
});

export const key = resource<aws.kms.KeyArgs>("aws:kms/key:Key", "data", {
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: POLICY,
});
export const externalKey = resource<aws.kms.ExternalKeyArgs>(
    "aws:kms/externalKey:ExternalKey",
    "own-material",
    { deletionWindowInDays: 30, policy: POLICY },
);
export const replicaKey = resource<aws.kms.ReplicaKeyArgs>(
    "aws:kms/replicaKey:ReplicaKey",
    "data-central",
    { primaryKeyArn: KEY, deletionWindowInDays: 30, policy: POLICY },
);
export const keyPolicy = resource<aws.kms.KeyPolicyArgs>(
    "aws:kms/keyPolicy:KeyPolicy",
    "data-policy",
    { keyId: KEY, policy: POLICY },
);
export const keyGrant = resource<aws.kms.GrantArgs>("aws:kms/grant:Grant", "app-use", {
    keyId: KEY,
    granteePrincipal: "arn:aws:iam::111122223333:role/app",
    operations: ["Decrypt"],
    constraints: [{ encryptionContextEquals: { level: "3" } }],
});

/** Keys without fault. */
export const kmsStack: readonly Sample[] = [{ ...key, props: { ...key.props, arn: KEY } }];
