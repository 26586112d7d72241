import type { Rule } from "../../rule";
import { dynamodbTableCapacityFollowsLoad } from "./dynamodb-table-capacity-follows-load";
import { dynamodbTableClassified } from "./dynamodb-table-classified";
import { dynamodbTableCustomerKey } from "./dynamodb-table-customer-key";
import { dynamodbTableDeletionProtection } from "./dynamodb-table-deletion-protection";
import { dynamodbTableInBackupPlan } from "./dynamodb-table-in-backup-plan";
import { dynamodbTablePointInTimeRecovery } from "./dynamodb-table-point-in-time-recovery";

export const dynamodbRules: readonly Rule[] = [
    dynamodbTableCustomerKey,
    dynamodbTablePointInTimeRecovery,
    dynamodbTableDeletionProtection,
    dynamodbTableInBackupPlan,
    dynamodbTableCapacityFollowsLoad,
    dynamodbTableClassified,
];
