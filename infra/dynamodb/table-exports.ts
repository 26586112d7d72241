import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { logBucket } from "../log-bucket";
import { policyJson, serviceTrust } from "../policy-document";

/** In UTC, away from backups. */
const WHEN = {
    daily: "cron(15 2 * * ? *)",
    weekly: "cron(15 2 ? * SUN *)",
} as const;

/** Short, because who asks to be forgotten is to be forgotten here as well. */
const KEEP_DAYS = 35;

export interface TableExportsArgs {
    readonly scope: AccountScope;
    readonly every: keyof typeof WHEN;
    /** ARNs of the tables by their names in the specs. Their point-in-time recovery must be on. */
    readonly tableArns: Readonly<Record<string, pulumi.Input<string>>>;
    /** Key that encrypts the tables. */
    readonly tableKeyArn: pulumi.Input<string>;
    /** Key that encrypts the bucket, and that may be used through S3. */
    readonly keyArn: pulumi.Input<string>;
    /** Pulumi refuses to delete or replace the bucket. */
    readonly protect: boolean;
}

/**
 * Whole tables, copied to a bucket by the clock, as DynamoDB JSON below `<table>/`: to be searched,
 * or to build a table from. They cost the tables no capacity. What is of level 2 and 3 stays as it
 * was stored: encrypted by the client. Each copy is deleted after 35 days, and after 30 more for good.
 *
 * The schedules are in a group that is named `name`, by which CloudWatch counts what goes wrong.
 *
 * Destroying it leaves the bucket, with all that keeps it private.
 */
export class TableExports extends pulumi.ComponentResource {
    readonly bucketName: pulumi.Output<string>;

    constructor(name: string, args: TableExportsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:dynamodb:TableExports", name, {}, opts);
        const { keyArn, scope } = args;
        const parent = { parent: this };
        const { bucket, ready } = logBucket(
            name,
            { keyArn, retentionDays: KEEP_DAYS, protect: args.protect, writers: () => [] },
            this,
        );
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: serviceTrust("scheduler.amazonaws.com", scope.accountId) },
            parent,
        );
        const through = (service: string) => ({
            StringEquals: { "kms:ViaService": `${service}.${scope.region}.amazonaws.com` },
        });
        // As https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html
        const rights = new aws.iam.RolePolicy(
            name,
            {
                role: role.id,
                policy: policyJson([
                    {
                        Sid: "Export",
                        Effect: "Allow",
                        Action: "dynamodb:ExportTableToPointInTime",
                        Resource: Object.values(args.tableArns),
                    },
                    {
                        Sid: "WriteToTheBucket",
                        Effect: "Allow",
                        Action: ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"],
                        Resource: pulumi.interpolate`${bucket.arn}/*`,
                    },
                    {
                        Sid: "EncryptForTheBucket",
                        Effect: "Allow",
                        // Decrypt is for uploads in several parts.
                        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                        Resource: keyArn,
                        Condition: through("s3"),
                    },
                    {
                        // AWS does not say whether an export reads as its caller, or as DynamoDB.
                        Sid: "DecryptTheTables",
                        Effect: "Allow",
                        Action: ["kms:Decrypt", "kms:DescribeKey"],
                        Resource: args.tableKeyArn,
                        Condition: through("dynamodb"),
                    },
                ]),
            },
            parent,
        );
        const { name: groupName } = new aws.scheduler.ScheduleGroup(name, { name }, parent);
        for (const [table, tableArn] of Object.entries(args.tableArns)) {
            new aws.scheduler.Schedule(
                `${name}-${table}`,
                {
                    groupName,
                    scheduleExpression: WHEN[args.every],
                    flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 30 },
                    target: {
                        arn: pulumi.interpolate`arn:${scope.partition}:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime`,
                        roleArn: role.arn,
                        input: pulumi.jsonStringify({
                            TableArn: tableArn,
                            S3Bucket: bucket.id,
                            S3BucketOwner: scope.accountId,
                            S3Prefix: table,
                            S3SseAlgorithm: "KMS",
                            S3SseKmsKeyId: keyArn,
                            ExportFormat: "DYNAMODB_JSON",
                            // The same at every try: one export, however often it is asked for.
                            ClientToken: `${table}-<aws.scheduler.scheduled-time>`,
                        }),
                        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
                    },
                },
                { ...parent, dependsOn: [rights, ...ready] },
            );
        }
        this.bucketName = bucket.id;
        this.registerOutputs({ bucketName: this.bucketName });
    }
}
