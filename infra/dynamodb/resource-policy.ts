import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, type Statements } from "../policy-document";
import type { RegionalTable } from "./data-table";

/** Who is kept away from tables. */
export interface TableReach {
    readonly scope: AccountScope;
    /**
     * Organization, such as `o-a1b2c3d4e5`, whose principals may have rights to the tables, beside
     * those of the account itself.
     * @default those of the account alone
     */
    readonly organizationId?: string | undefined;
    /** The VPC that items are read and written from; `undefined` for anywhere. */
    readonly vpcId: pulumi.Input<string> | undefined;
    /** Roles of DAX clusters. DAX calls from AWS's network, whatever VPC its nodes are in. */
    readonly cacheRoleArns: readonly pulumi.Input<string>[];
}

/**
 * Actions on items. Transactions are authorized as these; PartiQL as actions of its own
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html).
 */
export const ON_ITEMS = [
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PartiQL*",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
];

/**
 * Policy of a table: it gives nobody a right, and takes away those that come from elsewhere. That
 * deployers can change it goes without saying: AWS refuses a policy that its author could not take
 * back, and nothing here is about managing tables from within the account.
 *
 * Nothing guards against deletion here. Who may lift the table's protection could lift this as well;
 * and a list of those who may delete would lock out the next deployer.
 */
export function tableStatements(
    { scope, vpcId, cacheRoleArns, ...reach }: TableReach,
    tableArn: pulumi.Input<string>,
): Statements {
    const { accountId, partition } = scope;
    const resources = [tableArn, pulumi.interpolate`${tableArn}/index/*`];
    return [
        ...closed({ scope, ...reach }, resources),
        ...(vpcId === undefined
            ? []
            : [
                  {
                      Sid: "DenyItemsFromOutsideTheVpc",
                      Effect: "Deny" as const,
                      Principal: "*",
                      Action: ON_ITEMS,
                      Resource: resources,
                      Condition: {
                          // Absent where a call came through no endpoint, and so unequal.
                          StringNotEquals: { "aws:SourceVpc": vpcId },
                          // Roles of this path only AWS can make and take: replication, which would
                          // end for good within a day, and autoscaling among them.
                          ArnNotLike: {
                              "aws:PrincipalArn": [
                                  pulumi.interpolate`arn:${partition}:iam::${accountId}:role/aws-service-role/*`,
                                  ...cacheRoleArns,
                              ],
                          },
                          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
                      },
                  },
              ]),
    ];
}

/**
 * Policy of a table's stream. Whose readers are not held to the VPC: Lambda polls it for a function
 * from AWS's network, as the function's role.
 */
export function streamStatements(
    reach: Pick<TableReach, "scope" | "organizationId">,
    streamArn: pulumi.Input<string>,
): Statements {
    return closed(reach, [streamArn]);
}

function closed(
    { scope, organizationId }: Pick<TableReach, "scope" | "organizationId">,
    resources: pulumi.Input<string>[],
): Statements {
    const deny = {
        Effect: "Deny" as const,
        Principal: "*",
        Action: "dynamodb:*",
        Resource: resources,
    };
    return [
        {
            Sid: organizationId === undefined ? "DenyOtherAccounts" : "DenyOtherOrganizations",
            ...deny,
            Condition: {
                StringNotEquals: {
                    // Of the organization's as well: an account that leaves it keeps its tables.
                    "aws:PrincipalAccount": scope.accountId,
                    ...(organizationId !== undefined && { "aws:PrincipalOrgID": organizationId }),
                },
                BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
            },
        },
        {
            Sid: "DenyWithoutTls",
            ...deny,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
    ];
}

export interface TableResourcePoliciesArgs extends TableReach {
    /** The table in all of its regions, its own first. */
    readonly regions: readonly RegionalTable[];
}

/**
 * The policies of a table, of its replicas, and of the streams of all of them. A replica is in no
 * VPC's reach until its region has one: with `vpcId` it is there for replication alone, and a move
 * to its region begins with its policy (docs/dynamodb.md).
 */
export class TableResourcePolicies extends pulumi.ComponentResource {
    constructor(
        name: string,
        { regions, ...reach }: TableResourcePoliciesArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("pii:dynamodb:TableResourcePolicies", name, {}, opts);
        for (const { region, arn, streamArn } of regions) {
            const home = region === reach.scope.region;
            const logical = home ? name : `${name}-${region}`;
            const policy = (suffix: string, of: pulumi.Output<string>, statements: Statements) =>
                new aws.dynamodb.ResourcePolicy(
                    `${logical}${suffix}`,
                    {
                        ...(!home && { region }),
                        resourceArn: of,
                        policy: policyJson(statements),
                    },
                    { parent: this },
                );
            policy("", arn, tableStatements(reach, arn));
            if (streamArn !== undefined) {
                policy("-stream", streamArn, streamStatements(reach, streamArn));
            }
        }
        this.registerOutputs({});
    }
}
