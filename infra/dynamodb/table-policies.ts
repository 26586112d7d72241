import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TableSpec } from "../../tables/table-spec";
import { policyJson, type Statements } from "../policy-document";
import {
    type AccessArns,
    accessStatements,
    type ItemRole,
    managementStatements,
    type ManagementRole,
} from "./table-access";

export interface TablePoliciesArgs extends Omit<AccessArns, "tableArns"> {
    /** Each with its ARNs in all of its regions. */
    readonly tables: readonly {
        readonly spec: TableSpec;
        readonly tableArns: readonly pulumi.Input<string>[];
    }[];
}

/** What IAM shows of a policy. Immutable: a change would replace a policy that is attached. */
const OF_ONE: Readonly<Record<ItemRole, string>> = {
    read: "Reads items of the table, as its spec lets readers.",
    write: "Writes items of the table, as its spec lets writers.",
};

const OF_ALL: Readonly<Record<ManagementRole, string>> = {
    operate: "Looks after the tables, and sees no item.",
    restore: "Restores tables to new ones, and sees the items of those.",
};

/**
 * Who may do what with the tables: policies to attach to what does it. One each for reading and for
 * writing every table, and one each for operating and for restoring all of them.
 *
 * Their physical names are `<name>-<table>-<role>` and `<name>-<role>`: permission sets of an
 * organization name the policies of its accounts.
 */
export class TablePolicies extends pulumi.ComponentResource {
    /** ARNs of the policies by `<table>-<role>` and `<role>`. */
    readonly arns: Readonly<Record<string, pulumi.Output<string>>>;

    constructor(name: string, args: TablePoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:dynamodb:TablePolicies", name, {}, opts);
        const policy = (key: string, description: string, statements: Statements) => {
            const { arn } = new aws.iam.Policy(
                `${name}-${key}`,
                { name: `${name}-${key}`, description, policy: policyJson(statements) },
                { parent: this },
            );
            return [key, arn] as const;
        };
        const { keyArns, cacheArns, tables } = args;
        this.arns = Object.fromEntries([
            ...tables.flatMap(({ spec, tableArns }) =>
                rolesOf(OF_ONE).map(([role, description]) =>
                    policy(
                        `${spec.name}-${role}`,
                        description,
                        accessStatements(spec, role, { tableArns, keyArns, cacheArns }),
                    ),
                ),
            ),
            ...rolesOf(OF_ALL).map(([role, description]) =>
                policy(
                    role,
                    description,
                    managementStatements(role, {
                        tableArns: tables.flatMap(({ tableArns }) => tableArns),
                        keyArns,
                    }),
                ),
            ),
        ]);
        this.registerOutputs({ arns: this.arns });
    }
}

function rolesOf<Role extends string>(descriptions: Readonly<Record<Role, string>>) {
    return Object.entries(descriptions) as [Role, string][];
}
