import * as good from "../good";
import { document } from "../good";
import type { Sample } from "../support";
import { unknown } from "../support";
import type { Table } from "./table";

const GITHUB = "token.actions.githubusercontent.com";
const FULL = "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess";

/** A trust policy of these principals, with these conditions. */
const trusting = (Principal: unknown, Condition?: object, Action = "sts:AssumeRole") => ({
    assumeRolePolicy: document({ Effect: "Allow", Principal, Action, Condition }),
});
const token = (Condition?: object, provider = `oidc-provider/${GITHUB}`) =>
    trusting(
        { Federated: `arn:aws:iam::111122223333:${provider}` },
        Condition,
        "sts:AssumeRoleWithWebIdentity",
    );
const claims = (sub: string, operator = "StringLike", aud = "sts.amazonaws.com") => ({
    StringEquals: { [`${GITHUB}:aud`]: aud },
    [operator]: {
        [`${GITHUB}:sub`]: sub,
        ...(operator === "StringEquals" && { [`${GITHUB}:aud`]: aud }),
    },
});
const from = (service: string, Condition?: object) => trusting({ Service: service }, Condition);
const bare = (type: string, props: Sample["props"] = {}): Sample => ({
    type: `aws:iam/${type}`,
    name: "bare",
    props,
});

export const iamRoleTables: readonly Table[] = [
    {
        rule: "iam-no-broad-managed-policy",
        on: good.role,
        bad: {
            administrators: { managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
            "all of a service": { managedPolicyArns: [FULL] },
            "all of a service, by a path": {
                managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSServiceFullAccess"],
            },
        },
        fine: {
            "a policy of a job": {
                managedPolicyArns: ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
            },
            "a policy of one's own": {
                managedPolicyArns: ["arn:aws:iam::111122223333:policy/TableFullAccess"],
            },
        },
        late: { arns: [{ managedPolicyArns: unknown }, { managedPolicyArns: [FULL] }] },
    },
    {
        rule: "iam-no-broad-managed-policy",
        on: good.attachment,
        bad: {
            "power users": { policyArn: "arn:aws:iam::aws:policy/PowerUserAccess" },
            "all of IAM": { policyArn: "arn:aws-cn:iam::aws:policy/IAMFullAccess" },
            "all of CloudShell": { policyArn: "arn:aws:iam::aws:policy/AWSCloudShellFullAccess" },
        },
        late: { policy: [{ policyArn: unknown }, { policyArn: FULL }] },
    },
    ...[good.groupAttachment, good.sharedAttachment].map((on): Table => ({
        rule: "iam-no-broad-managed-policy",
        on,
        bad: { "all of a service": { policyArn: FULL } },
    })),
    {
        rule: "iam-no-broad-managed-policy",
        on: good.exclusiveAttachments,
        bad: { "all of a service": { policyArns: [FULL] } },
    },
    {
        rule: "iam-no-broad-managed-policy",
        on: good.permissionSetAttachment,
        bad: { "all of a service": { managedPolicyArn: FULL } },
    },
    {
        rule: "iam-role-trust-not-public",
        on: good.role,
        bad: {
            everyone: trusting("*"),
            "everyone, spelt out": trusting({ AWS: ["*"] }),
            "everyone who knows a word": trusting("*", { StringEquals: { "sts:ExternalId": "1" } }),
        },
        fine: {
            "a role": trusting({ AWS: "arn:aws:iam::111122223333:role/deploy" }),
            "everyone of the organization": trusting("*", {
                StringEquals: { "aws:PrincipalOrgID": "o-1" },
            }),
        },
        late: { policy: [{ assumeRolePolicy: unknown }, trusting("*")] },
    },
    {
        rule: "iam-role-trust-other-accounts",
        on: { ...good.role, provider: { allowedAccountIds: '["111122223333"]' } },
        bad: {
            "all of another account": trusting({ AWS: "arn:aws:iam::444455556666:root" }),
            "by its number": trusting({ AWS: ["111122223333", "444455556666"] }),
        },
        fine: {
            "all of the own account": trusting({ AWS: "arn:aws:iam::111122223333:root" }),
            "a role of another": trusting({ AWS: "arn:aws:iam::444455556666:role/deploy" }),
            "a service provider with a word of ours": trusting(
                { AWS: "arn:aws:iam::444455556666:root" },
                { StringEquals: { "sts:ExternalId": "ours" } },
            ),
            "an account of the organization": trusting(
                { AWS: "444455556666" },
                { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
            ),
            "a role by condition": trusting(
                { AWS: "444455556666" },
                { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/deploy" } },
            ),
        },
        late: {
            policy: [
                { assumeRolePolicy: unknown },
                trusting({ AWS: "arn:aws:iam::444455556666:root" }),
            ],
        },
    },
    {
        rule: "iam-role-trust-other-accounts",
        on: good.role,
        fine: {
            "all of an account, as long as nobody knows the own": trusting({ AWS: "444455556666" }),
        },
    },
    {
        rule: "iam-role-trust-service-source",
        on: good.role,
        bad: {
            anyone: from("scheduler.amazonaws.com"),
            "among others": trusting({
                Service: ["lambda.amazonaws.com", "vpc-flow-logs.amazonaws.com"],
            }),
            "any account": from("scheduler.amazonaws.com", {
                StringLike: { "aws:SourceAccount": "*" },
            }),
        },
        fine: {
            "an account": from("scheduler.amazonaws.com", {
                StringEquals: { "aws:SourceAccount": "111122223333" },
            }),
            "a schedule": from("scheduler.amazonaws.com", {
                ArnLike: { "aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule/*" },
            }),
            "a denial": {
                assumeRolePolicy: document({
                    Effect: "Deny",
                    Principal: { Service: "scheduler.amazonaws.com" },
                    Action: "sts:AssumeRole",
                }),
            },
            "a service that tells nothing": from("ec2.amazonaws.com"),
        },
        late: { policy: [{ assumeRolePolicy: unknown }, from("scheduler.amazonaws.com")] },
    },
    {
        rule: "iam-role-trust-service-source",
        on: good.role,
        config: { services: ["lambda.amazonaws.com"] },
        bad: { "a service of the config": from("lambda.amazonaws.com") },
    },
    {
        rule: "iam-role-trust-oidc-limited",
        on: good.role,
        bad: {
            "any token": token(),
            "any subject": token({ StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } }),
            "any audience": token({ StringEquals: { [`${GITHUB}:sub`]: "repo:us/it:ref:x" } }),
            "whatever audience": token({
                StringLike: { [`${GITHUB}:aud`]: "*", [`${GITHUB}:sub`]: "repo:us/it:*" },
            }),
            "every repository": token(claims("repo:*")),
            "every repository of that name": token(claims("repo:*/it:*")),
            "a subject of any kind": token(claims("*")),
            "a subject, if there is one": token(claims("repo:us/it:*", "StringLikeIfExists")),
            "all but a subject": token(claims("repo:us/it:*", "StringNotLike")),
        },
        fine: {
            "one branch": token(claims("repo:us/it:ref:refs/heads/main", "StringEquals")),
            "one repository": token(claims("repo:us/it:*")),
            "one organization": token(claims("repo:us/*")),
            SAML: trusting(
                { Federated: "arn:aws:iam::111122223333:saml-provider/staff" },
                { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
                "sts:AssumeRoleWithSAML",
            ),
            "a service account of a cluster": token(
                {
                    StringEquals: {
                        "oidc.eks.eu-west-1.amazonaws.com/id/A1:aud": "sts.amazonaws.com",
                        "oidc.eks.eu-west-1.amazonaws.com/id/A1:sub": "system:serviceaccount:a:b",
                    },
                },
                "oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A1",
            ),
        },
        late: { policy: [{ assumeRolePolicy: unknown }, token()] },
    },
    {
        rule: "iam-role-session-duration",
        on: good.role,
        bad: { "five hours": { maxSessionDuration: 18000 } },
        fine: {
            "four hours": { maxSessionDuration: 14400 },
            "AWS's hour": { maxSessionDuration: undefined },
        },
        late: { duration: [{ maxSessionDuration: unknown }, { maxSessionDuration: 43200 }] },
    },
    {
        rule: "iam-role-session-duration",
        on: good.role,
        config: { maxHours: 1 },
        bad: { "two hours": { maxSessionDuration: 7200 } },
    },
    {
        rule: "iam-role-permissions-boundary",
        on: good.role,
        bad: { none: {} },
        fine: {
            one: { permissionsBoundary: "arn:aws:iam::111122223333:policy/bound" },
            "one that is being made": { permissionsBoundary: unknown },
        },
    },
    { rule: "iam-no-users", on: bare("user:User"), bad: { "a user": {} } },
    {
        rule: "iam-no-users",
        on: bare("userLoginProfile:UserLoginProfile"),
        bad: { "a password": {} },
    },
    ...[
        "accessKey:AccessKey",
        "serviceSpecificCredential:ServiceSpecificCredential",
        "signingCertificate:SigningCertificate",
        "sshKey:SshKey",
    ].map((type): Table => ({ rule: "iam-no-access-keys", on: bare(type), bad: { "at all": {} } })),
    ...["userPolicy:UserPolicy", "userPolicyAttachment:UserPolicyAttachment"].map(
        (type): Table => ({
            rule: "iam-no-user-policies",
            on: bare(type, { user: "mail" }),
            bad: { "at all": {} },
        }),
    ),
    {
        rule: "iam-no-user-policies",
        on: good.sharedAttachment,
        bad: { "users, too": { users: ["mail"] } },
    },
    {
        rule: "iam-no-user-policies",
        on: good.noUserPolicies,
        bad: { some: { policyNames: ["send"] } },
    },
    {
        rule: "iam-no-user-policies",
        on: good.noUserAttachments,
        bad: { some: { policyArns: ["arn:aws:iam::111122223333:policy/send"] } },
    },
    { rule: "iam-no-inline-policies", on: good.rolePolicy, bad: { "of a role": {} } },
    { rule: "iam-no-inline-policies", on: good.groupPolicy, bad: { "of a group": {} } },
    {
        rule: "iam-no-inline-policies",
        on: good.role,
        bad: {
            "in a role": {
                inlinePolicies: [{ name: "read", policy: good.iamPolicy.props.policy }],
            },
        },
        fine: { "none in a role": { inlinePolicies: [] } },
    },
];
