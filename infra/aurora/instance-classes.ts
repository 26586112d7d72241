/** The class whose capacity follows the load (Serverless v2), within the range of the cluster. */
export const SERVERLESS = "db.serverless";

/** Sizes that every family but the burstable ones has. */
const COMMON = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];

/** Families that Aurora PostgreSQL runs on, and their sizes (DB instance classes, Aurora user guide). */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
    t3: ["medium", "large"],
    t4g: ["medium", "large"],
    r5: [...COMMON, "24xlarge"],
    r6g: COMMON,
    r6i: [...COMMON, "24xlarge", "32xlarge"],
    r7g: COMMON,
    r7i: [...COMMON, "24xlarge", "48xlarge"],
    r8g: [...COMMON, "24xlarge", "48xlarge"],
};

/** `db.t3.medium` for `t3.medium`, as seed 004 writes it; a full name stays as it is. */
export function fullClassName(name: string): string {
    return name.startsWith("db.") ? name : `db.${name}`;
}

/** True for a class that Aurora PostgreSQL runs on, `db.serverless` included. */
export function isInstanceClass(name: string): boolean {
    const [, family = "", size = ""] = /^db\.(\w+)\.(\w+)$/.exec(name) ?? [];
    return (
        name === SERVERLESS ||
        (Object.hasOwn(FAMILIES, family) && FAMILIES[family]?.includes(size) === true)
    );
}

/** What not every class can have. */
export type ClassFeature = "globalDatabase" | "activityStream";

/** True when a cluster that has an instance of the class can have the feature. */
export function hasFeature(instanceClass: string, feature: ClassFeature): boolean {
    const isBurstable = instanceClass.startsWith("db.t");
    return !isBurstable && (feature === "globalDatabase" || instanceClass !== SERVERLESS);
}
