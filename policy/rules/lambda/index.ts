import type { Rule } from "../../rule";
import { lambdaCodeSigned } from "./lambda-code-signed";
import { lambdaConcurrencyBounded } from "./lambda-concurrency-bounded";
import { lambdaEnvironmentCustomerKey } from "./lambda-environment-customer-key";
import { lambdaEnvironmentNoSecrets } from "./lambda-environment-no-secrets";
import { lambdaFailuresKept } from "./lambda-failures-kept";
import { lambdaFunctionInVpc } from "./lambda-function-in-vpc";
import { lambdaFunctionTwoZones } from "./lambda-function-two-zones";
import { lambdaLayersKnown } from "./lambda-layers-known";
import { lambdaLogGroupOwn } from "./lambda-log-group-own";
import { lambdaPermissionSource } from "./lambda-permission-source";
import { lambdaRuntimeSupported } from "./lambda-runtime-supported";
import { lambdaTraced } from "./lambda-traced";
import { lambdaUrlAuthenticated } from "./lambda-url-authenticated";
import { lambdaUrlCors } from "./lambda-url-cors";

export const lambdaRules: readonly Rule[] = [
    lambdaFunctionInVpc,
    lambdaFunctionTwoZones,
    lambdaRuntimeSupported,
    lambdaEnvironmentCustomerKey,
    lambdaEnvironmentNoSecrets,
    lambdaPermissionSource,
    lambdaUrlAuthenticated,
    lambdaUrlCors,
    lambdaFailuresKept,
    lambdaTraced,
    lambdaConcurrencyBounded,
    lambdaCodeSigned,
    lambdaLogGroupOwn,
    lambdaLayersKnown,
];
