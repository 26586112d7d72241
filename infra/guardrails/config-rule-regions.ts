import { DAX_REGIONS } from "../dynamodb/dax-regions";
import { CHINA, GOV_CLOUD, NEWEST } from "./region-groups";

/** Those of AWS Backup. */
const WITHOUT_BACKUP = [...CHINA, ...NEWEST, "ca-west-1", "il-central-1"];

/**
 * Regions without a managed rule, by its identifier; the others are in all. As each rule's own page
 * says, as of 2026, such as
 * https://docs.aws.amazon.com/config/latest/developerguide/dynamodb-pitr-enabled.html
 */
const NOT_IN: Readonly<Record<string, readonly string[]>> = {
    AURORA_LAST_BACKUP_RECOVERY_POINT_CREATED: WITHOUT_BACKUP,
    AURORA_RESOURCES_PROTECTED_BY_BACKUP_PLAN: WITHOUT_BACKUP,
    BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK: WITHOUT_BACKUP,
    BACKUP_RECOVERY_POINT_ENCRYPTED: WITHOUT_BACKUP,
    DYNAMODB_LAST_BACKUP_RECOVERY_POINT_CREATED: WITHOUT_BACKUP,
    DYNAMODB_PITR_ENABLED: [...CHINA, ...GOV_CLOUD, ...NEWEST],
    DYNAMODB_RESOURCES_PROTECTED_BY_BACKUP_PLAN: WITHOUT_BACKUP,
    DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED: ["ap-east-2"],
    GUARDDUTY_ENABLED_CENTRALIZED: NEWEST,
    KMS_CMK_NOT_SCHEDULED_FOR_DELETION: ["ap-east-2", "ap-southeast-6", "eu-south-1"],
    KMS_KEY_POLICY_NO_PUBLIC_ACCESS: [...GOV_CLOUD, "ca-west-1"],
    LAMBDA_INSIDE_VPC: ["cn-northwest-1"],
    RDS_AURORA_POSTGRESQL_LOGS_TO_CLOUDWATCH: [
        "ap-south-2",
        "ap-southeast-4",
        "ca-west-1",
        "cn-north-1",
        "eu-south-2",
        "il-central-1",
    ],
    RDS_CLUSTER_BACKUP_RETENTION_CHECK: [...CHINA, ...GOV_CLOUD, "ap-southeast-6"],
    RDS_CLUSTER_DEFAULT_ADMIN_CHECK: [...CHINA, ...GOV_CLOUD, ...NEWEST, "ca-west-1"],
    RDS_CLUSTER_DELETION_PROTECTION_ENABLED: ["cn-north-1"],
    RDS_CLUSTER_ENCRYPTED_AT_REST: ["cn-north-1", ...GOV_CLOUD, ...NEWEST, "ca-west-1"],
    RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED: ["cn-north-1"],
    RDS_CLUSTER_MULTI_AZ_ENABLED: ["cn-north-1"],
    RDS_PGSQL_CLUSTER_COPY_TAGS_TO_SNAPSHOT_CHECK: [
        "ap-east-2",
        "ap-southeast-6",
        "cn-north-1",
        "mx-central-1",
        "us-west-1",
        ...GOV_CLOUD,
    ],
    RDS_SNAPSHOTS_PUBLIC_PROHIBITED: [
        "af-south-1",
        "ap-southeast-4",
        "eu-central-2",
        "eu-south-1",
        "eu-south-2",
        "il-central-1",
    ],
};

const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
    DAX_ENCRYPTION_ENABLED: DAX_REGIONS,
    DAX_TLS_ENDPOINT_ENCRYPTION: DAX_REGIONS.filter(
        (region) => ![...CHINA, "eu-north-1", "eu-south-2"].includes(region),
    ),
};

/** False where AWS takes no pack with that rule. */
export function isRuleIn(region: string, identifier: string): boolean {
    return (
        NOT_IN[identifier]?.includes(region) !== true &&
        ONLY_IN[identifier]?.includes(region) !== false
    );
}
