import type { Rule } from "../rule";
import { cloudtrailRules } from "./cloudtrail";
import { daxRules } from "./dax";
import { dynamodbRules } from "./dynamodb";
import { generalRules } from "./general";
import { iamRules } from "./iam";
import { kinesisRules } from "./kinesis";
import { kmsRules } from "./kms";
import { logsRules } from "./logs";
import { networkRules } from "./network";
import { postgresqlRules } from "./postgresql";
import { rdsRules } from "./rds";
import { s3Rules } from "./s3";
import { secretsRules } from "./secrets";

/** The rules of the pack, by subject. */
export const rules: readonly Rule[] = [
    ...rdsRules,
    ...dynamodbRules,
    ...daxRules,
    ...kinesisRules,
    ...postgresqlRules,
    ...networkRules,
    ...kmsRules,
    ...secretsRules,
    ...iamRules,
    ...s3Rules,
    ...logsRules,
    ...cloudtrailRules,
    // Last, because it tells what the others could not judge.
    ...generalRules,
];
