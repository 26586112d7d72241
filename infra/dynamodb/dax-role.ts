import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, serviceTrust, type Statements } from "../policy-document";

/** A table that a cluster caches. */
export interface CachedTable {
    readonly arn: pulumi.Input<string>;
    /** Names of its indexes. */
    readonly indexes: readonly string[];
}

export interface DaxRights {
    readonly scope: AccountScope;
    /** The only tables that it may read; at least one. */
    readonly tables: readonly CachedTable[];
    /** Key of those tables. */
    readonly tableKeyArn: pulumi.Input<string>;
    /**
     * Lets whoever may use the cluster write to the tables through it: what holds him to his own items
     * in DynamoDB does not hold there. @default false
     */
    readonly unsafeMayWrite?: boolean;
}

/**
 * What DAX needs to answer reads of single items, alone or in transactions, and queries. No scan: what
 * reads a whole table should not push everything else out of the cache.
 */
const READ = [
    "dynamodb:BatchGetItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:Query",
];

/** A condition in a transaction, which is part of writing, reads as well. */
const WRITE = [
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
];

/**
 * The role with which a cluster goes to the tables. All who may use the cluster use its rights, and
 * not their own.
 * @returns the role, and what must be there before the role is of use
 */
export function daxRole(name: string, rights: DaxRights, opts: pulumi.CustomResourceOptions) {
    const role = new aws.iam.Role(
        name,
        { assumeRolePolicy: serviceTrust("dax.amazonaws.com") },
        opts,
    );
    const policy = new aws.iam.RolePolicy(
        name,
        { role: role.id, policy: policyJson(statements(rights)) },
        opts,
    );
    return { arn: role.arn, policy };
}

function statements({ scope, tables, tableKeyArn, unsafeMayWrite }: DaxRights): Statements {
    const tableArns = tables.map(({ arn }) => arn);
    const indexArns = tables.flatMap(({ arn, indexes }) =>
        indexes.map((index) => pulumi.interpolate`${arn}/index/${index}`),
    );
    return [
        { Sid: "ReadTables", Effect: "Allow", Action: READ, Resource: tableArns },
        ...(indexArns.length === 0
            ? []
            : [
                  {
                      Sid: "QueryIndexes",
                      Effect: "Allow" as const,
                      Action: "dynamodb:Query",
                      Resource: indexArns,
                  },
              ]),
        ...(unsafeMayWrite === true
            ? [
                  {
                      Sid: "WriteTables",
                      Effect: "Allow" as const,
                      Action: WRITE,
                      Resource: tableArns,
                  },
              ]
            : []),
        {
            Sid: "DecryptTables",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:DescribeKey"],
            Resource: tableKeyArn,
            Condition: {
                StringEquals: { "kms:ViaService": `dynamodb.${scope.region}.amazonaws.com` },
            },
        },
    ];
}
