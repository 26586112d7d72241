import { z } from "zod";
import { ACTIVITY_STREAM_MODES } from "../../infra/aurora/activity-stream-modes";
import { ENGINE_VERSIONS } from "../../infra/aurora/engine-versions";
import { fullClassName, isInstanceClass } from "../../infra/aurora/instance-classes";
import { LOGS } from "../../infra/aurora/exported-logs";
import { TUNINGS } from "../../infra/aurora/parameters";
import {
    choice,
    daily,
    days,
    flag,
    logRetentionDays,
    plainMoment,
    region,
    text,
    weekly,
    whole,
    words as given,
} from "./fields";

const instanceClass = z
    .string({ error: "must be a class of Aurora PostgreSQL, such as db.r7g.large" })
    .transform(fullClassName)
    .refine(isInstanceClass, {
        error: "must be a class of Aurora PostgreSQL, such as db.t4g.medium or db.r7g.large",
    });

const acus = z.number({ error: "must be a number of Aurora capacity units, such as 0.5" });

const instanceNumbers = z.array(whole(1, 16, "an instance"), {
    error: "must be a list of the instances' numbers, such as [2, 3]",
});

const TUNED = "must be a value of PostgreSQL's: text, a number, true or false";

/** Every key that `Pulumi.<env>.yaml` may have under `pii:aurora`; docs/aurora.md explains them. */
export const AURORA_SCHEMA = z.strictObject({
    engineVersion: text(
        (value) => ENGINE_VERSIONS.some(({ version }) => version === value),
        `a version that AWS offers: ${ENGINE_VERSIONS.map((v) => v.version).join(", ")}`,
    ).optional(),
    /** Lets `engineVersion` move to another major; for that one change. */
    allowMajorUpgrade: flag.optional(),
    instanceClass: instanceClass.optional(),
    /** Class of all instances but the first. */
    readerClass: instanceClass.optional(),
    /** Range of instances of the class `db.serverless`. */
    capacity: z
        .strictObject(
            {
                min: acus,
                max: acus,
                secondsUntilAutoPause: whole(300, 86_400, "seconds").optional(),
            },
            { error: "must have min and max, in Aurora capacity units" },
        )
        .optional(),
    instances: whole(1, 16, "instances").optional(),
    /** Readers beside `instances`, by their load. */
    readerAutoscaling: z
        .strictObject(
            { maxReaders: whole(1, 15, "readers"), targetCpuPercent: whole(10, 90, "percent") },
            { error: "must have maxReaders and targetCpuPercent" },
        )
        .optional(),
    customEndpoints: z
        .record(
            z.string(),
            z.strictObject(
                {
                    type: choice(["READER", "ANY"]),
                    members: instanceNumbers.optional(),
                    except: instanceNumbers.optional(),
                },
                { error: "must have type, and members or except" },
            ),
            { error: "must name endpoints, each with type, and members or except" },
        )
        .optional(),
    storage: choice(["standard", "ioOptimized"]).optional(),
    insights: choice(["standard", "advanced"]).optional(),
    /** Makes changes that restart the database at once, not in the maintenance window. */
    applyImmediately: flag.optional(),
    /** Spreads new instances over the availability zones. */
    multiAz: flag.optional(),
    /** Fixed for the life of the cluster. */
    subnetTier: choice(["private", "isolated"]).optional(),
    tuning: choice(TUNINGS).optional(),
    /** Values by PostgreSQL's own parameter names, before those of the tuning. */
    parameters: z
        .record(z.string(), z.union([z.string(), z.number(), z.boolean()], { error: TUNED }), {
            error: "must be values by the names of parameters, such as { work_mem: 65536 }",
        })
        .optional(),
    databaseName: text(
        (value) => /^[a-z][a-z0-9_]{0,62}$/.test(value),
        "1 to 63 lower-case letters, digits and underscores, a letter first",
    ).optional(),
    backupRetentionDays: days(1, 35).optional(),
    backupWindow: daily(30).optional(),
    maintenanceWindow: weekly(30).optional(),
    logExports: z
        .array(choice(LOGS), { error: `must be a list of logs: ${LOGS.join(", ")}` })
        .optional(),
    logRetentionDays: logRetentionDays.optional(),
    /** What the cluster starts from; counts when it is made. */
    restore: z
        .strictObject(
            {
                snapshot: given("the name or ARN of a snapshot").optional(),
                cluster: given("the identifier, ARN or resource id of a cluster").optional(),
                at: given("a moment such as 2030-01-31T03:00:00Z, or latest")
                    .transform(plainMoment)
                    .optional(),
                copyOnWrite: flag.optional(),
            },
            {
                error: "must be one of { snapshot }, { cluster, at } and { cluster, copyOnWrite: true }",
            },
        )
        .optional(),
    /** Lets clusters in other regions follow this one (docs/global-database.md). */
    global: z
        .strictObject(
            { unsafeMasterPasswordInState: flag },
            { error: "must be { unsafeMasterPasswordInState: true }" },
        )
        .optional(),
    /** The global database that the cluster follows in. */
    follows: z
        .strictObject(
            {
                globalCluster: text(
                    (value) => /^[a-z](-?[a-z0-9])*$/.test(value),
                    "the identifier of a global database, such as pii-prod-global",
                ),
                primaryRegion: region,
            },
            { error: "must have globalCluster and primaryRegion" },
        )
        .optional(),
    /** RDS Proxy before the cluster, with IAM from end to end. */
    proxy: flag.optional(),
    /** Secrets of roles whose clients know no IAM, for the proxy to log in with. */
    proxySecretArns: z
        .array(
            text((value) => value.startsWith("arn:"), "the ARN of a secret"),
            {
                error: "must be a list of ARNs of secrets",
            },
        )
        .optional(),
    masterRotationDays: days(1, 90).optional(),
    /** The function that looks after the database from inside (docs/database-access.md). */
    databaseAccess: flag.optional(),
    /** How often it measures health. */
    healthEveryMinutes: whole(1, 60, "minutes").optional(),
    /** How many of it may run at once, taken from what the account's functions share; -1 reserves none. */
    databaseAccessConcurrency: whole(-1, 100, "runs").optional(),
    /** Streams every statement to Kinesis, as it is made or before it takes effect. */
    activityStream: choice(ACTIVITY_STREAM_MODES).optional(),
    /** Thresholds of alarms by their keys; docs/alarms.md has them. */
    alarms: z
        .record(z.string(), z.unknown(), {
            error: "must be thresholds by the keys of alarms, such as { cpu: 95 }",
        })
        .optional(),
});
