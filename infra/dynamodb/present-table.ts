import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TableSpec } from "../../tables/table-spec";
import { userError } from "../user-error";

/** What AWS tells of a table. */
export interface PresentTable extends Pick<
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
    | "streamEnabled"
    | "tags"
    | "ttl"
    | "warmThroughputs"
> {
    /** Regions of replicas that are to go, and that DynamoDB refuses to delete. */
    readonly protectedReplicas: readonly string[];
}

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
 * @param replicaRegions where they are to have replicas; none if nothing is given
 * @throws pulumi.RunError when a table that may be one of them goes while it is looked at
 */
export async function presentTables(
    prefix: string,
    specs: readonly Pick<TableSpec, "name">[],
    replicaRegions: readonly string[] = [],
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
    const present = found
        .filter(({ spec, table }) => table.tags[TABLE_TAG] === tableTag(prefix, spec))
        .map(async ({ spec, table }) => {
            // Of the others nothing is asked: a region that is out of reach must not stop an update.
            const leaving = table.replicas
                .map(({ regionName }) => regionName)
                .filter((region) => !replicaRegions.includes(region));
            const protectedReplicas = await protectedAmong(leaving, table.name, opts);
            return [spec.name, { ...table, protectedReplicas }] as const;
        });
    return Object.fromEntries(await Promise.all(present));
}

async function protectedAmong(regions: string[], name: string, opts: pulumi.InvokeOptions) {
    const replicas = await Promise.all(
        regions.map(async (region) => ({
            region,
            replica: await aws.dynamodb.getTable({ name, region }, opts),
        })),
    );
    return replicas
        .filter(({ replica }) => replica.deletionProtectionEnabled)
        .map(({ region }) => region);
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
