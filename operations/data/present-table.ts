import {
    DescribeContinuousBackupsCommand,
    DescribeTableCommand,
    paginateScan,
    ResourceNotFoundException,
    type TableDescription,
} from "@aws-sdk/client-dynamodb";
import type { TableSpec } from "../../tables/table-spec";
import { type Check, problem, value } from "../shared/check";
import { explain } from "./explain";
import type { Protection, Target } from "./target";

/** A table of a spec where a command works. */
export interface FoundTable {
    readonly spec: TableSpec;
    /** Physical name; none where it was never made. */
    readonly name: string | undefined;
    /** What the API tells of it; nothing when it is missing. */
    readonly description: TableDescription | undefined;
}

/** A table that is there. */
export interface PresentTable extends FoundTable {
    readonly name: string;
    readonly description: TableDescription;
}

/** Looks for the tables of these specs. That one is missing is no problem here. */
export async function find(
    target: Target,
    specs: readonly TableSpec[],
): Promise<Check<FoundTable[]>> {
    const checks = await Promise.all(specs.map((spec) => findOne(target, spec)));
    const problems = checks.flatMap((check) => ("problems" in check ? check.problems : []));
    return problems.length > 0
        ? // What keeps one from being asked for mostly keeps all.
          { problems: [...new Set(problems)] }
        : value(checks.flatMap((check) => ("value" in check ? [check.value] : [])));
}

async function findOne(target: Target, spec: TableSpec): Promise<Check<FoundTable>> {
    const physical = target.tables[spec.name];
    if (physical === undefined) {
        return value({ spec, name: undefined, description: undefined });
    }
    const { name, arn } = physical;
    let description: TableDescription | undefined;
    try {
        const found = await target.client.send(new DescribeTableCommand({ TableName: name }));
        description = found.Table;
    } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) {
            return problem(explain(error, target));
        }
    }
    const is = description?.TableArn;
    return arn !== undefined && is !== undefined && arn !== is
        ? problem(
              `the credentials lead to another table than the stack's: to ${is}, not ${arn}; name another profile in AWS_PROFILE`,
          )
        : value({ spec, name, description });
}

/** Those that are there, or what is missing and how to mend it. */
export function checkPresent(target: Target, tables: readonly FoundTable[]): Check<PresentTable[]> {
    const there = tables.filter((table) => isPresent(table));
    const missing = tables.filter((table) => !isPresent(table));
    return missing.length === 0
        ? value(there)
        : problem(
              `${missing.map(({ spec, name = spec.name }) => name).join(", ")} ${missing.length === 1 ? "is" : "are"} missing ${target.where}: ${target.toMake}`,
          );
}

export function isPresent(table: FoundTable): table is PresentTable {
    return table.description !== undefined;
}

/** How a table is protected: what the account says of it, or the API. */
export async function protectionOf(
    { client, tables }: Target,
    { spec, name, description }: PresentTable,
): Promise<Protection> {
    const known = tables[spec.name]?.protection;
    if (known !== undefined) {
        return known;
    }
    return {
        deletionProtection: description.DeletionProtectionEnabled === true,
        recoveryDays: await recoveryDays(client, name),
        keyArn: description.SSEDescription?.KMSMasterKeyArn,
        replicas: (description.Replicas ?? []).flatMap(({ RegionName }) => RegionName ?? []),
    };
}

/** How much is in a table, as far as that is known. */
export async function sizeOf(
    { kind, client }: Target,
    { name, description }: PresentTable,
): Promise<{ readonly items: number; readonly bytes?: number }> {
    if (kind !== "sandbox") {
        const { ItemCount: items = 0, TableSizeBytes: bytes = 0 } = description;
        return { items, bytes };
    }
    // The sandbox's server does not count by itself.
    let items = 0;
    for await (const { Count = 0 } of paginateScan(
        { client },
        { TableName: name, Select: "COUNT" },
    )) {
        items += Count;
    }
    return { items };
}

/** `undefined` where it cannot be brought back, or the server knows nothing of that. */
async function recoveryDays(client: Target["client"], name: string): Promise<number | undefined> {
    try {
        const { ContinuousBackupsDescription: backups } = await client.send(
            new DescribeContinuousBackupsCommand({ TableName: name }),
        );
        const recovery = backups?.PointInTimeRecoveryDescription;
        return recovery?.PointInTimeRecoveryStatus === "ENABLED"
            ? recovery.RecoveryPeriodInDays
            : undefined;
    } catch (error) {
        if ((error as Error).name === "UnknownOperationException") {
            return undefined;
        }
        throw error;
    }
}
