import * as good from "../good";
import { document } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const admin = { Effect: "Allow", Action: "*", Resource: "*" };
const adminArn = "arn:aws:iam::aws:policy/AdministratorAccess";
const trust = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };

export const accessTables: readonly Table[] = [
    {
        rule: "iam-no-star-admin",
        on: good.iamPolicy,
        bad: {
            "everything on everything": { policy: document(admin) },
            "in its long form": { policy: document({ ...admin, Action: "*:*" }) },
            "in a list": { policy: document({ ...admin, Action: ["s3:Get*", "*"] }) },
            "everything but": {
                policy: document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
            },
        },
        fine: {
            "one thing on everything": {
                policy: document({ ...admin, Action: "s3:ListAllMyBuckets" }),
            },
            "everything on one thing": { policy: document({ ...admin, Resource: "arn:1" }) },
            "a denial": { policy: document({ ...admin, Effect: "Deny" }) },
        },
        late: { policy: [{ policy: unknown }, { policy: document(admin) }] },
    },
    ...["rolePolicy:RolePolicy", "userPolicy:UserPolicy", "groupPolicy:GroupPolicy"].map(
        (type): Table => ({
            rule: "iam-no-star-admin",
            on: { ...good.iamPolicy, type: `aws:iam/${type}` },
            bad: { "everything on everything": { policy: document(admin) } },
        }),
    ),
    {
        rule: "iam-no-star-admin",
        on: good.role,
        bad: {
            "an inline policy": { inlinePolicies: [{ name: "all", policy: document(admin) }] },
            "a managed policy": { managedPolicyArns: [adminArn] },
        },
        late: {
            arns: [{ managedPolicyArns: unknown }, { managedPolicyArns: [adminArn] }],
        },
    },
    {
        rule: "iam-no-star-admin",
        on: good.attachment,
        bad: { administrators: { policyArn: adminArn } },
        late: { policy: [{ policyArn: unknown }, { policyArn: adminArn }] },
    },
    {
        rule: "iam-role-trust-not-public",
        on: good.role,
        bad: {
            everyone: { assumeRolePolicy: document(trust) },
            "everyone, spelt out": {
                assumeRolePolicy: document({ ...trust, Principal: { AWS: "*" } }),
            },
        },
        fine: {
            "an account": {
                assumeRolePolicy: document({ ...trust, Principal: { AWS: "111122223333" } }),
            },
        },
        late: {
            policy: [{ assumeRolePolicy: unknown }, { assumeRolePolicy: document(trust) }],
        },
    },
    {
        rule: "postgresql-role-not-superuser",
        on: good.databaseRole,
        bad: {
            superuser: { superuser: true },
            "past row-level security": { bypassRowLevelSecurity: true },
        },
        fine: { "neither, by name": { superuser: false, bypassRowLevelSecurity: false } },
        late: { superuser: [{ superuser: unknown }, { superuser: true }] },
    },
    {
        rule: "postgresql-no-public-grants",
        on: good.grant,
        bad: {
            "to public": { role: "public" },
            "in capitals": { role: "PUBLIC" },
        },
        fine: { "taking all rights away": { role: "public", privileges: [] } },
        late: { role: [{ role: unknown }, { role: "public" }] },
    },
    {
        rule: "postgresql-no-public-grants",
        on: good.defaultPrivileges,
        bad: { "to public": { role: "public" } },
    },
    {
        rule: "postgresql-provider-tls",
        on: good.databaseProvider,
        bad: {
            "no TLS": { sslmode: "disable" },
            "TLS with anyone": { sslmode: "require" },
            "not set": { sslmode: undefined },
        },
        fine: { "behind a tunnel": { sslmode: "verify-ca" } },
        late: { mode: [{ sslmode: unknown }, { sslmode: "disable" }] },
    },
];
