import { ACCOUNT, type Made, REGION, doc, made, org } from "./made";

const allow = (action: string | string[], resource: string | string[], condition?: object) => ({
    Effect: "Allow",
    Action: action,
    Resource: resource,
    ...(condition && { Condition: condition }),
});
const policy = (name: string, ...statements: object[]) =>
    made("aws:iam/rolePolicy:RolePolicy", name, {
        role: "work",
        policy: doc(...statements.map((statement) => ({ ...statement }))),
    });
const trusting = (name: string, statement: object) =>
    made("aws:iam/role:Role", name, {
        assumeRolePolicy: doc({ Effect: "Allow", Action: "sts:AssumeRole", ...statement }),
    });
const equals = (conditions: object) => ({ StringEquals: conditions });
const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** Policies as the guides of AWS's services show them. */
export const guides: readonly Made[] = [
    policy(
        "interfaces-of-functions",
        allow(
            [
                "ec2:CreateNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DeleteNetworkInterface",
                "ec2:AssignPrivateIpAddresses",
                "ec2:UnassignPrivateIpAddresses",
            ],
            "*",
        ),
    ),
    policy(
        "images",
        allow("ecr:GetAuthorizationToken", "*"),
        allow(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], arn("ecr", "repository/app")),
    ),
    policy(
        "logs-of-functions",
        allow("logs:CreateLogGroup", arn("logs", "*")),
        allow(
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            arn("logs", "log-group:/aws/lambda/*:*"),
        ),
    ),
    policy("messages-to-phones", allow("sns:Publish", "*", equals({ "sns:Protocol": "sms" }))),
    policy(
        "mail",
        allow("ses:SendEmail", "*", equals({ "ses:FromAddress": "no-reply@example.com" })),
    ),
    policy(
        "listing",
        allow(
            ["s3:ListAllMyBuckets", "kms:ListAliases", "tag:GetResources", "sts:GetCallerIdentity"],
            "*",
        ),
    ),
    policy("metrics", allow("cloudwatch:PutMetricData", "*")),
    policy(
        "tasks",
        allow(
            "iam:PassRole",
            `arn:aws:iam::${ACCOUNT}:role/task`,
            equals({ "iam:PassedToService": "ecs-tasks.amazonaws.com" }),
        ),
        allow("ecs:RunTask", arn("ecs", "task-definition/job:*")),
    ),
    policy(
        "keys-of-a-service",
        allow(
            ["kms:Decrypt", "kms:GenerateDataKey"],
            "*",
            equals({ "kms:ViaService": `s3.${REGION}.amazonaws.com` }),
        ),
    ),
    policy("login", allow("rds-db:connect", arn("rds-db", "dbuser:db-ABC/app"))),
    policy(
        "secrets",
        allow("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:shop/*")),
    ),
    policy("objects", allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::shop-*/*")),
    policy("another-role", allow("sts:AssumeRole", "arn:aws:iam::444455556666:role/reader")),
    policy("only-with-a-second-factor", {
        Effect: "Deny",
        NotAction: ["iam:*", "sts:*"],
        Resource: "*",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    }),
    trusting("builds", { Principal: { Service: "codebuild.amazonaws.com" } }),
    trusting("functions-at-the-edge", {
        Principal: { Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] },
    }),
    trusting("workflows", {
        Principal: { Service: "states.amazonaws.com" },
        Condition: equals({ "aws:SourceAccount": ACCOUNT }),
    }),
    trusting("own-people", {
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    }),
    trusting("the-organization", {
        Principal: { AWS: "*" },
        Condition: { ...org, ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/ci" } },
    }),
    trusting("signed-in-by-saml", {
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/idp` },
        Action: "sts:AssumeRoleWithSAML",
        Condition: equals({ "SAML:aud": "https://signin.aws.amazon.com/saml" }),
    }),
    trusting("users-of-cognito", {
        Principal: { Federated: "cognito-identity.amazonaws.com" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
            ...equals({ "cognito-identity.amazonaws.com:aud": "eu-central-1:abc" }),
            "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
        },
    }),
    made("aws:ecr/repositoryPolicy:RepositoryPolicy", "images", {
        repository: "app",
        policy: doc({
            Effect: "Allow",
            Principal: "*",
            Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Condition: org,
        }),
    }),
    made("aws:efs/fileSystemPolicy:FileSystemPolicy", "files", {
        fileSystemId: "fs",
        policy: doc({
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
            Resource: "*",
            Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
        }),
    }),
    made("aws:sns/topicPolicy:TopicPolicy", "uploads", {
        arn: arn("sns", "uploads"),
        policy: doc({
            Effect: "Allow",
            Principal: { Service: "s3.amazonaws.com" },
            Action: "SNS:Publish",
            Resource: arn("sns", "uploads"),
            Condition: {
                ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:uploads" },
                ...equals({ "aws:SourceAccount": ACCOUNT }),
            },
        }),
    }),
];
