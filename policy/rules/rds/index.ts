import type { Rule } from "../../rule";
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

export const rdsRules: readonly Rule[] = [
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
];
