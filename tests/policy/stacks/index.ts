import { generalStackTables } from "./general";
import { logsStackTables } from "./logs";
import { accountStackTables } from "./account";
import { dynamodbStackTables } from "./dynamodb";
import { daxStackTables } from "./dax";
import { backupStackTables } from "./backup";
import { cloudtrailStackTables } from "./cloudtrail";
import { iamStackTables } from "./iam";
import { kmsStackTables } from "./kms";
import { lambdaStackTables } from "./lambda";
import { messagingStackTables } from "./messaging";
import { secretsStackTables } from "./secrets";
import { wafStackTables } from "./waf";
import { networkStackTables } from "./network";
import { rdsStackTables } from "./rds";
import { s3StackTables } from "./s3";
import type { StackTable } from "./stack-table";

export const stackTables: readonly StackTable[] = [
    ...rdsStackTables,
    ...dynamodbStackTables,
    ...daxStackTables,
    ...backupStackTables,
    ...iamStackTables,
    ...networkStackTables,
    ...wafStackTables,
    ...secretsStackTables,
    ...messagingStackTables,
    ...lambdaStackTables,
    ...kmsStackTables,
    ...s3StackTables,
    ...cloudtrailStackTables,
    ...logsStackTables,
    ...accountStackTables,
    ...generalStackTables,
];
