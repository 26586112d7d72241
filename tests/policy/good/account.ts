import type * as aws from "@pulumi/aws";
import { document, resource } from "./resource";

export const iamPolicy = resource<aws.iam.PolicyArgs>("aws:iam/policy:Policy", "reader", {
    policy: document({
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:Query"],
        Resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
    }),
});
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
