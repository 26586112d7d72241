/**
 * Aurora PostgreSQL versions that can be created, oldest release first; each release has the minor
 * versions that came with one set of PostgreSQL's own.
 * AWS withdraws minor versions about a year after they came; the long-term ones stay for years.
 */
const RELEASES: readonly (readonly string[])[] = [
    ["16.8", "17.4"],
    ["16.9", "17.5"],
    ["16.10", "17.6"],
    ["16.11", "17.7"],
    ["16.13", "17.9", "18.3"],
    ["16.14", "17.10", "18.4"],
    ["18.6"],
];

const OFFERED = RELEASES.flat().sort(compareVersions);

/** What AWS takes when a program names no version. */
const DEFAULT_VERSION = "17.7";

/** Field check: the version, or the major version that stands for its newest minor, is offered. */
export function isOffered(version: string): string | undefined {
    return OFFERED.some((offered) => isOf(offered, version))
        ? undefined
        : `Cannot find version ${version} for aurora-postgresql; offered are ${OFFERED.join(", ")}`;
}

/** The full version that `version` (a full one, a major one, or none) comes to. */
export function actualVersion(version: string = DEFAULT_VERSION): string {
    return OFFERED.filter((offered) => isOf(offered, version)).at(-1) ?? version;
}

/** True when `full` is the version `version`, or of that major one. */
export function isOf(full: string, version: string): boolean {
    return full === version || full.startsWith(`${version}.`);
}

/** `aurora-postgresql16` of `16.8`. */
export function familyOf(version: string): string {
    return `aurora-postgresql${version.split(".", 1)[0] ?? ""}`;
}

/** Field check: a parameter group family that belongs to an offered version. */
export function isFamily(family: string): string | undefined {
    const families = [...new Set(OFFERED.map(familyOf))];
    return families.includes(family)
        ? undefined
        : `must be one of ${families.join(", ")}, got "${family}"`;
}

/** True when AWS upgrades `from` to `to`: forward only, and to no release older than its own. */
export function canUpgrade(from: string, to: string): boolean {
    const release = (version: string) => RELEASES.findIndex((minors) => minors.includes(version));
    return compareVersions(to, from) > 0 && release(to) >= release(from);
}

/** Less than 0 when `a` is the older version. */
export function compareVersions(a: string, b: string): number {
    const [major1 = 0, minor1 = 0] = a.split(".").map(Number);
    const [major2 = 0, minor2 = 0] = b.split(".").map(Number);
    return major1 - major2 || minor1 - minor2;
}
