import type { Rule } from "../../rule";
import { s3AccessPointPublicAccessBlocked } from "./s3-access-point-public-access-blocked";
import { s3AuditBucketLocked } from "./s3-audit-bucket-locked";
import { s3BucketAccessLogged } from "./s3-bucket-access-logged";
import { s3BucketAclsDisabled } from "./s3-bucket-acls-disabled";
import { s3BucketEncryptedWithCustomerKey } from "./s3-bucket-encrypted-with-customer-key";
import { s3BucketEventsTold } from "./s3-bucket-events-told";
import { s3BucketKeyEnabled } from "./s3-bucket-key-enabled";
import { s3BucketLifecycle } from "./s3-bucket-lifecycle";
import { s3BucketMfaDelete } from "./s3-bucket-mfa-delete";
import { s3BucketNoPublicAcl } from "./s3-bucket-no-public-acl";
import { s3BucketNoWebsite } from "./s3-bucket-no-website";
import { s3BucketOldVersionsExpire } from "./s3-bucket-old-versions-expire";
import { s3BucketPolicyNoForeignControl } from "./s3-bucket-policy-no-foreign-control";
import { s3BucketPolicyOwnerNotLockedOut } from "./s3-bucket-policy-owner-not-locked-out";
import { s3BucketPublicAccessBlocked } from "./s3-bucket-public-access-blocked";
import { s3BucketReplicated } from "./s3-bucket-replicated";
import { s3BucketTlsOnly } from "./s3-bucket-tls-only";
import { s3BucketUnfinishedUploadsAborted } from "./s3-bucket-unfinished-uploads-aborted";
import { s3BucketVersioned } from "./s3-bucket-versioned";
import { s3NoForceDestroy } from "./s3-no-force-destroy";

export const s3Rules: readonly Rule[] = [
    s3BucketPublicAccessBlocked,
    s3AccessPointPublicAccessBlocked,
    s3BucketNoPublicAcl,
    s3BucketAclsDisabled,
    s3BucketNoWebsite,
    s3BucketPolicyNoForeignControl,
    s3BucketPolicyOwnerNotLockedOut,
    s3BucketTlsOnly,
    s3BucketEncryptedWithCustomerKey,
    s3BucketKeyEnabled,
    s3BucketVersioned,
    s3BucketMfaDelete,
    s3BucketAccessLogged,
    s3BucketLifecycle,
    s3BucketOldVersionsExpire,
    s3BucketUnfinishedUploadsAborted,
    s3NoForceDestroy,
    s3AuditBucketLocked,
    s3BucketReplicated,
    s3BucketEventsTold,
];
