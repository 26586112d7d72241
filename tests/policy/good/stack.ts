import type { Sample } from "../support";
import { backupStack } from "./backup";
import { daxStack } from "./dax";
import { dynamodbStack } from "./dynamodb";
import { kinesisStack } from "./kinesis";
import { postgresqlStack } from "./postgresql";
import { rdsStack } from "./rds";
import { kmsStack } from "./kms";
import { lambdaStack } from "./lambda";
import { messagingStack } from "./messaging";
import { networkStack } from "./network";
import { secretsStack } from "./secrets";
import { wafStack } from "./waf";
import { iamStack } from "./iam";
import { cloudtrailStack } from "./cloudtrail";
import { awsProvider } from "./general";
import { guardrailsStack } from "./guardrails";
import { logsStack } from "./logs";
import { s3Stack } from "./s3";

/** A whole stack that no rule finds fault with. */
export const stack: readonly Sample[] = [
    ...iamStack,
    awsProvider,
    ...rdsStack,
    ...dynamodbStack,
    ...daxStack,
    ...kinesisStack,
    ...postgresqlStack,
    ...backupStack,
    ...s3Stack,
    ...logsStack,
    ...cloudtrailStack,
    ...guardrailsStack,
    ...networkStack,
    ...kmsStack,
    ...secretsStack,
    ...lambdaStack,
    ...messagingStack,
    ...wafStack,
];
