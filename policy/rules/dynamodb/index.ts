import type { Rule } from "../../rule";
import { dynamodbTableCustomerKey } from "./dynamodb-table-customer-key";
import { dynamodbTableDeletionProtection } from "./dynamodb-table-deletion-protection";
import { dynamodbTablePointInTimeRecovery } from "./dynamodb-table-point-in-time-recovery";

export const dynamodbRules: readonly Rule[] = [
    dynamodbTableCustomerKey,
    dynamodbTablePointInTimeRecovery,
    dynamodbTableDeletionProtection,
];
