import * as good from "../good";
import { type Sample, unknown } from "../support";
import type { StackTable } from "./stack-table";

const SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess";
const other: Sample = {
    ...good.role,
    props: {
        ...good.role.props,
        arn: "arn:aws:iam::111122223333:role/app",
        assumeRolePolicy: good.document({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::444455556666:root" },
            Action: "sts:AssumeRole",
        }),
    },
};

export const iamStackTables: readonly StackTable[] = [
    {
        rule: "iam-role-policies-managed-once",
        on: good.iamStack,
        bad: {
            "managed policies in two places": {
                props: { app: { managedPolicyArns: ["arn:aws:iam::111122223333:policy/b"] } },
                at: [good.role],
            },
            "inline policies in two places": {
                props: { app: { inlinePolicies: [{ name: "b", policy: unknown }] } },
                at: [good.role],
            },
            "attachments of which there are to be no others": {
                without: [good.attachment],
                and: [good.exclusiveAttachments],
                props: { app: { managedPolicyArns: ["arn:aws:iam::111122223333:policy/b"] } },
                at: [good.role],
            },
        },
        fine: {
            "another role's": {
                props: {
                    app: {
                        name: "else",
                        managedPolicyArns: ["arn:aws:iam::111122223333:policy/b"],
                    },
                },
            },
        },
    },
    {
        rule: "iam-role-trust-other-accounts",
        on: [other],
        bad: { "all of another account": { at: [good.role] } },
        fine: {
            "all of the own account": {
                props: { app: { arn: "arn:aws:iam::444455556666:role/app" } },
            },
        },
    },
    {
        rule: "iam-support-role",
        on: good.iamStack,
        bad: { "nobody may": {} },
        fine: {
            "a role": { props: { "app-vpc": { policyArn: SUPPORT } } },
            "a permission set": {
                and: [
                    {
                        ...good.permissionSetAttachment,
                        props: { ...good.permissionSetAttachment.props, managedPolicyArn: SUPPORT },
                    },
                ],
            },
        },
    },
];
