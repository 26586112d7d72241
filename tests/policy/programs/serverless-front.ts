import type { Props } from "../support";
import { type Made, ACCOUNT, REGION, doc, made } from "./made";

/** Tells somebody as soon as there is one. */
const alarm = (logicalName: string, what: Props & { name: string }) =>
    made(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        logicalName,
        {
            ...what,
            comparisonOperator: "GreaterThanThreshold",
            evaluationPeriods: 1,
            period: 60,
            statistic: "Sum",
            threshold: 0,
            alarmActions: [`arn:aws:sns:${REGION}:${ACCOUNT}:ops`],
            actionsEnabled: true,
        },
        { id: what.name },
    );

/** Who calls the functions, and who is told of their errors. */
export const serverlessFront: readonly Made[] = [
    made(
        "aws:lambda/permission:Permission",
        "api-invoke",
        {
            action: "lambda:InvokeFunction",
            function: "orders-api",
            principal: "apigateway.amazonaws.com",
            sourceArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:abc123/*/*`,
        },
        {
            id: "s",
            eventSourceToken: null,
            functionUrlAuthType: null,
            principalOrgId: null,
            qualifier: "",
            sourceAccount: null,
        },
    ),
    made(
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        "worker-queue",
        {
            functionName: "orders-worker",
            eventSourceArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`,
            batchSize: 10,
            enabled: true,
            functionResponseTypes: ["ReportBatchItemFailures"],
        },
        { id: "m" },
    ),
    made(
        "aws:apigatewayv2/api:Api",
        "api",
        {
            name: "orders",
            protocolType: "HTTP",
            corsConfiguration: {
                allowOrigins: ["https://shop.example.com"],
                allowMethods: ["GET", "POST"],
            },
            apiKeySelectionExpression: "$request.header.x-api-key",
            routeSelectionExpression: "$request.method $request.path",
        },
        { id: "abc123", arn: "x", apiEndpoint: "https://abc123.execute-api" },
    ),
    made(
        "aws:apigatewayv2/integration:Integration",
        "api-int",
        {
            apiId: "abc123",
            integrationType: "AWS_PROXY",
            integrationUri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/arn:aws:lambda:${REGION}:${ACCOUNT}:function:orders-api/invocations`,
            payloadFormatVersion: "2.0",
        },
        { id: "i" },
    ),
    made(
        "aws:apigatewayv2/authorizer:Authorizer",
        "jwt",
        {
            apiId: "abc123",
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            name: "jwt",
            jwtConfiguration: {
                audiences: ["4hk2l1p0example"],
                issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI",
            },
        },
        { id: "z" },
    ),
    made(
        "aws:apigatewayv2/route:Route",
        "get",
        {
            apiId: "abc123",
            routeKey: "GET /orders",
            target: "integrations/i",
            authorizationType: "JWT",
            authorizerId: "z",
            apiKeyRequired: false,
        },
        { id: "rt" },
    ),
    made(
        "aws:apigatewayv2/stage:Stage",
        "default",
        {
            apiId: "abc123",
            name: "$default",
            autoDeploy: true,
            accessLogSettings: {
                destinationArn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/apigateway/orders`,
                format: '{"id":"$context.requestId","ip":"$context.identity.sourceIp","status":"$context.status"}',
            },
        },
        { id: "$default" },
    ),
    made(
        "aws:cognito/userPool:UserPool",
        "users",
        {
            name: "users",
            mfaConfiguration: "ON",
            softwareTokenMfaConfiguration: { enabled: true },
            passwordPolicy: {
                minimumLength: 14,
                requireLowercase: true,
                requireNumbers: true,
                requireSymbols: true,
                requireUppercase: true,
                temporaryPasswordValidityDays: 3,
            },
            deletionProtection: "ACTIVE",
            autoVerifiedAttributes: ["email"],
        },
        {
            id: "eu-central-1_AbCdEfGhI",
            arn: "x",
            verificationMessageTemplate: { emailMessage: "Your code is {####}" },
        },
    ),
    made(
        "aws:cognito/userPoolClient:UserPoolClient",
        "web",
        {
            userPoolId: "eu-central-1_AbCdEfGhI",
            generateSecret: false,
            explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            tokenValidityUnits: {
                accessToken: "minutes",
                idToken: "minutes",
                refreshToken: "days",
            },
            accessTokenValidity: 60,
            idTokenValidity: 60,
            refreshTokenValidity: 1,
            enableTokenRevocation: true,
        },
        { id: "4hk2l1p0example", clientSecret: "" },
    ),
    alarm("api-errors", {
        name: "api-errors",
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: { FunctionName: "orders-api" },
        treatMissingData: "notBreaching",
    }),
    alarm("worker-errors", {
        name: "worker-errors",
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: { FunctionName: "orders-worker" },
    }),
    alarm("dead-letters", {
        name: "dead",
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: "orders-dead" },
    }),
    made(
        "aws:sns/topic:Topic",
        "ops",
        { name: "ops", kmsMasterKeyId: "alias/orders", fifoTopic: false },
        {
            id: `arn:aws:sns:${REGION}:${ACCOUNT}:ops`,
            arn: `arn:aws:sns:${REGION}:${ACCOUNT}:ops`,
            policy: doc({
                Sid: "__default_statement_ID",
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: ["SNS:Publish", "SNS:Subscribe"],
                Resource: `arn:aws:sns:${REGION}:${ACCOUNT}:ops`,
                Condition: { StringEquals: { "AWS:SourceOwner": ACCOUNT } },
            }),
            owner: ACCOUNT,
            tracingConfig: "",
        },
    ),
    made(
        "aws:sns/topicPolicy:TopicPolicy",
        "ops-policy",
        {
            arn: `arn:aws:sns:${REGION}:${ACCOUNT}:ops`,
            policy: doc(
                {
                    Effect: "Allow",
                    Principal: { Service: "cloudwatch.amazonaws.com" },
                    Action: "sns:Publish",
                    Resource: `arn:aws:sns:${REGION}:${ACCOUNT}:ops`,
                    Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
                },
                {
                    Effect: "Deny",
                    Principal: "*",
                    Action: "sns:Publish",
                    Resource: `arn:aws:sns:${REGION}:${ACCOUNT}:ops`,
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ),
        },
        { id: "x", owner: ACCOUNT },
    ),
    made(
        "aws:sns/topicSubscription:TopicSubscription",
        "ops-mail",
        {
            topic: `arn:aws:sns:${REGION}:${ACCOUNT}:ops`,
            protocol: "email",
            endpoint: "ops@example.com",
            endpointAutoConfirms: false,
        },
        { id: "x" },
    ),
];
