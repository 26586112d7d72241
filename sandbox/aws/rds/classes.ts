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

/** True for db.t3 and db.t4g, which several features of Aurora leave out. */
export function isBurstable(name: unknown): boolean {
    return String(name).startsWith("db.t");
}

function sizes(...multiples: readonly number[]): string[] {
    return ["large", "xlarge", ...multiples.map((n) => `${n}xlarge`)];
}
