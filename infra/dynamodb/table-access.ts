import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyAttributes } from "../../tables/derived";
import type { AccessSpec, TableSpec } from "../../tables/table-spec";
import type { Statements } from "../policy-document";

/** What applications do with the items of a table. */
export type ItemRole = "read" | "write";

/**
 * What people do with tables. Operators look after them, and see no item. Who restores one sees all
 * of the copy, because AWS asks for rights to its data: a right to be held for the hour it is needed.
 */
export type ManagementRole = "operate" | "restore";

/** Where the rights are, in every region of the table. */
export interface AccessArns {
    readonly tableArns: readonly pulumi.Input<string>[];
    /** Keys of the tables. */
    readonly keyArns: readonly pulumi.Input<string>[];
    /** DAX clusters that have the table cached. */
    readonly cacheArns: readonly pulumi.Input<string>[];
}

const READ = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"];

const WRITE = [
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
];

/** To write some attributes and keep the others: putting or deleting an item takes them all along. */
const WRITE_SOME = ["dynamodb:ConditionCheckItem", "dynamodb:UpdateItem"];

const READ_CACHED = ["dax:BatchGetItem", "dax:GetItem", "dax:Query"];

const TAG = ["dynamodb:TagResource", "dynamodb:UntagResource"];

const OPERATE = [
    "dynamodb:DescribeContinuousBackups",
    "dynamodb:DescribeContributorInsights",
    "dynamodb:DescribeKinesisStreamingDestination",
    "dynamodb:DescribeTable",
    "dynamodb:DescribeTableReplicaAutoScaling",
    "dynamodb:DescribeTimeToLive",
    "dynamodb:GetResourcePolicy",
    "dynamodb:ListTagsOfResource",
    ...TAG,
];

/** Of the new table: what AWS asks for beside the right to restore, and to see how far it is. */
const ON_RESTORED = [
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:RestoreTableToPointInTime",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
];

/**
 * The statements of a policy that gives a role its rights to one table: nobody gets a scan, nor
 * PartiQL, which can be one. Conditions as in
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 *
 * A cache knows no conditions on items and attributes, and no single tables: who reads one cached
 * table may read all of them there. `tableMistakes` keeps tables that are held to less out of it.
 */
export function accessStatements(spec: TableSpec, role: ItemRole, arns: AccessArns): Statements {
    const useKeys = throughTables(["kms:Decrypt", "kms:DescribeKey"], arns);
    if (role === "write") {
        const access = spec.access?.write;
        const actions = access?.attributes === undefined ? WRITE : WRITE_SOME;
        const answers = { "dynamodb:ReturnValues": ["NONE", "UPDATED_NEW", "UPDATED_OLD"] };
        return [itemStatement("Write", actions, spec, access, arns, answers), useKeys];
    }
    return [
        itemStatement("Read", READ, spec, spec.access?.read, arns, {
            // Without it an answer has all that an item, or an index, has.
            "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
        }),
        ...(spec.cache === undefined || arns.cacheArns.length === 0
            ? []
            : [allow("ReadCached", READ_CACHED, arns.cacheArns)]),
        useKeys,
    ];
}

/**
 * The statements of a policy that gives a role its rights to these tables. Restored tables get
 * names of their own: `<table>-restored-<anything>`.
 */
export function managementStatements(
    role: ManagementRole,
    arns: Omit<AccessArns, "cacheArns">,
): Statements {
    return role === "operate"
        ? [
              allow("Operate", OPERATE, arns.tableArns),
              // By them the program finds its tables, and tells what is in them.
              {
                  ...allow("KeepOwnTags", TAG, arns.tableArns),
                  Effect: "Deny",
                  Condition: { "ForAnyValue:StringLike": { "aws:TagKeys": "pii-*" } },
              },
          ]
        : [
              allow("Restore", ["dynamodb:RestoreTableToPointInTime"], arns.tableArns),
              allow(
                  "OnRestored",
                  ON_RESTORED,
                  arns.tableArns.map((arn) => pulumi.interpolate`${arn}-restored-*`),
              ),
              throughTables(
                  [
                      "kms:CreateGrant",
                      "kms:Decrypt",
                      "kms:DescribeKey",
                      "kms:Encrypt",
                      "kms:GenerateDataKey*",
                      "kms:ReEncrypt*",
                  ],
                  arns,
              ),
          ];
}

type Statement = aws.iam.PolicyStatement;

function allow(
    sid: string,
    actions: string[],
    resources: readonly pulumi.Input<string>[],
): Statement {
    return { Sid: sid, Effect: "Allow", Action: actions, Resource: [...resources] };
}

function itemStatement(
    sid: string,
    actions: string[],
    spec: TableSpec,
    access: AccessSpec | undefined,
    { tableArns }: AccessArns,
    withAttributes: Readonly<Record<string, string | string[]>>,
): Statement {
    const { attributes, ownItemsByTag: tag } = access ?? {};
    // The leading key of a query is the index's: only where it is the table's can it be compared.
    const indexes =
        tag === undefined
            ? ["*"]
            : [
                  ...Object.keys(spec.localIndexes ?? {}),
                  ...Object.entries(spec.indexes ?? {})
                      .filter(([, index]) => index.hash === spec.key.hash)
                      .map(([name]) => name),
              ];
    const resources = tableArns.flatMap((arn) => [
        arn,
        ...indexes.map((index) => pulumi.interpolate`${arn}/index/${index}`),
    ]);
    if (attributes === undefined && tag === undefined) {
        return allow(sid, actions, resources);
    }
    return {
        ...allow(sid, actions, resources),
        Condition: {
            "ForAllValues:StringEquals": {
                ...(attributes !== undefined && {
                    "dynamodb:Attributes": [
                        ...new Set([...Object.keys(keyAttributes(spec)), ...attributes]),
                    ],
                }),
                ...(tag !== undefined && {
                    "dynamodb:LeadingKeys": [`\${aws:PrincipalTag/${tag}}`],
                }),
            },
            ...(attributes !== undefined && { StringEqualsIfExists: withAttributes }),
        },
    };
}

/** Rights to keys that hold only where DynamoDB uses them. */
function throughTables(actions: string[], { keyArns }: Pick<AccessArns, "keyArns">): Statement {
    return {
        ...allow("UseKeys", actions, keyArns),
        Condition: { StringLike: { "kms:ViaService": "dynamodb.*.amazonaws.com" } },
    };
}
