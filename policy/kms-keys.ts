export const KEY = "aws:kms/key:Key";

/** All keys that can be made: of AWS's own material, of one's own, and copies in other regions. */
export const KEYS = [
    KEY,
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
] as const;

/** Whatever holds the policy of a key. */
export const KEY_POLICIES = [...KEYS, "aws:kms/keyPolicy:KeyPolicy"] as const;
