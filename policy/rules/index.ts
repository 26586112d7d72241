import type { Rule } from "../rule";
import { cloudtrailHardened } from "./cloudtrail-hardened";
import { daxClusterEncrypted } from "./dax-cluster-encrypted";
import { daxClusterPrivate } from "./dax-cluster-private";
import { daxClusterTls } from "./dax-cluster-tls";
import { defaultSecurityGroupClosed } from "./default-security-group-closed";
import { dynamodbTableCustomerKey } from "./dynamodb-table-customer-key";
import { dynamodbTableDeletionProtection } from "./dynamodb-table-deletion-protection";
import { dynamodbTablePointInTimeRecovery } from "./dynamodb-table-point-in-time-recovery";
import { endpointPolicyNotOpen } from "./endpoint-policy-not-open";
import { iamNoStarAdmin } from "./iam-no-star-admin";
import { iamRoleTrustNotPublic } from "./iam-role-trust-not-public";
import { kinesisStreamEncryptedWithCustomerKey } from "./kinesis-stream-encrypted-with-customer-key";
import { kmsKeyDeletionWindow } from "./kms-key-deletion-window";
import { kmsKeyPolicyNotPublic } from "./kms-key-policy-not-public";
import { kmsKeyRotation } from "./kms-key-rotation";
import { logGroupEncrypted } from "./log-group-encrypted";
import { logGroupRetention } from "./log-group-retention";
import { networkAclNoOpenIngress } from "./network-acl-no-open-ingress";
import { noOpenIngress } from "./no-open-ingress";
import { postgresqlNoPublicGrants } from "./postgresql-no-public-grants";
import { postgresqlProviderTls } from "./postgresql-provider-tls";
import { postgresqlRoleNotSuperuser } from "./postgresql-role-not-superuser";
import { rdsClusterBackupRetention } from "./rds-cluster-backup-retention";
import { rdsClusterDeletionProtection } from "./rds-cluster-deletion-protection";
import { rdsClusterEncryptedWithCustomerKey } from "./rds-cluster-encrypted-with-customer-key";
import { rdsClusterFinalSnapshot } from "./rds-cluster-final-snapshot";
import { rdsClusterIamAuthentication } from "./rds-cluster-iam-authentication";
import { rdsClusterLogsExported } from "./rds-cluster-logs-exported";
import { rdsEngineVersionSupported } from "./rds-engine-version-supported";
import { rdsForcedTls } from "./rds-forced-tls";
import { rdsInstanceNotPublic } from "./rds-instance-not-public";
import { rdsManagedMasterSecret } from "./rds-managed-master-secret";
import { rdsSubnetGroupExplicit } from "./rds-subnet-group-explicit";
import { residency } from "./residency";
import { resourcePolicyNotPublic } from "./resource-policy-not-public";
import { s3BucketEncryptedWithCustomerKey } from "./s3-bucket-encrypted-with-customer-key";
import { s3BucketPublicAccessBlocked } from "./s3-bucket-public-access-blocked";
import { s3BucketTlsOnly } from "./s3-bucket-tls-only";
import { s3NoForceDestroy } from "./s3-no-force-destroy";
import { secretCustomerKey } from "./secret-customer-key";
import { secretRecoveryWindow } from "./secret-recovery-window";
import { statefulResourcesProtected } from "./stateful-resources-protected";
import { subnetNoPublicIpOnLaunch } from "./subnet-no-public-ip-on-launch";
import { unknownValues } from "./unknown-values";
import { vpcFlowLogPresent } from "./vpc-flow-log-present";

/** The rules of the pack, by subject. */
export const rules: readonly Rule[] = [
    rdsClusterEncryptedWithCustomerKey,
    rdsClusterDeletionProtection,
    rdsClusterBackupRetention,
    rdsClusterFinalSnapshot,
    rdsInstanceNotPublic,
    rdsClusterIamAuthentication,
    rdsManagedMasterSecret,
    rdsForcedTls,
    rdsClusterLogsExported,
    rdsSubnetGroupExplicit,
    rdsEngineVersionSupported,
    dynamodbTableCustomerKey,
    dynamodbTablePointInTimeRecovery,
    dynamodbTableDeletionProtection,
    daxClusterEncrypted,
    daxClusterTls,
    daxClusterPrivate,
    kinesisStreamEncryptedWithCustomerKey,
    noOpenIngress,
    networkAclNoOpenIngress,
    defaultSecurityGroupClosed,
    subnetNoPublicIpOnLaunch,
    vpcFlowLogPresent,
    endpointPolicyNotOpen,
    kmsKeyRotation,
    kmsKeyDeletionWindow,
    kmsKeyPolicyNotPublic,
    secretCustomerKey,
    secretRecoveryWindow,
    resourcePolicyNotPublic,
    logGroupRetention,
    logGroupEncrypted,
    s3BucketPublicAccessBlocked,
    s3BucketEncryptedWithCustomerKey,
    s3BucketTlsOnly,
    s3NoForceDestroy,
    cloudtrailHardened,
    iamNoStarAdmin,
    iamRoleTrustNotPublic,
    postgresqlRoleNotSuperuser,
    postgresqlNoPublicGrants,
    postgresqlProviderTls,
    statefulResourcesProtected,
    residency,
    // Last, because it tells what the others could not judge.
    unknownValues,
];
