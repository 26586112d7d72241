import type { Inspected } from "./inspect";

/** Clusters of Aurora, and the few of plain RDS. */
export const CLUSTER = "aws:rds/cluster:Cluster";

/** Instances that are part of a cluster. */
export const CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";

/** Databases of plain RDS, each an instance that stands alone. */
export const INSTANCE = "aws:rds/instance:Instance";

/** True when the engine is known to be PostgreSQL. */
export function isPostgresql(database: Inspected): boolean {
    return ["aurora-postgresql", "postgres"].includes(String(database.read("engine")));
}

/** True for a read replica of plain RDS: what it does not say it has from its source. */
export function isReplica(database: Inspected): boolean {
    return database.has("replicateSourceDb");
}

/** What a database can be made from that has storage and a master user already. */
const SOURCES = [
    "replicateSourceDb",
    "replicationSourceIdentifier",
    "restoreToPointInTime",
    "snapshotIdentifier",
];

/** True for a database that is made from another one, or from a backup of one. */
export function hasSource(database: Inspected): boolean {
    return SOURCES.some((source) => database.has(source));
}
