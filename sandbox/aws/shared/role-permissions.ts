import type { Account } from "../../cloud/account";
import { AwsError } from "../../cloud/model";
import { ATTACHMENT, POLICY, ROLE, ROLE_POLICY } from "../iam/roles";
import { allows, denies, type Request, statementsOf } from "./policy-evaluation";

const LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/** What AWS's own managed policies allow, as far as somebody here asks; always on every resource. */
const OF_AWS: Readonly<Record<string, readonly string[]>> = {
    AdministratorAccess: ["*"],
    AWSXRayDaemonWriteAccess: ["xray:Put*", "xray:GetSampling*"],
    // Reads how everything is set up, and delivers nowhere.
    "service-role/AWS_ConfigRole": ["s3:GetBucketAcl"],
    "service-role/AWSLambdaBasicExecutionRole": LOGS,
    "service-role/AWSLambdaVPCAccessExecutionRole": [
        ...LOGS,
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
    ],
    "service-role/AWSBackupServiceRolePolicyForBackup": [
        "backup:*",
        "dynamodb:CreateBackup",
        "dynamodb:DescribeTable",
        "dynamodb:StartAwsBackupJob",
        "kms:DescribeKey",
        "rds:CopyDBClusterSnapshot",
        "rds:CreateDBClusterSnapshot",
        "rds:DescribeDBClusters",
        "rds:ModifyDBCluster",
        "tag:GetResources",
    ],
    "service-role/AWSBackupServiceRolePolicyForRestores": [
        "dynamodb:RestoreTableFromBackup",
        "dynamodb:RestoreTableFromAwsBackup",
        "rds:RestoreDBClusterFromSnapshot",
        "rds:RestoreDBClusterToPointInTime",
    ],
};

/**
 * Whether the policies of a role, inline and attached, let it do `action`. Its permissions boundary
 * and policies of the organization are not asked.
 *
 * @throws {AwsError} when only a managed policy of AWS's that the sandbox does not know could say it
 */
export function roleMay(
    account: Account,
    roleArn: string,
    { action, resource, context }: Omit<Request, "service">,
): boolean {
    const role = account.find(ROLE, "arn", roleArn);
    if (role === undefined) {
        return false;
    }
    const attached = account
        .all(ATTACHMENT)
        .filter(({ inputs }) => inputs.role === role.id)
        .map(({ inputs }) => inputs.policyArn as string);
    const texts = [
        ...account
            .all(ROLE_POLICY)
            .filter(({ inputs }) => inputs.role === role.id)
            .map(({ inputs }) => inputs.policy),
        ...attached.map((arn) => account.get(POLICY, arn)?.inputs.policy ?? policyOfAws(arn)),
    ];
    // A policy of an identity names no principal: it is about the role.
    const policies = texts
        .filter((text) => text !== undefined)
        .map((text) => ({ Statement: statementsOf(text).map((s) => ({ ...s, Principal: "*" })) }));
    const request: Request = { service: "", action, resource, context };
    if (policies.some((policy) => denies(policy, request))) {
        return false;
    }
    if (policies.some((policy) => allows(policy, request))) {
        return true;
    }
    const unknown = attached.find((arn) => isOfAws(arn) && policyOfAws(arn) === undefined);
    if (unknown !== undefined) {
        throw new AwsError(
            "NotModelled",
            `the sandbox does not know whether ${unknown} allows ${action}; ` +
                "add the policy in sandbox/aws/shared/role-permissions.ts",
        );
    }
    return false;
}

function isOfAws(policyArn: string): boolean {
    return policyArn.includes(":iam::aws:policy/");
}

function policyOfAws(policyArn: string): unknown {
    const actions = isOfAws(policyArn) ? OF_AWS[policyArn.split(":policy/")[1] ?? ""] : undefined;
    return actions && { Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
}
