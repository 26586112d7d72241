import type { Rule } from "../../rule";
import { s3BucketEncryptedWithCustomerKey } from "./s3-bucket-encrypted-with-customer-key";
import { s3BucketPublicAccessBlocked } from "./s3-bucket-public-access-blocked";
import { s3BucketTlsOnly } from "./s3-bucket-tls-only";
import { s3NoForceDestroy } from "./s3-no-force-destroy";

export const s3Rules: readonly Rule[] = [
    s3BucketPublicAccessBlocked,
    s3BucketEncryptedWithCustomerKey,
    s3BucketTlsOnly,
    s3NoForceDestroy,
];
