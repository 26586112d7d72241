import * as good from "../good";
import { lambda } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const variables = (values: object) => ({ environment: { variables: values } });
const unnamed = { sourceArn: undefined };

export const lambdaTables: readonly Table[] = [
    {
        rule: "lambda-function-in-vpc",
        on: lambda,
        bad: {
            outside: { vpcConfig: undefined },
            "no subnets": { vpcConfig: { subnetIds: [], securityGroupIds: ["sg-1"] } },
            "no group": { vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] } },
        },
        fine: {
            "not known yet": { vpcConfig: { subnetIds: unknown, securityGroupIds: [unknown] } },
        },
    },
    {
        rule: "lambda-function-two-zones",
        on: lambda,
        bad: { "one subnet": { vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg"] } } },
        fine: {
            "two that are being made": {
                vpcConfig: { subnetIds: [unknown, unknown], securityGroupIds: ["sg"] },
            },
        },
        late: {
            subnets: [
                { vpcConfig: { subnetIds: unknown, securityGroupIds: ["sg"] } },
                { vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg"] } },
            ],
        },
    },
    {
        rule: "lambda-runtime-supported",
        on: lambda,
        bad: {
            "long gone": { runtime: "nodejs18.x" },
            "of the operating system": { runtime: "provided.al2" },
        },
        fine: {
            "newer than the table": { runtime: "nodejs30.x" },
            "a container": { runtime: undefined, packageType: "Image", imageUri: "a" },
        },
        late: { runtime: [{ runtime: unknown }, { runtime: "python3.8" }] },
    },
    {
        rule: "lambda-environment-customer-key",
        on: lambda,
        bad: {
            "no key": { kmsKeyArn: undefined },
            "the key of AWS": { kmsKeyArn: "alias/aws/lambda" },
        },
        fine: {
            "no environment": { environment: undefined, kmsKeyArn: undefined },
            "an empty one": { ...variables({}), kmsKeyArn: undefined },
            "a key that is being made": { kmsKeyArn: unknown },
        },
    },
    {
        rule: "lambda-environment-no-secrets",
        on: lambda,
        bad: {
            "a password": variables({ DB_PASSWORD: "hunter2" }),
            "a key": variables({ apiKey: "hunter2" }),
            "a connection": variables({ DATABASE: "postgresql://app:hunter2@db/pii" }),
        },
        fine: {
            "where a secret is": variables({ DB_SECRET_ARN: unknown, PASSWORD_PARAMETER: "/a/b" }),
            "the ARN of one": variables({ SECRET: "arn:aws:secretsmanager:eu-west-1:1:secret:a" }),
            "a switch": variables({ USE_TOKEN: "true" }),
            "what deals with secrets": variables({
                TOKEN_TABLE: "tokens",
                API_KEY_HEADER: "x-api-key",
            }),
            "other values not known yet": variables({ TABLE: unknown }),
        },
        late: {
            value: [variables({ TOKEN: unknown }), variables({ TOKEN: "abcdef" })],
            all: [{ environment: { variables: unknown } }, variables({ TOKEN: "abcdef" })],
        },
    },
    {
        rule: "lambda-permission-source",
        on: good.lambdaPermission,
        bad: { "any topic": unnamed },
        fine: {
            "an account's": { ...unnamed, sourceAccount: "111122223333" },
            "a source that is being made": { sourceArn: unknown },
            "an account": { ...unnamed, principal: "111122223333" },
        },
    },
    {
        rule: "lambda-url-authenticated",
        on: good.lambdaUrl,
        bad: { "nobody asked": { authorizationType: "NONE" } },
        late: { type: [{ authorizationType: unknown }, { authorizationType: "NONE" }] },
    },
    {
        rule: "lambda-url-cors",
        on: good.lambdaUrl,
        bad: { "every origin": { cors: { allowOrigins: ["*"], allowCredentials: true } } },
        fine: {
            "every origin, without credentials": { cors: { allowOrigins: ["*"] } },
            "no CORS": { cors: undefined },
        },
        late: {
            credentials: [
                { cors: { allowOrigins: ["*"], allowCredentials: unknown } },
                { cors: { allowOrigins: ["*"], allowCredentials: true } },
            ],
        },
    },
    {
        rule: "lambda-traced",
        on: lambda,
        bad: {
            "not set": { tracingConfig: undefined },
            off: { tracingConfig: { mode: "PassThrough" } },
        },
        late: {
            mode: [
                { tracingConfig: { mode: unknown } },
                { tracingConfig: { mode: "PassThrough" } },
            ],
        },
    },
    {
        rule: "lambda-concurrency-bounded",
        on: lambda,
        bad: {
            "not set": { reservedConcurrentExecutions: undefined },
            "no limit": { reservedConcurrentExecutions: -1 },
        },
        fine: { "switched off": { reservedConcurrentExecutions: 0 } },
        late: {
            limit: [
                { reservedConcurrentExecutions: unknown },
                { reservedConcurrentExecutions: -1 },
            ],
        },
    },
    {
        rule: "lambda-code-signed",
        on: lambda,
        bad: { "not set": { codeSigningConfigArn: undefined } },
        fine: {
            "one that is being made": { codeSigningConfigArn: unknown },
            "a container": {
                codeSigningConfigArn: undefined,
                packageType: "Image",
                runtime: undefined,
            },
        },
    },
    {
        rule: "lambda-layers-known",
        on: lambda,
        bad: { "somebody's": { layers: ["arn:aws:lambda:eu-west-1:999999999999:layer:theirs:1"] } },
        fine: {
            "AWS's own": {
                layers: ["arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:1"],
            },
            "one that is being made": { layers: [unknown], role: unknown },
            none: { layers: undefined, role: unknown },
        },
        late: {
            role: [
                { layers: ["arn:aws:lambda:eu-west-1:999999999999:layer:a:1"], role: unknown },
                { role: "arn:aws:iam::111122223333:role/work" },
            ],
        },
    },
    {
        rule: "lambda-layers-known",
        on: lambda,
        config: { accounts: ["999999999999"] },
        bad: { "AWS's own": { layers: ["arn:aws:lambda:eu-west-1:580247275435:layer:a:1"] } },
        fine: {
            "one that is listed": { layers: ["arn:aws:lambda:eu-west-1:999999999999:layer:a:1"] },
        },
    },
];
