import { cloudtrailStackTables } from "./cloudtrail";
import { iamStackTables } from "./iam";
import { networkStackTables } from "./network";
import { rdsStackTables } from "./rds";
import { s3StackTables } from "./s3";
import type { StackTable } from "./stack-table";

export const stackTables: readonly StackTable[] = [
    ...rdsStackTables,
    ...iamStackTables,
    ...networkStackTables,
    ...s3StackTables,
    ...cloudtrailStackTables,
];
