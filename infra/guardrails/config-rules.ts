import { isRuleIn } from "./config-rule-regions";

/** What of the platform decides which rules there are, and what they ask for. */
export interface RuleSettings {
    /** Clusters and tables are to refuse their deletion. */
    readonly deletionProtection: boolean;
    /** Days that a cluster can be restored to. */
    readonly backupRetentionDays: number;
    readonly multiAz: boolean;
    /** Ports of the database and its caches, which nobody outside may reach. */
    readonly ports: readonly number[];
    /** Days that daily backups are kept at least; `undefined` where AWS Backup makes none. */
    readonly backupDays: number | undefined;
    /** There is a GuardDuty detector. */
    readonly detector: boolean;
}

/** A managed rule of AWS Config. Those that look at no changes look once a day, by default. */
export interface ConfigRule {
    /** As AWS has it, such as `DYNAMODB_PITR_ENABLED`. */
    readonly identifier: string;
    /** Defaults are for who uses the console: AWS fills in none of them here. */
    readonly parameters?: Readonly<Record<string, string>>;
}

/** Ports that the rule about incoming traffic takes. */
const BLOCKED_PORTS = 5;

/** Days after which a secret that nobody changes, or nobody reads, is looked at. */
const SECRET_DAYS = 90;

/** A daily backup is a little older than a day just before the next one. */
const NEWEST_BACKUP = { recoveryPointAgeValue: "2", recoveryPointAgeUnit: "days" };

/**
 * The rules of AWS Config that look at what this platform is made of, whoever made it: also at what
 * somebody changed by hand, which no policy pack sees. Those that the region lacks are left out.
 * Identifiers and parameters as in
 * https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export function configRules(settings: RuleSettings, region: string): ConfigRule[] {
    return [
        ...databaseRules(settings),
        ...tableRules(settings),
        ...networkRules(settings),
        ...secretRules(),
        ...auditRules(settings),
        ...(settings.backupDays === undefined ? [] : backupRules(settings.backupDays)),
    ].filter(({ identifier }) => isRuleIn(region, identifier));
}

function databaseRules(settings: RuleSettings): ConfigRule[] {
    return [
        ...named(
            "RDS_STORAGE_ENCRYPTED",
            "RDS_CLUSTER_ENCRYPTED_AT_REST",
            "RDS_SNAPSHOT_ENCRYPTED",
            "RDS_SNAPSHOTS_PUBLIC_PROHIBITED",
            "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
            "RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED",
            "RDS_CLUSTER_DEFAULT_ADMIN_CHECK",
            "RDS_PGSQL_CLUSTER_COPY_TAGS_TO_SNAPSHOT_CHECK",
            "RDS_LOGGING_ENABLED",
            "RDS_AURORA_POSTGRESQL_LOGS_TO_CLOUDWATCH",
            "RDS_ENHANCED_MONITORING_ENABLED",
        ),
        {
            identifier: "RDS_CLUSTER_BACKUP_RETENTION_CHECK",
            parameters: { minimumBackupRetentionPeriod: String(settings.backupRetentionDays) },
        },
        ...(settings.deletionProtection ? named("RDS_CLUSTER_DELETION_PROTECTION_ENABLED") : []),
        ...(settings.multiAz ? named("RDS_CLUSTER_MULTI_AZ_ENABLED") : []),
    ];
}

function tableRules({ deletionProtection }: RuleSettings): ConfigRule[] {
    return [
        ...named(
            "DYNAMODB_PITR_ENABLED",
            "DYNAMODB_TABLE_ENCRYPTED_KMS",
            "DYNAMODB_AUTOSCALING_ENABLED",
            "DAX_ENCRYPTION_ENABLED",
            "DAX_TLS_ENDPOINT_ENCRYPTION",
        ),
        {
            identifier: "DYNAMODB_THROUGHPUT_LIMIT_CHECK",
            parameters: {
                accountRCUThresholdPercentage: "80",
                accountWCUThresholdPercentage: "80",
            },
        },
        ...(deletionProtection ? named("DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED") : []),
    ];
}

function networkRules({ ports }: RuleSettings): ConfigRule[] {
    const blocked = [...new Set([...ports, 22, 3389])].slice(0, BLOCKED_PORTS);
    return [
        ...named(
            "VPC_FLOW_LOGS_ENABLED",
            "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
            "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS",
            "VPC_NETWORK_ACL_UNUSED_CHECK",
            "SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED",
            "NACL_NO_UNRESTRICTED_SSH_RDP",
            "INCOMING_SSH_DISABLED",
            "LAMBDA_INSIDE_VPC",
        ),
        {
            identifier: "RESTRICTED_INCOMING_TRAFFIC",
            parameters: Object.fromEntries(
                blocked.map((port, index) => [`blockedPort${index + 1}`, String(port)]),
            ),
        },
        {
            identifier: "SERVICE_VPC_ENDPOINT_ENABLED",
            parameters: { serviceName: "dynamodb" },
        },
    ];
}

function secretRules(): ConfigRule[] {
    return [
        ...named(
            "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
            "KMS_KEY_POLICY_NO_PUBLIC_ACCESS",
            "SECRETSMANAGER_USING_CMK",
            "SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK",
            "SNS_ENCRYPTED_KMS",
            "CMK_BACKING_KEY_ROTATION_ENABLED",
            "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
        ),
        {
            identifier: "SECRETSMANAGER_SECRET_PERIODIC_ROTATION",
            parameters: { maxDaysSinceRotation: String(SECRET_DAYS) },
        },
        {
            identifier: "SECRETSMANAGER_SECRET_UNUSED",
            parameters: { unusedForDays: String(SECRET_DAYS) },
        },
    ];
}

function auditRules({ detector }: RuleSettings): ConfigRule[] {
    return named(
        "CLOUD_TRAIL_ENABLED",
        "CLOUD_TRAIL_ENCRYPTION_ENABLED",
        "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
        "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
        "MULTI_REGION_CLOUD_TRAIL_ENABLED",
        "CLOUDTRAIL_SECURITY_TRAIL_ENABLED",
        ...(detector ? ["GUARDDUTY_ENABLED_CENTRALIZED"] : []),
    );
}

function backupRules(keptDays: number): ConfigRule[] {
    return [
        {
            identifier: "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK",
            parameters: {
                requiredFrequencyUnit: "days",
                requiredFrequencyValue: "1",
                requiredRetentionDays: String(keptDays),
            },
        },
        ...named(
            "BACKUP_RECOVERY_POINT_ENCRYPTED",
            "AURORA_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
            "DYNAMODB_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
        ),
        {
            identifier: "AURORA_LAST_BACKUP_RECOVERY_POINT_CREATED",
            parameters: NEWEST_BACKUP,
        },
        {
            identifier: "DYNAMODB_LAST_BACKUP_RECOVERY_POINT_CREATED",
            parameters: NEWEST_BACKUP,
        },
    ];
}

function named(...identifiers: readonly string[]): ConfigRule[] {
    return identifiers.map((identifier) => ({ identifier }));
}
