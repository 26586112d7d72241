import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, serviceTrust } from "../policy-document";
import { lookupStatement } from "./connection-parameters";
import { loginStatement } from "./login-policy";

/** Who logs in to the database. A change of it is one of the role's rights as well. */
export type DatabaseLogin =
    | {
          /** With an IAM token, which no one keeps. */
          readonly kind: "iam";
          readonly user: string;
          /** `cluster-...`, of the cluster that the parameters lead to. */
          readonly clusterResourceId: pulumi.Input<string>;
      }
    | {
          /** As whom the secret names, with its password: JSON with `username` and `password`. */
          readonly kind: "secret";
          readonly secretArn: pulumi.Input<string>;
          /** Key of the secret. */
          readonly keyArn: pulumi.Input<string>;
      };

export interface DatabaseAccessRoleArgs {
    readonly scope: AccountScope;
    /** Physical name of the function that takes the role. */
    readonly functionName: string;
    readonly logGroupArn: pulumi.Input<string>;
    readonly parameterPath: string;
    readonly login: DatabaseLogin;
    readonly failureTopicArn: pulumi.Input<string>;
    readonly failureTopicKeyArn: pulumi.Input<string>;
}

/** What Lambda does with the function's role to put it into the network; none takes one resource. */
const NETWORK_ACTIONS = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
];

/** The role of the database-access function: what it needs, and not what AWS's own policies add. */
export class DatabaseAccessRole extends pulumi.ComponentResource {
    /** Known once the role has its rights: Lambda tries them when it makes the function. */
    readonly arn: pulumi.Output<string>;

    constructor(
        name: string,
        args: DatabaseAccessRoleArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("pii:aurora:DatabaseAccessRole", name, {}, opts);
        const parent = { parent: this };
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: serviceTrust("lambda.amazonaws.com") },
            parent,
        );
        const rights = new aws.iam.RolePolicy(
            name,
            {
                role: role.id,
                policy: policyJson([
                    ...workStatements(args),
                    ...platformStatements(args),
                    ...networkStatements(args),
                ]),
            },
            parent,
        );
        this.arn = pulumi.all([role.arn, rights.id]).apply(([arn]) => arn);
        this.registerOutputs({ arn: this.arn });
    }
}

type Statement = aws.iam.PolicyStatement;

/** What the code itself does. */
function workStatements({ scope, parameterPath, login }: DatabaseAccessRoleArgs): Statement[] {
    const parameters = lookupStatement(scope, parameterPath);
    if (login.kind === "iam") {
        return [parameters, loginStatement(scope, [login.clusterResourceId], [login.user])];
    }
    return [
        parameters,
        {
            Sid: "ReadLogin",
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: login.secretArn,
        },
        {
            Sid: "DecryptLogin",
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: login.keyArn,
            Condition: {
                StringEquals: { "kms:ViaService": `secretsmanager.${scope.region}.amazonaws.com` },
            },
        },
    ];
}

/** What Lambda does around the code: logs, traces, and word of runs that failed. */
function platformStatements(args: DatabaseAccessRoleArgs): Statement[] {
    return [
        {
            // Not CreateLogGroup: the group is there.
            Sid: "WriteLogs",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${args.logGroupArn}:*`,
        },
        {
            // Takes no resource.
            Sid: "WriteTraces",
            Effect: "Allow",
            Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
            Resource: "*",
        },
        {
            Sid: "ReportFailures",
            Effect: "Allow",
            Action: "sns:Publish",
            Resource: args.failureTopicArn,
        },
        {
            Sid: "EncryptReports",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: args.failureTopicKeyArn,
            Condition: {
                StringEquals: { "kms:ViaService": `sns.${args.scope.region}.amazonaws.com` },
            },
        },
    ];
}

/**
 * What Lambda needs for the function's way into the network, closed to the code itself.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
function networkStatements({ scope, functionName }: DatabaseAccessRoleArgs): Statement[] {
    const { partition, region, accountId } = scope;
    return [
        {
            Sid: "EnterNetwork",
            Effect: "Allow",
            Action: NETWORK_ACTIONS,
            Resource: "*",
        },
        {
            Sid: "NotByTheCode",
            Effect: "Deny",
            Action: NETWORK_ACTIONS,
            Resource: "*",
            Condition: {
                ArnEquals: {
                    "lambda:SourceFunctionArn": pulumi.interpolate`arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`,
                },
            },
        },
    ];
}
