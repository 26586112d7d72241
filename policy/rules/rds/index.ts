import type { Rule } from "../../rule";
import { rdsActivityStreamCustomerKey } from "./rds-activity-stream-customer-key";
import { rdsAutomatedBackupsKept } from "./rds-automated-backups-kept";
import { rdsBackupCopyCustomerKey } from "./rds-backup-copy-customer-key";
import { rdsBackupRetention } from "./rds-backup-retention";
import { rdsClusterDataApiOff } from "./rds-cluster-data-api-off";
import { rdsClusterInstances } from "./rds-cluster-instances";
import { rdsDeletionProtection } from "./rds-deletion-protection";
import { rdsEngineVersionSupported } from "./rds-engine-version-supported";
import { rdsEventSubscriptions } from "./rds-event-subscriptions";
import { rdsFinalSnapshot } from "./rds-final-snapshot";
import { rdsForcedTls } from "./rds-forced-tls";
import { rdsGlobalClusterEncrypted } from "./rds-global-cluster-encrypted";
import { rdsIamAuthentication } from "./rds-iam-authentication";
import { rdsInBackupPlan } from "./rds-in-backup-plan";
import { rdsInstanceCertificateAuthority } from "./rds-instance-certificate-authority";
import { rdsInstanceEnhancedMonitoring } from "./rds-instance-enhanced-monitoring";
import { rdsInstanceMultiAz } from "./rds-instance-multi-az";
import { rdsInstanceNotPublic } from "./rds-instance-not-public";
import { rdsInstancePerformanceInsights } from "./rds-instance-performance-insights";
import { rdsInstanceProtectedLikeCluster } from "./rds-instance-protected-like-cluster";
import { rdsLogsExported } from "./rds-logs-exported";
import { rdsManagedMasterSecret } from "./rds-managed-master-secret";
import { rdsMasterNameNotDefault } from "./rds-master-name-not-default";
import { rdsMasterSecretCustomerKey } from "./rds-master-secret-customer-key";
import { rdsMinorVersionUpgrades } from "./rds-minor-version-upgrades";
import { rdsOwnParameterGroup } from "./rds-own-parameter-group";
import { rdsPerformanceInsightsCustomerKey } from "./rds-performance-insights-customer-key";
import { rdsPgauditConfigured } from "./rds-pgaudit-configured";
import { rdsPgauditLoaded } from "./rds-pgaudit-loaded";
import { rdsPortNotDefault } from "./rds-port-not-default";
import { rdsProxyDebugLogOff } from "./rds-proxy-debug-log-off";
import { rdsProxyIamAuthentication } from "./rds-proxy-iam-authentication";
import { rdsProxyNotInPublicSubnets } from "./rds-proxy-not-in-public-subnets";
import { rdsProxySecurityGroupExplicit } from "./rds-proxy-security-group-explicit";
import { rdsProxyTls } from "./rds-proxy-tls";
import { rdsSecurityGroupExplicit } from "./rds-security-group-explicit";
import { rdsSlowStatementsLogged } from "./rds-slow-statements-logged";
import { rdsSnapshotNotPublic } from "./rds-snapshot-not-public";
import { rdsStatementsLogged } from "./rds-statements-logged";
import { rdsStorageCustomerKey } from "./rds-storage-customer-key";
import { rdsStorageEncrypted } from "./rds-storage-encrypted";
import { rdsSubnetGroupExplicit } from "./rds-subnet-group-explicit";
import { rdsSubnetGroupNotPublic } from "./rds-subnet-group-not-public";
import { rdsSubnetGroupZones } from "./rds-subnet-group-zones";
import { rdsTagsCopiedToSnapshots } from "./rds-tags-copied-to-snapshots";
import { rdsTlsVersion } from "./rds-tls-version";

export const rdsRules: readonly Rule[] = [
    rdsStorageEncrypted,
    rdsStorageCustomerKey,
    rdsDeletionProtection,
    rdsInstanceProtectedLikeCluster,
    rdsBackupRetention,
    rdsAutomatedBackupsKept,
    rdsFinalSnapshot,
    rdsInBackupPlan,
    rdsBackupCopyCustomerKey,
    rdsSnapshotNotPublic,
    rdsTagsCopiedToSnapshots,
    rdsInstanceNotPublic,
    rdsSubnetGroupExplicit,
    rdsSubnetGroupNotPublic,
    rdsSubnetGroupZones,
    rdsSecurityGroupExplicit,
    rdsClusterInstances,
    rdsInstanceMultiAz,
    rdsClusterDataApiOff,
    rdsPortNotDefault,
    rdsIamAuthentication,
    rdsManagedMasterSecret,
    rdsMasterSecretCustomerKey,
    rdsMasterNameNotDefault,
    rdsOwnParameterGroup,
    rdsForcedTls,
    rdsTlsVersion,
    rdsStatementsLogged,
    rdsSlowStatementsLogged,
    rdsPgauditLoaded,
    rdsPgauditConfigured,
    rdsLogsExported,
    rdsActivityStreamCustomerKey,
    rdsInstanceEnhancedMonitoring,
    rdsInstancePerformanceInsights,
    rdsPerformanceInsightsCustomerKey,
    rdsEventSubscriptions,
    rdsEngineVersionSupported,
    rdsMinorVersionUpgrades,
    rdsInstanceCertificateAuthority,
    rdsGlobalClusterEncrypted,
    rdsProxyTls,
    rdsProxyIamAuthentication,
    rdsProxySecurityGroupExplicit,
    rdsProxyNotInPublicSubnets,
    rdsProxyDebugLogOff,
];
