import { z } from "zod";
import { choice, days, flag, region, weekly, whole, words } from "./fields";

const units = z.strictObject(
    {
        read: whole(1, 1_000_000, "read units a second"),
        write: whole(1, 1_000_000, "write units a second"),
    },
    { error: "must have read and write, in units a second" },
);

const scaled = z.strictObject(
    {
        min: whole(1, 1_000_000, "units a second"),
        max: whole(1, 1_000_000, "units a second"),
        targetPercent: whole(20, 90, "percent").optional(),
    },
    { error: "must have min and max, in units a second" },
);

const provisioned = { read: scaled, write: scaled };

const capacity = z.discriminatedUnion(
    "mode",
    [
        z.strictObject({
            mode: z.literal("onDemand"),
            /** What is beyond is throttled, and not paid. */
            ceiling: units.optional(),
            /** What is ready at once; AWS never takes it back. */
            warm: units.optional(),
        }),
        z.strictObject({
            mode: z.literal("provisioned"),
            ...provisioned,
            /** By index; one that is not named has the table's. */
            indexes: z.record(z.string(), z.strictObject(provisioned)).optional(),
        }),
    ],
    { error: "must have mode onDemand, or mode provisioned with read and write" },
);

/** What DAX takes of both is judged together with its region. */
const nodes = whole(0, 10, "nodes");
const nodeType = words("a DAX node type, such as dax.t3.small or dax.r5.large");

/** Every key that `Pulumi.<env>.yaml` may have under `pii:dynamodb`; docs/dynamodb.md explains them. */
export const DYNAMODB_SCHEMA = z.strictObject({
    recoveryDays: days(1, 35).optional(),
    /** What this environment has otherwise than the specs in tables/ say, by table. */
    tables: z
        .record(
            z.string(),
            z.strictObject({
                capacity: capacity.optional(),
                tableClass: choice(["STANDARD", "STANDARD_INFREQUENT_ACCESS"]).optional(),
            }),
            { error: "must be settings by the names of tables" },
        )
        .optional(),
    /** Regions that have a replica of every table, beside the platform's own. */
    replicaRegions: z
        .array(region, { error: "must be a list of AWS regions, such as [eu-central-1]" })
        .optional(),
    replicaConsistency: choice(["eventual", "strong"]).optional(),
    /** Third region of strong consistency, which keeps no copy that could be read. */
    witnessRegion: region.optional(),
    contributorInsights: choice(["off", "throttled", "all"]).optional(),
    /** Every change of an item, in a Kinesis stream. */
    changeStreams: choice(["off", "kinesis"]).optional(),
    /** Copies of the tables in a bucket. */
    exports: choice(["off", "daily", "weekly"]).optional(),
    /** Lets calls with the right to a table come from the internet. */
    unsafeTablesReachableFromOutsideTheVpc: flag.optional(),
    /** None for 0. */
    daxNodes: nodes.optional(),
    daxNodeType: nodeType.optional(),
    daxMaintenanceWindow: weekly(60).optional(),
    /** Lets whoever may use the cache write to the tables through it. */
    unsafeDaxMayWrite: flag.optional(),
    /** Goes up by one with every replaced cluster. */
    daxGeneration: whole(1, 99, "generations").optional(),
    /** The cluster that will be the next generation, beside the present one. */
    daxNext: z
        .strictObject(
            { nodes: nodes.optional(), nodeType: nodeType.optional(), serves: flag },
            { error: "must have serves, and nodes or nodeType where they change" },
        )
        .optional(),
    /** Thresholds of alarms by their keys; docs/alarms.md has them. */
    alarms: z
        .record(z.string(), z.unknown(), {
            error: "must be thresholds by the keys of alarms, such as { systemErrors: 5 }",
        })
        .optional(),
});
