import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { functionCode, HANDLER, RUNTIME } from "../function-code";
import { policyJson, serviceTrust } from "../policy-document";
import { DatabaseAccessRole, type DatabaseLogin } from "./database-access-role";

/** In seconds; the function plans its own waiting within it. */
const TIMEOUT = 60;

/** In MB. As seed 004 has it: less memory is less processor, of which TLS and a cold start need some. */
const MEMORY = 512;

export interface DatabaseAccessArgs {
    readonly scope: AccountScope;
    /** Where the connection parameters are, see `connectionPath`. */
    readonly parameterPath: string;
    /** Private subnets, in which the endpoints of SSM (and Secrets Manager) can be reached. */
    readonly subnetIds: pulumi.Input<string[]>;
    /** Of the peer that may reach the cluster and the endpoints, and that nothing needs to reach. */
    readonly securityGroupId: pulumi.Input<string>;
    readonly login: DatabaseLogin;
    /** Key of the environment variables, open to Lambda. There is no secret among them. */
    readonly environmentKeyArn: pulumi.Input<string>;
    readonly logsKeyArn: pulumi.Input<string>;
    readonly logRetentionDays: number;
    /** SNS topic that hears of scheduled runs that failed for good. */
    readonly failureTopicArn: pulumi.Input<string>;
    /** Key of that topic; its policy must let roles of this account publish. */
    readonly failureTopicKeyArn: pulumi.Input<string>;
    /**
     * How often the database's health is measured, in minutes. Each time wakes a serverless cluster
     * that has paused, so that it never pauses for long.
     * @default it is not
     */
    readonly healthEveryMinutes?: number;
    /** Whether the cluster may have paused, and needs up to 30 s to wake up when it is connected to. */
    readonly mayPause: boolean;
    /**
     * How many may run at once, taken from what the account's functions share; -1 reserves nothing.
     * AWS refuses to leave the others fewer than 100, or in an account that has only 10, fewer than those.
     * @default 2
     */
    readonly reservedConcurrency?: number;
}

/**
 * The function that looks after the database from inside the network: health, state of the schema,
 * maintenance of partitions, and diagnoses from a fixed list (docs/database-access.md). It logs in as
 * a role of its own, and runs no SQL that anybody sends it.
 *
 * Its physical name is `name`, at most 64 characters: runbooks call it by that.
 */
export class DatabaseAccess extends pulumi.ComponentResource {
    readonly functionName: pulumi.Output<string>;
    readonly functionArn: pulumi.Output<string>;

    constructor(name: string, args: DatabaseAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:DatabaseAccess", name, {}, opts);
        const parent = { parent: this };
        // Lambda would make it itself otherwise, to be kept for ever and without our key.
        const logs = new aws.cloudwatch.LogGroup(
            name,
            {
                name: `/aws/lambda/${name}`,
                kmsKeyId: args.logsKeyArn,
                retentionInDays: args.logRetentionDays,
            },
            parent,
        );
        const role = new DatabaseAccessRole(
            name,
            {
                scope: args.scope,
                functionName: name,
                logGroupArn: logs.arn,
                parameterPath: args.parameterPath,
                login: args.login,
                failureTopicArn: args.failureTopicArn,
                failureTopicKeyArn: args.failureTopicKeyArn,
            },
            parent,
        );
        const { login } = args;
        const access = new aws.lambda.Function(
            name,
            {
                name,
                description: "Health, schema, partitions and diagnoses of the database.",
                runtime: RUNTIME,
                architectures: ["arm64"],
                handler: HANDLER,
                code: functionCode("database-access"),
                role: role.arn,
                timeout: TIMEOUT,
                memorySize: MEMORY,
                reservedConcurrentExecutions: args.reservedConcurrency ?? 2,
                vpcConfig: {
                    subnetIds: args.subnetIds,
                    securityGroupIds: [args.securityGroupId],
                },
                // Its grant is for this very role; another one has another name, and gets its own.
                kmsKeyArn: args.environmentKeyArn,
                environment: {
                    variables: {
                        PARAMETER_PATH: args.parameterPath,
                        CONNECT_TIMEOUT_SECONDS: args.mayPause ? "30" : "5",
                        ...(login.kind === "iam"
                            ? { DATABASE_USER: login.user }
                            : { SECRET_ARN: login.secretArn }),
                    },
                },
                loggingConfig: { logFormat: "JSON", logGroup: logs.name },
                tracingConfig: { mode: "Active" },
                deadLetterConfig: { targetArn: args.failureTopicArn },
            },
            parent,
        );
        this.functionName = access.name;
        this.functionArn = access.arn;
        this.#schedule(name, args);
        this.registerOutputs({ functionName: this.functionName, functionArn: this.functionArn });
    }

    #schedule(name: string, { scope, healthEveryMinutes }: DatabaseAccessArgs): void {
        const parent = { parent: this };
        const role = new aws.iam.Role(
            `${name}-schedule`,
            { assumeRolePolicy: serviceTrust("scheduler.amazonaws.com", scope.accountId) },
            parent,
        );
        const invoke = new aws.iam.RolePolicy(
            `${name}-schedule`,
            {
                role: role.id,
                policy: policyJson([
                    {
                        Sid: "CallTheFunction",
                        Effect: "Allow",
                        Action: "lambda:InvokeFunction",
                        Resource: this.functionArn,
                    },
                ]),
            },
            parent,
        );
        const every = (
            action: string,
            when: Pick<aws.scheduler.ScheduleArgs, "scheduleExpression" | "flexibleTimeWindow">,
            retryPolicy: aws.types.input.scheduler.ScheduleTargetRetryPolicy,
        ) =>
            new aws.scheduler.Schedule(
                `${name}-${action}`,
                {
                    ...when,
                    target: {
                        arn: this.functionArn,
                        roleArn: role.arn,
                        input: JSON.stringify({ action }),
                        retryPolicy,
                    },
                },
                { ...parent, dependsOn: invoke },
            );
        every(
            "partitions",
            {
                // Daily, UTC, away from backups; when exactly is of no matter.
                scheduleExpression: "cron(15 1 * * ? *)",
                flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 30 },
            },
            { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
        );
        if (healthEveryMinutes !== undefined) {
            const unit = healthEveryMinutes === 1 ? "minute" : "minutes";
            every(
                "health",
                {
                    scheduleExpression: `rate(${healthEveryMinutes} ${unit})`,
                    flexibleTimeWindow: { mode: "OFF" },
                },
                // Of what was a minute ago the next run knows more.
                { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
            );
        }
    }
}
