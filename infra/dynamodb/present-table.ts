import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TableSpec } from "../../tables/table-spec";
import { userError } from "../user-error";

/** What AWS tells of a table. */
export type PresentTable = Pick<
    aws.dynamodb.GetTableResult,
    | "name"
    | "attributes"
    | "billingMode"
    | "hashKey"
    | "rangeKey"
    | "globalSecondaryIndexes"
    | "localSecondaryIndexes"
    | "onDemandThroughputs"
    | "replicas"
    | "tags"
    | "ttl"
>;

/** Tag by which the table of a spec is found again: its physical name is not known beforehand. */
export const TABLE_TAG = "pii-table";

/** Value of {@link TABLE_TAG}: `<prefix>/<name>`. */
export function tableTag(prefix: string, { name }: Pick<TableSpec, "name">): string {
    return `${prefix}/${name}`;
}

/**
 * The tables of these specs as they are in AWS, whatever a state or a configuration says, by their
 * names; without those that are not there. To be awaited before tables are declared.
 * @param prefix start of the environment's names, such as `pii-prod`
 * @throws pulumi.RunError when a table that may be one of them goes while it is looked at
 */
export async function presentTables(
    prefix: string,
    specs: readonly Pick<TableSpec, "name">[],
    opts: pulumi.InvokeOptions = {},
): Promise<Readonly<Record<string, PresentTable>>> {
    const { names } = await aws.dynamodb.getTables({}, opts);
    const found = await Promise.all(
        specs.flatMap((spec) =>
            names
                // As Pulumi names them.
                .filter((name) => /^-[0-9a-f]{7}$/.test(withoutStart(name, spec.name)))
                .map(async (name) => ({ spec, table: await tableNamed(name, opts) })),
        ),
    );
    return Object.fromEntries(
        found
            .filter(({ spec, table }) => table.tags[TABLE_TAG] === tableTag(prefix, spec))
            .map(({ spec, table }) => [spec.name, table]),
    );
}

async function tableNamed(name: string, opts: pulumi.InvokeOptions) {
    try {
        return await aws.dynamodb.getTable({ name }, opts);
    } catch (error) {
        throw userError(
            `the table ${name} cannot be looked at: ${(error as Error).message}\nIts name may be that of one of this stack; whether it is says its tag ${TABLE_TAG}. If another stack is deleting it, run this again once it is gone.`,
        );
    }
}

function withoutStart(name: string, start: string): string {
    return name.startsWith(start) ? name.slice(start.length) : "";
}
