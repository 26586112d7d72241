import type { Rule } from "../rule";
import { accountRules } from "./account";
import { backupRules } from "./backup";
import { cloudtrailRules } from "./cloudtrail";
import { daxRules } from "./dax";
import { dynamodbRules } from "./dynamodb";
import { exceptionRules } from "./exceptions";
import { generalRules } from "./general";
import { iamRules } from "./iam";
import { kinesisRules } from "./kinesis";
import { kmsRules } from "./kms";
import { lambdaRules } from "./lambda";
import { logsRules } from "./logs";
import { messagingRules } from "./messaging";
import { networkRules } from "./network";
import { postgresqlRules } from "./postgresql";
import { rdsRules } from "./rds";
import { runRules } from "./run";
import { s3Rules } from "./s3";
import { secretsRules } from "./secrets";
import { wafRules } from "./waf";

/** The rules of the pack, by subject. */
export const rules: readonly Rule[] = [
    // First, because they tell what of the others' findings is accepted.
    ...exceptionRules,
    ...rdsRules,
    ...dynamodbRules,
    ...daxRules,
    ...kinesisRules,
    ...postgresqlRules,
    ...backupRules,
    ...networkRules,
    ...kmsRules,
    ...secretsRules,
    ...lambdaRules,
    ...messagingRules,
    ...wafRules,
    ...iamRules,
    ...s3Rules,
    ...logsRules,
    ...cloudtrailRules,
    ...accountRules,
    ...generalRules,
    // Last, because they tell what became of the others' findings, and what they could not judge.
    ...runRules,
];
