import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DatabaseAccess, type DatabaseAccessArgs } from "../../infra/aurora/database-access";
import { databaseAccessMistakes } from "../../infra/aurora/database-access-mistakes";
import { mockEngine, only, type Registered, registrations, SCOPE } from "./mocks";

const FUNCTION = "aws:lambda/function:Function";
const SCHEDULE = "aws:scheduler/schedule:Schedule";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const NAME = "pii-prod-database-access";
const PATH = "/pii-platform/prod/database";

const GOOD: DatabaseAccessArgs = {
    scope: SCOPE,
    parameterPath: PATH,
    subnetIds: ["subnet-a", "subnet-b"],
    securityGroupId: "sg-lambda",
    login: { kind: "iam", user: "pii_access", clusterResourceId: "cluster-ABC" },
    environmentKeyArn: "arn:aws:kms:::key/secrets",
    logsKeyArn: "arn:aws:kms:::key/logs",
    logRetentionDays: 365,
    failureTopicArn: "arn:aws:sns:::alarms",
    mayPause: false,
    failureTopicKeyArn: "arn:aws:kms:::key/alarms",
};

interface Statement {
    readonly Sid: string;
    readonly Effect: string;
    readonly Action: unknown;
    readonly Resource: unknown;
    readonly Condition?: unknown;
}

function make(changes: Partial<DatabaseAccessArgs> = {}): Promise<readonly Registered[]> {
    return registrations(() => new DatabaseAccess(NAME, { ...GOOD, ...changes }));
}

function named(all: readonly Registered[], type: string, name: string): Record<string, unknown> {
    return only(
        all.filter((resource) => resource.name === name),
        type,
    );
}

function rights(all: readonly Registered[], name = NAME): Record<string, Omit<Statement, "Sid">> {
    const { policy } = named(all, ROLE_POLICY, name);
    const { Statement: statements } = JSON.parse(policy as string) as { Statement: Statement[] };
    return Object.fromEntries(statements.map(({ Sid, ...statement }) => [Sid, statement]));
}

describe("DatabaseAccess", function () {
    // The first bundle of a process takes a moment.

    before(mockEngine);

    it("is a small function in the private subnets, with a current runtime and no secret", async () => {
        const { code, ...inputs } = only(await make(), FUNCTION);
        assert.ok(pulumi.asset.Archive.isInstance(code));
        assert.deepEqual(inputs, {
            name: NAME,
            description: "Health, schema, partitions and diagnoses of the database.",
            runtime: "nodejs24.x",
            architectures: ["arm64"],
            handler: "index.handler",
            role: `arn:aws:iam/role:Role:${NAME}`,
            timeout: 60,
            memorySize: 512,
            reservedConcurrentExecutions: 2,
            vpcConfig: { subnetIds: ["subnet-a", "subnet-b"], securityGroupIds: ["sg-lambda"] },
            kmsKeyArn: "arn:aws:kms:::key/secrets",
            environment: {
                variables: {
                    PARAMETER_PATH: PATH,
                    CONNECT_TIMEOUT_SECONDS: "5",
                    DATABASE_USER: "pii_access",
                },
            },
            loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${NAME}` },
            tracingConfig: { mode: "Active" },
            deadLetterConfig: { targetArn: "arn:aws:sns:::alarms" },
        });
    });

    it("owns its log group, with our key and an end", async () => {
        assert.deepEqual(only(await make(), "aws:cloudwatch/logGroup:LogGroup"), {
            name: `/aws/lambda/${NAME}`,
            kmsKeyId: "arn:aws:kms:::key/logs",
            retentionInDays: 365,
        });
    });

    it("may do what it needs, and nothing else", async () => {
        const all = await make();
        const network = [
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses",
        ];
        assert.deepEqual(rights(all), {
            ReadConnectionParameters: {
                Effect: "Allow",
                Action: "ssm:GetParameters",
                Resource: `arn:aws:ssm:eu-west-1:111111111111:parameter${PATH}/*`,
            },
            LogIn: {
                Effect: "Allow",
                Action: "rds-db:connect",
                Resource: ["arn:aws:rds-db:eu-west-1:111111111111:dbuser:cluster-ABC/pii_access"],
            },
            WriteLogs: {
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: `arn:aws:cloudwatch/logGroup:LogGroup:${NAME}:*`,
            },
            WriteTraces: {
                Effect: "Allow",
                Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
                Resource: "*",
            },
            ReportFailures: {
                Effect: "Allow",
                Action: "sns:Publish",
                Resource: "arn:aws:sns:::alarms",
            },
            EncryptReports: {
                Effect: "Allow",
                Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                Resource: "arn:aws:kms:::key/alarms",
                Condition: { StringEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" } },
            },
            EnterNetwork: { Effect: "Allow", Action: network, Resource: "*" },
            NotByTheCode: {
                Effect: "Deny",
                Action: network,
                Resource: "*",
                Condition: {
                    ArnEquals: {
                        "lambda:SourceFunctionArn": `arn:aws:lambda:eu-west-1:111111111111:function:${NAME}`,
                    },
                },
            },
        });
        assert.deepEqual(
            all.filter(({ type }) => type.includes("Attachment")),
            [],
        );
    });

    it("reads a secret, and only that one, where it logs in with a password", async () => {
        const all = await make({
            login: { kind: "secret", secretArn: "arn:secret", keyArn: "arn:aws:kms:::key/secrets" },
        });
        const { ReadLogin, DecryptLogin, LogIn } = rights(all);
        assert.deepEqual(ReadLogin, {
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: "arn:secret",
        });
        assert.deepEqual(DecryptLogin, {
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: "arn:aws:kms:::key/secrets",
            Condition: {
                StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" },
            },
        });
        assert.equal(LogIn, undefined);
        assert.deepEqual(only(all, FUNCTION).environment, {
            variables: {
                PARAMETER_PATH: PATH,
                CONNECT_TIMEOUT_SECONDS: "5",
                SECRET_ARN: "arn:secret",
            },
        });
    });

    it("looks after partitions daily, and measures health only where asked to", async () => {
        const all = await make();
        const role = `arn:aws:iam/role:Role:${NAME}-schedule`;
        const arn = `arn:${FUNCTION}:${NAME}`;
        assert.deepEqual(only(all, SCHEDULE), {
            scheduleExpression: "cron(15 1 * * ? *)",
            flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 30 },
            target: {
                arn,
                roleArn: role,
                input: '{"action":"partitions"}',
                retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
            },
        });
        for (const [healthEveryMinutes, scheduleExpression] of [
            [5, "rate(5 minutes)"],
            [1, "rate(1 minute)"],
        ] as const) {
            const health = named(await make({ healthEveryMinutes }), SCHEDULE, `${NAME}-health`);
            assert.deepEqual(health, {
                scheduleExpression,
                flexibleTimeWindow: { mode: "OFF" },
                target: {
                    arn,
                    roleArn: role,
                    input: '{"action":"health"}',
                    retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
                },
            });
        }
    });

    it("lets schedules of this account call it, and do nothing else", async () => {
        const all = await make();
        assert.deepEqual(rights(all, `${NAME}-schedule`), {
            CallTheFunction: {
                Effect: "Allow",
                Action: "lambda:InvokeFunction",
                Resource: `arn:${FUNCTION}:${NAME}`,
            },
        });
        const trust = (name: string) =>
            JSON.parse(named(all, "aws:iam/role:Role", name).assumeRolePolicy as string) as unknown;
        const statement = { Effect: "Allow", Action: "sts:AssumeRole" };
        assert.deepEqual(trust(`${NAME}-schedule`), {
            Version: "2012-10-17",
            Statement: [
                {
                    ...statement,
                    Principal: { Service: "scheduler.amazonaws.com" },
                    Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
                },
            ],
        });
        assert.deepEqual(trust(NAME), {
            Version: "2012-10-17",
            Statement: [{ ...statement, Principal: { Service: "lambda.amazonaws.com" } }],
        });
    });

    it("waits for a cluster that has to wake up, and reserves nothing where that is asked for", async () => {
        const inputs = only(await make({ mayPause: true, reservedConcurrency: -1 }), FUNCTION);
        const { variables } = inputs.environment as { variables: Record<string, string> };
        assert.equal(variables.CONNECT_TIMEOUT_SECONDS, "30");
        assert.equal(inputs.reservedConcurrentExecutions, -1);
    });

    it("tells its name and ARN", async () => {
        const made: DatabaseAccess[] = [];
        await registrations(() => made.push(new DatabaseAccess(NAME, GOOD)));
        const known = pulumi.all([made[0]?.functionName, made[0]?.functionArn]);
        assert.deepEqual(await new Promise((resolve) => known.apply(resolve)), [
            NAME,
            `arn:${FUNCTION}:${NAME}`,
        ]);
    });
});

describe("databaseAccessMistakes", () => {
    const good = {
        region: "eu-central-1",
        minCapacity: undefined,
        healthEveryMinutes: 5,
        encryptionControl: "monitor",
    } as const;

    it("has nothing to say where all is well, paused clusters that nobody wakes included", () => {
        assert.deepEqual(databaseAccessMistakes(good), []);
        assert.deepEqual(databaseAccessMistakes({ ...good, minCapacity: 0.5 }), []);
        const paused = { ...good, minCapacity: 0, healthEveryMinutes: undefined };
        assert.deepEqual(databaseAccessMistakes(paused), []);
    });

    it("finds a region whose certificates are not in the package", () => {
        assert.deepEqual(databaseAccessMistakes({ ...good, region: "eu-nowhere-1" }), [
            {
                where: "databaseAccess",
                got: true,
                advice: "must be false in eu-nowhere-1: the package has no certificates of RDS there, and nothing else is trusted",
            },
        ]);
    });

    it("finds a network that takes no functions", () => {
        assert.deepEqual(databaseAccessMistakes({ ...good, encryptionControl: "enforce" }), [
            {
                where: "databaseAccess",
                got: true,
                advice: "must be false where pii:network.encryptionControl is enforce: AWS refuses functions of Lambda there; or only monitor it",
            },
        ]);
    });

    it("finds a cluster that would be woken as soon as it sleeps", () => {
        assert.deepEqual(databaseAccessMistakes({ ...good, minCapacity: 0 }), [
            {
                where: "healthEveryMinutes",
                got: 5,
                advice: "must not be given where serverless instances may pause: each time wakes them; or give them a smallest capacity of 0.5",
            },
        ]);
    });
});
