/** Actions by which ciphertexts become texts. */
export const DECRYPTION = ["kms:Decrypt", "kms:ReEncryptFrom"] as const;

/** Actions that hand out data or credentials, as much as there is. */
export const BULK_READS = [
    "athena:GetQueryResults",
    "dax:BatchGetItem",
    "dax:GetItem",
    "dax:Query",
    "dax:Scan",
    "dynamodb:BatchGetItem",
    "dynamodb:ExportTableToPointInTime",
    "dynamodb:GetItem",
    "dynamodb:GetRecords",
    "dynamodb:PartiQLSelect",
    "dynamodb:Query",
    "dynamodb:Scan",
    "kinesis:GetRecords",
    "kinesis:SubscribeToShard",
    "logs:Unmask",
    "rds-data:BatchExecuteStatement",
    "rds-data:ExecuteStatement",
    "rds-db:connect",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
    "ssm:GetParameter",
    "ssm:GetParameterHistory",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
] as const;

/**
 * Actions each of which is enough to become somebody with more rights: to rewrite a policy, to attach
 * one, to take on a role or to make credentials of another user.
 *
 * From the published collections of escalation paths of Rhino Security Labs and of Bishop Fox.
 */
export const ESCALATION = [
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
    "sts:AssumeRole",
] as const;

/**
 * Actions that run something under a role of the caller's choice, if the role may be passed to the
 * service: whoever may do both may do what any role may that the service can take on.
 */
export const RUNNING_UNDER_A_ROLE: Readonly<Record<string, readonly string[]>> = {
    "cloudformation.amazonaws.com": ["cloudformation:CreateStack", "cloudformation:UpdateStack"],
    "codebuild.amazonaws.com": ["codebuild:CreateProject", "codebuild:UpdateProject"],
    "ec2.amazonaws.com": ["ec2:RunInstances", "ec2:AssociateIamInstanceProfile"],
    "ecs-tasks.amazonaws.com": ["ecs:RunTask", "ecs:RegisterTaskDefinition"],
    "glue.amazonaws.com": ["glue:CreateDevEndpoint", "glue:CreateJob", "glue:UpdateJob"],
    "lambda.amazonaws.com": ["lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"],
    "sagemaker.amazonaws.com": ["sagemaker:CreateNotebookInstance", "sagemaker:CreateTrainingJob"],
    "ssm.amazonaws.com": ["ssm:StartAutomationExecution"],
    "states.amazonaws.com": ["states:CreateStateMachine", "states:UpdateStateMachine"],
};
