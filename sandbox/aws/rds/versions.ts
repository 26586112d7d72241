/**
 * Aurora PostgreSQL versions that can be created, by major version, oldest first.
 * AWS withdraws minor versions about a year after they came; the long-term ones stay for years.
 */
const OFFERED: Readonly<Record<string, readonly string[]>> = {
    "16": ["16.8", "16.9", "16.10", "16.11", "16.13", "16.14"],
    "17": ["17.4", "17.5", "17.6", "17.7", "17.9", "17.10"],
    "18": ["18.3", "18.4", "18.6"],
};

/** What AWS takes when a program names no version. */
const DEFAULT_VERSION = "17.7";

/** Instance classes of Aurora PostgreSQL: the sizes of each family. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
    t3: ["medium", "large"],
    t4g: ["medium", "large"],
    r5: sizes(2, 4, 8, 12, 16, 24),
    r6g: sizes(2, 4, 8, 12, 16),
    r6i: sizes(2, 4, 8, 12, 16, 24, 32),
    r7g: sizes(2, 4, 8, 12, 16),
    r7i: sizes(2, 4, 8, 12, 16, 24, 48),
    r8g: sizes(2, 4, 8, 12, 16, 24, 48),
    x2g: sizes(2, 4, 8, 12, 16),
};

export const SERVERLESS = "db.serverless";

/** Field check: the version, or the major version that stands for its newest minor, is offered. */
export function isOffered(version: string): string | undefined {
    const all = Object.values(OFFERED).flat();
    return OFFERED[version] !== undefined || all.includes(version)
        ? undefined
        : `Cannot find version ${version} for aurora-postgresql; offered are ${all.join(", ")}`;
}

/** The full version that `version` (a full one, a major one, or none) comes to. */
export function actualVersion(version: string | undefined): string {
    return OFFERED[version ?? ""]?.at(-1) ?? version ?? DEFAULT_VERSION;
}

/** `aurora-postgresql16` of `16.8`. */
export function familyOf(version: string): string {
    return `aurora-postgresql${version.split(".", 1)[0] ?? ""}`;
}

/** Field check: a parameter group family that belongs to an offered version. */
export function isFamily(family: string): string | undefined {
    const families = Object.keys(OFFERED).map(familyOf);
    return families.includes(family)
        ? undefined
        : `must be one of ${families.join(", ")}, got "${family}"`;
}

/** Less than 0 when `a` is the older version. */
export function compareVersions(a: string, b: string): number {
    const [major1 = 0, minor1 = 0] = a.split(".").map(Number);
    const [major2 = 0, minor2 = 0] = b.split(".").map(Number);
    return major1 - major2 || minor1 - minor2;
}

/** Field check: an instance class that Aurora PostgreSQL has. */
export function isClass(name: string): string | undefined {
    const [, family = "", size = ""] = /^db\.(\w+)\.(\w+)$/.exec(name) ?? [];
    if (name === SERVERLESS || CLASSES[family]?.includes(size) === true) {
        return undefined;
    }
    const families = Object.keys(CLASSES).map((f) => `db.${f}`);
    return (
        `Aurora PostgreSQL has no instance class "${name}"; it has ${SERVERLESS} and sizes of ` +
        `${families.join(", ")} (db.t3 and db.t4g only as medium and large)`
    );
}

function sizes(...multiples: readonly number[]): string[] {
    return ["large", "xlarge", ...multiples.map((n) => `${n}xlarge`)];
}
