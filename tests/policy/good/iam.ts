import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { document, resource } from "./resource";

const ADMINISTRATION = {
    instanceArn: "arn:aws:sso:::instance/ssoins-1",
    permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
};

export const iamPolicy = resource<aws.iam.PolicyArgs>("aws:iam/policy:Policy", "reader", {
    policy: document({
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:Query"],
        Resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
    }),
});
export const rolePolicy = resource<aws.iam.RolePolicyArgs>(
    "aws:iam/rolePolicy:RolePolicy",
    "app-reader",
    { role: "app", policy: iamPolicy.props.policy },
);
export const groupPolicy = resource<aws.iam.GroupPolicyArgs>(
    "aws:iam/groupPolicy:GroupPolicy",
    "staff-reader",
    { group: "staff", policy: iamPolicy.props.policy },
);
export const permissionSetPolicy = resource<aws.ssoadmin.PermissionSetInlinePolicyArgs>(
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    "people-reader",
    { ...ADMINISTRATION, inlinePolicy: iamPolicy.props.policy as string },
);
export const role = resource<aws.iam.RoleArgs>("aws:iam/role:Role", "app", {
    assumeRolePolicy: document({
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
    }),
    managedPolicyArns: [],
});
export const attachment = resource<aws.iam.RolePolicyAttachmentArgs>(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "app-vpc",
    {
        role: "app",
        policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
    },
);
export const groupAttachment = resource<aws.iam.GroupPolicyAttachmentArgs>(
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "staff-audit",
    { group: "staff", policyArn: "arn:aws:iam::aws:policy/SecurityAudit" },
);
export const sharedAttachment = resource<aws.iam.PolicyAttachmentArgs>(
    "aws:iam/policyAttachment:PolicyAttachment",
    "shared",
    { roles: ["app"], policyArn: "arn:aws:iam::111122223333:policy/reader" },
);
export const exclusiveAttachments = resource<aws.iam.RolePolicyAttachmentsExclusiveArgs>(
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "app-attachments",
    { roleName: "app", policyArns: ["arn:aws:iam::111122223333:policy/reader"] },
);
export const permissionSetAttachment = resource<aws.ssoadmin.ManagedPolicyAttachmentArgs>(
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
    "people-audit",
    { ...ADMINISTRATION, managedPolicyArn: "arn:aws:iam::aws:policy/SecurityAudit" },
);
export const noUserPolicies = resource<aws.iam.UserPoliciesExclusiveArgs>(
    "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
    "no-policies",
    { userName: "mail", policyNames: [] },
);
export const noUserAttachments = resource<aws.iam.UserPolicyAttachmentsExclusiveArgs>(
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
    "no-attachments",
    { userName: "mail", policyArns: [] },
);

/** Roles and policies without fault. */
export const iamStack: readonly Sample[] = [
    iamPolicy,
    { ...role, props: { ...role.props, name: "app", managedPolicyArns: undefined } },
    attachment,
    rolePolicy,
];
