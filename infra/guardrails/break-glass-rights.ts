import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import type { Statements } from "../policy-document";

export interface BreakGlassRightsArgs {
    readonly scope: AccountScope;
    /** Start of the platform's physical names, such as `pii-prod`. */
    readonly prefix: string;
    /** Of the platform's tables in all of their regions. */
    readonly tableArns: pulumi.Input<string[]>;
    /** What the names of the platform's SSM parameters begin with: `parameterPath`. */
    readonly parameterPath: string;
    /** Key of the platform's secrets. */
    readonly secretsKeyArn: pulumi.Input<string>;
    /**
     * Names of roles, with their paths, whose sessions may be ended beside those of the platform's own;
     * `*` stands for any characters. Who may end them may change their rights, too: name no deployer.
     * @default none
     */
    readonly revocableRoles?: readonly string[];
    /** Keys of single fields that may be decrypted with. @default none */
    readonly fieldKeyArns?: readonly pulumi.Input<string>[];
}

/**
 * What `npm run emergency` does (docs/emergency.md), as far as it changes something or reads a
 * credential. Looking around is another policy's.
 */
export function breakGlassRights(args: BreakGlassRightsArgs): Statements {
    const { scope, secretsKeyArn, fieldKeyArns = [] } = args;
    return [
        ...isolation(args),
        ...revocation(args),
        {
            Sid: "UseSecrets",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: secretsKeyArn,
            Condition: {
                StringEquals: { "kms:ViaService": `secretsmanager.${scope.region}.amazonaws.com` },
            },
        },
        ...(fieldKeyArns.length === 0
            ? []
            : [
                  {
                      Sid: "DecryptFields",
                      Effect: "Allow" as const,
                      Action: "kms:Decrypt",
                      Resource: [...fieldKeyArns],
                  },
              ]),
    ];
}

/** To cut off what holds data, and to keep a copy of it. */
function isolation({ scope, prefix, ...args }: BreakGlassRightsArgs): Statements {
    const { partition, region, accountId } = scope;
    const arn = (service: string, resource: string) =>
        pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`;
    return [
        {
            Sid: "CutOffDatabase",
            Effect: "Allow",
            Action: [
                "rds:AddTagsToResource",
                "rds:CreateDBClusterSnapshot",
                "rds:ModifyDBCluster",
                "rds:ModifyDBProxy",
                "rds:ModifyDBProxyEndpoint",
                "rds:RebootDBInstance",
            ],
            Resource: [
                arn("rds", `cluster:${prefix}`),
                arn("rds", `cluster-snapshot:${prefix}-*`),
                arn("rds", `db:${prefix}-*`),
                // By ids that RDS makes up.
                arn("rds", "db-proxy:prx-*"),
                arn("rds", "db-proxy-endpoint:prx-endpoint-*"),
            ],
        },
        {
            Sid: "CutOffCache",
            Effect: "Allow",
            Action: ["dax:RebootNode", "dax:UpdateCluster"],
            Resource: [arn("dax", `cache/${prefix}`), arn("dax", `cache/${prefix}-*`)],
        },
        {
            Sid: "StopFunctions",
            Effect: "Allow",
            Action: ["lambda:DeleteFunctionConcurrency", "lambda:PutFunctionConcurrency"],
            Resource: arn("lambda", `function:${prefix}-*`),
        },
        {
            Sid: "CloseTables",
            Effect: "Allow",
            Action: [
                "dynamodb:DeleteResourcePolicy",
                "dynamodb:GetResourcePolicy",
                "dynamodb:PutResourcePolicy",
            ],
            Resource: pulumi
                .output(args.tableArns)
                .apply((arns) => arns.flatMap((table) => [table, `${table}/stream/*`])),
        },
        {
            // Reads no data; the first and the last take no single resource.
            Sid: "FindTheRest",
            Effect: "Allow",
            Action: [
                "dax:DescribeClusters",
                "dynamodb:DescribeTable",
                "lambda:GetFunctionConcurrency",
                "secretsmanager:ListSecrets",
            ],
            Resource: "*",
        },
        {
            Sid: "FindTables",
            Effect: "Allow",
            Action: "ssm:GetParametersByPath",
            Resource: arn("ssm", `parameter${args.parameterPath}/tables`),
        },
        {
            Sid: "FindMasterSecret",
            Effect: "Allow",
            Action: "ssm:GetParameter",
            Resource: arn("ssm", `parameter${args.parameterPath}/database/master-secret-arn`),
        },
        {
            Sid: "MakeIsolationGroup",
            Effect: "Allow",
            Action: [
                "ec2:CreateSecurityGroup",
                "ec2:DeleteSecurityGroup",
                "ec2:RevokeSecurityGroupEgress",
                "ec2:RevokeSecurityGroupIngress",
            ],
            Resource: [arn("ec2", "security-group/*"), arn("ec2", "vpc/*")],
        },
    ];
}

/** To take rights away from whoever has them. */
function revocation({ scope, prefix, revocableRoles = [] }: BreakGlassRightsArgs): Statements {
    const { partition, region, accountId } = scope;
    const secret = (name: string) =>
        pulumi.interpolate`arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}`;
    const role = (name: string) =>
        pulumi.interpolate`arn:${partition}:iam::${accountId}:role/${name}`;
    return [
        {
            // The master's, which takes the others' rights away in the database.
            Sid: "ChangePasswords",
            Effect: "Allow",
            Action: [
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:RotateSecret",
            ],
            // In a global database the master's is none of RDS's.
            Resource: ["rds!cluster-*", `${prefix}/*`, `${prefix}-master-*`].map(secret),
        },
        {
            Sid: "EndSessions",
            Effect: "Allow",
            Action: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"],
            Resource: [`${prefix}-*`, ...revocableRoles].map(role),
        },
        {
            Sid: "NotOfItself",
            Effect: "Deny",
            Action: "iam:*",
            Resource: role(breakGlassRoleName(prefix)),
        },
    ];
}

/** Physical name of the role: policies of the organization and alarms name it. */
export function breakGlassRoleName(prefix: string): string {
    return `${prefix}-break-glass`;
}
