import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { KEY, resource } from "./resource";

export const lambda = resource<aws.lambda.FunctionArgs>("aws:lambda/function:Function", "work", {
    name: "work",
    role: "arn:aws:iam::111122223333:role/work",
    runtime: "nodejs24.x",
    handler: "index.handler",
    vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-4"] },
    environment: { variables: { SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:1:secret:a" } },
    kmsKeyArn: KEY,
    deadLetterConfig: { targetArn: "arn:aws:sns:eu-west-1:111122223333:failures" },
    tracingConfig: { mode: "Active" },
    reservedConcurrentExecutions: 5,
    codeSigningConfigArn: "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-1",
    loggingConfig: { logFormat: "JSON", logGroup: "/pii/work" },
    layers: ["arn:aws:lambda:eu-west-1:111122223333:layer:ours:1"],
});
export const lambdaPermission = resource<aws.lambda.PermissionArgs>(
    "aws:lambda/permission:Permission",
    "work-from-topic",
    {
        action: "lambda:InvokeFunction",
        function: "work",
        principal: "sns.amazonaws.com",
        sourceArn: "arn:aws:sns:eu-west-1:111122223333:alarms",
    },
);
export const lambdaUrl = resource<aws.lambda.FunctionUrlArgs>(
    "aws:lambda/functionUrl:FunctionUrl",
    "work-url",
    {
        functionName: "work",
        authorizationType: "AWS_IAM",
        cors: { allowOrigins: ["https://app.example.com"], allowCredentials: true },
    },
);
export const invokeConfig = resource<aws.lambda.FunctionEventInvokeConfigArgs>(
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    "work-failures",
    {
        functionName: "work",
        destinationConfig: {
            onFailure: { destination: "arn:aws:sqs:eu-west-1:111122223333:failures" },
        },
    },
);

/** Functions without fault. */
export const lambdaStack: readonly Sample[] = [lambda];
