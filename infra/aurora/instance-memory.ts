import type { Capacity } from "./capacity";
import { SERVERLESS } from "./instance-classes";

/** What a cluster's instances run on, as far as alarms must know it. */
export interface InstanceSizes {
    /** Class of every kind of instance in the cluster, such as `db.r7g.large`, or `db.serverless`. */
    readonly instanceClasses: readonly string[];
    /** Of the serverless ones. @default there are none */
    readonly capacity?: Capacity | undefined;
}

const GIB = 2 ** 30;

const GIB_PER_ACU = 2;

/**
 * What is left to the database of a class's memory, at least: the rest is the operating system's and
 * RDS's own. AWS's table of connections comes out at 0.90 (db.t4g.medium) to 0.97 (db.r6g.xlarge).
 */
const LEFT_TO_DATABASE = 0.9;

/** Bytes of memory of the smallest instance; a serverless one counts as fully scaled up. */
export function smallestMemory({ instanceClasses, capacity }: InstanceSizes): number {
    return Math.min(
        ...instanceClasses.map((instanceClass) =>
            instanceClass === SERVERLESS
                ? (capacity?.max ?? NaN) * GIB_PER_ACU * GIB
                : memoryOf(instanceClass),
        ),
    );
}

/**
 * Connections that the smallest instance takes: AWS's default `LEAST({DBInstanceClassMemory/9531392},
 * 5000)`, and 2000 at most for a serverless one that starts from half an ACU or none.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html
 */
export function smallestMaxConnections(sizes: InstanceSizes): number {
    const { instanceClasses, capacity } = sizes;
    const limit = instanceClasses.includes(SERVERLESS) && (capacity?.min ?? 0) <= 0.5 ? 2000 : 5000;
    return Math.min(Math.floor((smallestMemory(sizes) * LEFT_TO_DATABASE) / 9_531_392), limit);
}

/**
 * Bytes of local disk, for sorting and temporary tables, of the smallest provisioned instance: all
 * classes have about twice their memory (AWS's table, same page). Undefined without such an instance:
 * what a serverless one has is not documented.
 */
export function smallestLocalStorage({ instanceClasses }: InstanceSizes): number | undefined {
    const provisioned = instanceClasses.filter((each) => each !== SERVERLESS);
    return provisioned.length === 0 ? undefined : 2 * Math.min(...provisioned.map(memoryOf));
}

/**
 * Bytes of memory of a class: 4 or 8 GiB of a burstable one; of any other, 32 GiB for each `xlarge`.
 * Source: hardware specifications for DB instance classes, Aurora user guide.
 */
function memoryOf(instanceClass: string): number {
    const [, family = "", size = ""] = instanceClass.split(".");
    if (family.startsWith("t")) {
        return (size === "medium" ? 4 : 8) * GIB;
    }
    const times = size === "large" ? 0.5 : Number(size.replace("xlarge", "") || 1);
    return times * 32 * GIB;
}
