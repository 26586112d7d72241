import * as good from "../good";
import { unknown } from "../support";
import type { StackTable } from "./stack-table";
import { inPublic, inUntold, subnets } from "./subnets";

const { dax, daxSubnetGroup } = good;

const ARN = "arn:aws:dynamodb:eu-west-1:111122223333:table/consents";
const reads = { Sid: "Read", Effect: "Allow", Action: "dynamodb:GetItem", Resource: ARN };
const writes = { ...reads, Sid: "Change", Action: ["dynamodb:GetItem", "dynamodb:PutItem"] };

const role = {
    type: "aws:iam/role:Role",
    name: "dax-role",
    props: { name: "dax", arn: dax.props.iamRoleArn, inlinePolicies: [] as object[] },
};
const rolePolicy = {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "dax-tables",
    props: { role: "dax", policy: good.document(reads) },
};
const managed = {
    type: "aws:iam/policy:Policy",
    name: "more-tables",
    props: { arn: "arn:aws:iam::111122223333:policy/more", policy: good.document(reads) },
};
const attachment = {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: "dax-more-tables",
    props: { role: "dax", policyArn: managed.props.arn },
};
const policy = (...statements: object[]) => ({
    "dax-tables": { policy: good.document(...statements) },
});

export const daxStackTables: readonly StackTable[] = [
    {
        rule: "dax-subnet-group-not-public",
        on: [...subnets, daxSubnetGroup],
        bad: inPublic(daxSubnetGroup, "subnetIds"),
        fine: inUntold(daxSubnetGroup, "subnetIds"),
    },
    {
        rule: "dax-subnet-group-zones",
        on: [...subnets, daxSubnetGroup],
        bad: {
            "two zones": {
                props: { "private-c": { availabilityZone: "eu-west-1b" } },
                at: [daxSubnetGroup],
            },
            "one zone, and a subnet elsewhere": {
                props: {
                    "private-b": { availabilityZone: "eu-west-1a" },
                    "cache-subnets": { subnetIds: ["subnet-1", "subnet-2", "subnet-4"] },
                },
                at: [daxSubnetGroup],
            },
        },
    },
    {
        rule: "dax-subnet-group-zones",
        on: [...subnets, daxSubnetGroup],
        config: { zones: 2 },
        fine: { "two zones": { props: { "private-c": { availabilityZone: "eu-west-1b" } } } },
    },
    {
        rule: "dax-role-read-only",
        on: [dax, role, rolePolicy, managed, attachment],
        bad: {
            "a statement that writes": { props: policy(reads, writes), at: [rolePolicy] },
            "by a wildcard": {
                props: policy({ ...reads, Action: "dynamodb:*Item" }),
                at: [rolePolicy],
            },
            "by what is left out": {
                props: policy({
                    Effect: "Allow",
                    NotAction: "dynamodb:DeleteTable",
                    Resource: ARN,
                }),
                at: [rolePolicy],
            },
            "a policy within the role": {
                without: [rolePolicy, attachment],
                props: { "dax-role": { inlinePolicies: [{ policy: good.document(writes) }] } },
                at: [role],
            },
            "a policy that is attached": {
                props: { "more-tables": { policy: good.document(writes) } },
                at: [managed],
            },
        },
        fine: {
            "a statement that says so": { props: policy({ ...writes, Sid: "WriteTables" }) },
            "a denial": { props: policy(reads, { ...writes, Effect: "Deny" }) },
            "the role of somebody else": {
                props: { ...policy(writes), "dax-tables": { role: "app" } },
            },
            "a role that is made elsewhere": {
                without: [role],
                props: policy(writes),
            },
        },
    },
    {
        rule: "dax-role-read-only",
        on: [dax, role, rolePolicy],
        config: { sids: ["Change"] },
        bad: {
            "another statement": {
                props: policy({ ...writes, Sid: "WriteTables" }),
                at: [rolePolicy],
            },
        },
        fine: { "a statement that says so": { props: policy(writes) } },
    },
    {
        rule: "dax-role-read-only",
        on: [
            {
                ...dax,
                props: { ...dax.props, iamRoleArn: unknown },
                madeFrom: { iamRoleArn: ["dax-role"] },
            },
            role,
            {
                ...rolePolicy,
                props: { ...rolePolicy.props, role: unknown },
                madeFrom: { role: ["dax-role"] },
            },
        ],
        bad: { "before names are known": { props: policy(writes), at: [rolePolicy] } },
    },
];
