import type { Sample } from "../support";
import { changes, cluster, clusterInstance, dax, parameterGroup, table } from "./data";
import { kmsStack } from "./kms";
import { lambdaStack } from "./lambda";
import { messagingStack } from "./messaging";
import { networkStack } from "./network";
import { secretsStack } from "./secrets";
import { wafStack } from "./waf";
import { iamStack } from "./iam";
import { cloudtrailStack } from "./cloudtrail";
import { awsProvider } from "./database";
import { logsStack } from "./logs";
import { s3Stack } from "./s3";

/** A whole stack that no rule finds fault with. */
export const stack: readonly Sample[] = [
    cluster,
    parameterGroup,
    clusterInstance,
    table,
    dax,
    changes,
    ...iamStack,
    awsProvider,
    ...s3Stack,
    ...logsStack,
    ...cloudtrailStack,
    ...networkStack,
    ...kmsStack,
    ...secretsStack,
    ...lambdaStack,
    ...messagingStack,
    ...wafStack,
];
