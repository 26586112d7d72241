import type * as pulumi from "@pulumi/pulumi";
import type { Capacity, TableSpec, Units } from "../../tables/table-spec";
import type { AlarmNeeds } from "./alarm-thresholds";

/** A table that is watched, in every region that has it. */
export interface WatchedTable {
    /** As it is in this environment: with the capacity that the environment gives it. */
    readonly spec: Pick<TableSpec, "capacity" | "indexes" | "name" | "ttl">;
    /** Its physical name, the same in every region. */
    readonly tableName: pulumi.Input<string>;
    /** @default none */
    readonly replicaRegions?: readonly string[];
    /** Strongly consistent replicas have no delay to be watched. @default eventual */
    readonly replicaConsistency?: "eventual" | "strong";
}

/** A cluster of DAX that is watched. */
export interface WatchedCache {
    readonly clusterName: string;
    /** Such as `dax.r5.large`. */
    readonly nodeType: string;
}

/** Units each second beyond which a table, or its index, is throttled; `undefined` without limit. */
export function limitOf(capacity: Capacity | undefined, index?: string): Units | undefined {
    if (capacity?.mode !== "provisioned") {
        return capacity?.ceiling;
    }
    const { read, write } =
        (index === undefined ? undefined : capacity.indexes?.[index]) ?? capacity;
    return { read: read.max, write: write.max };
}

/** Whether nodes of that type save up credits, and slow down when they have none. */
export function isBurstable(nodeType: string): boolean {
    return nodeType.startsWith("dax.t");
}

/** What there is of what single alarms need. */
export function alarmNeeds(
    tables: readonly Omit<WatchedTable, "tableName">[],
    nodeTypes: readonly string[],
): AlarmNeeds[] {
    return [
        ...(tables.some(({ spec }) => limitOf(spec.capacity) !== undefined)
            ? (["a limit of a table's capacity"] as const)
            : []),
        ...(tables.some((table) => isDelayed(table))
            ? (["replicas that are eventually consistent"] as const)
            : []),
        ...(nodeTypes.some(isBurstable) ? (["burstable nodes"] as const) : []),
    ];
}

/** Whether there are replicas that hear of a change later. */
export function isDelayed({
    replicaRegions = [],
    replicaConsistency = "eventual",
}: Omit<WatchedTable, "spec" | "tableName">): boolean {
    return replicaRegions.length > 0 && replicaConsistency === "eventual";
}

/** The regions that have the table, the platform's own first. */
export function regionsOf(
    home: string,
    { replicaRegions = [] }: Pick<WatchedTable, "replicaRegions">,
): string[] {
    return [home, ...replicaRegions];
}
