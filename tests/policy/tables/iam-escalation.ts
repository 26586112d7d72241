import * as good from "../good";
import { document } from "../good";
import { unknown } from "../support";
import { ANY_ROLE, ROLE, allowing, iam, when } from "./iam-documents";
import type { Table } from "./table";

export const iamEscalationTables: readonly Table[] = [
    {
        rule: "iam-no-privilege-escalation",
        on: good.iamPolicy,
        bad: {
            "to rewrite policies": allowing("iam:CreatePolicyVersion"),
            "to rewrite roles": iam("iam:PutRolePolicy", ANY_ROLE),
            "to attach policies": allowing("iam:Attach*"),
            "to take on any role": allowing("sts:AssumeRole"),
            "to take on any role of the account": iam("sts:AssumeRole", ANY_ROLE),
            "to make keys": allowing("iam:CreateAccessKey"),
            "to run code under any role": {
                policy: document(
                    {
                        Effect: "Allow",
                        Action: "iam:PassRole",
                        Resource: "*",
                        ...when("StringEquals", "iam:PassedToService", "lambda.amazonaws.com"),
                    },
                    {
                        Effect: "Allow",
                        Action: "lambda:CreateFunction",
                        Resource: "arn:aws:lambda:*:*:function:app",
                    },
                ),
            },
        },
        fine: {
            "one role": iam("sts:AssumeRole", ROLE),
            "roles of one name": iam("sts:AssumeRole", "arn:aws:iam::*:role/deploy-*"),
            "one's own keys": iam(
                "iam:CreateAccessKey",
                "arn:aws:iam::111122223333:user/${aws:username}",
            ),
            "within a boundary": iam(
                "iam:PutRolePolicy",
                ANY_ROLE,
                when("StringEquals", "iam:PermissionsBoundary", "arn:aws:iam::1:policy/bound"),
            ),
            "to run code under any role, which is denied again": {
                policy: document(
                    {
                        Effect: "Allow",
                        Action: "iam:PassRole",
                        Resource: "*",
                        ...when("StringEquals", "iam:PassedToService", "lambda.amazonaws.com"),
                    },
                    {
                        Effect: "Allow",
                        Action: "lambda:CreateFunction",
                        Resource: "arn:aws:lambda:*:*:function:app",
                    },
                    { Effect: "Deny", Action: "lambda:Create*", Resource: "*" },
                ),
            },
            "to pass a role to what runs no code of one's own": {
                policy: document(
                    {
                        Effect: "Allow",
                        Action: "iam:PassRole",
                        Resource: "*",
                        ...when("StringEquals", "iam:PassedToService", "backup.amazonaws.com"),
                    },
                    {
                        Effect: "Allow",
                        Action: "lambda:CreateFunction",
                        Resource: "arn:aws:lambda:*:*:function:app",
                    },
                ),
            },
        },
        late: { policy: [{ policy: unknown }, allowing("iam:PutRolePolicy")] },
    },
    {
        rule: "iam-pass-role-scoped",
        on: good.iamPolicy,
        bad: {
            "any role": allowing("iam:PassRole"),
            "any role of the account": iam("iam:PassRole", ANY_ROLE),
            "any role to any service": allowing(
                "iam:PassRole",
                when("StringLike", "iam:PassedToService", "*"),
            ),
        },
        fine: {
            "one role": iam("iam:PassRole", ROLE),
            "to one service": allowing(
                "iam:PassRole",
                when("StringEquals", "iam:PassedToService", "backup.amazonaws.com"),
            ),
        },
        late: { policy: [{ policy: unknown }, allowing("iam:PassRole")] },
    },
];
