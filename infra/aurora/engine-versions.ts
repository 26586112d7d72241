import type { Mistake } from "../mistake";

/** A minor version of Aurora PostgreSQL that AWS offers. */
export interface EngineVersion {
    readonly version: string;
    /** Last day of standard support, as YYYY-MM-DD. */
    readonly endOfSupport: string;
    /** Long-term support: patched for years without a change of the minor version. */
    readonly longTerm?: true;
}

/**
 * What AWS offers (Aurora PostgreSQL release calendar, as of August 2026), the oldest first.
 * The seed's 16.6 is not offered any more; 16.8 is the long-term minor of the same major.
 */
export const ENGINE_VERSIONS: readonly EngineVersion[] = [
    { version: "16.8", endOfSupport: "2029-02-28", longTerm: true },
    { version: "16.9", endOfSupport: "2026-12-31" },
    { version: "16.10", endOfSupport: "2027-04-30" },
    { version: "16.11", endOfSupport: "2027-05-31" },
    { version: "16.13", endOfSupport: "2027-09-30" },
    { version: "16.14", endOfSupport: "2027-12-31" },
    { version: "17.4", endOfSupport: "2026-11-30" },
    { version: "17.5", endOfSupport: "2026-12-31" },
    { version: "17.6", endOfSupport: "2027-04-30" },
    { version: "17.7", endOfSupport: "2030-02-28", longTerm: true },
    { version: "17.9", endOfSupport: "2027-09-30" },
    { version: "17.10", endOfSupport: "2027-12-31" },
    { version: "18.3", endOfSupport: "2027-11-30" },
    { version: "18.4", endOfSupport: "2027-12-31" },
];

/** How long before its end of standard support a version is warned of: time to try the next one. */
const WARNING_DAYS = 90;

const MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000;

/** Family of the parameter groups for a version: `aurora-postgresql16` for `16.8`. */
export function parameterGroupFamily(version: string): string {
    return `aurora-postgresql${majorOf(version)}`;
}

/**
 * What is wrong with running `version` today; nothing while it is in standard support.
 * @param today the day (UTC) as `YYYY-MM-DD`
 */
export function supportMistakes(version: string, today: string): Mistake[] {
    const where = "engineVersion";
    const known = ENGINE_VERSIONS.find((candidate) => candidate.version === version);
    if (known === undefined) {
        const supported = ENGINE_VERSIONS.filter((offered) => isSupported(offered, today));
        const advice = `must be a version that AWS offers: ${supported.map((offered) => offered.version).join(", ")}`;
        return [{ where, got: version, advice }];
    }
    const advice = `must be in standard support, which ended on ${known.endOfSupport}; ${move(known, today)}`;
    return isSupported(known, today) ? [] : [{ where, got: version, advice }];
}

/** What to say of a version whose standard support ends within 90 days of `today`, if anything. */
export function supportWarning(version: string, today: string): string | undefined {
    const known = ENGINE_VERSIONS.find((candidate) => candidate.version === version);
    if (known === undefined || !isSupported(known, today)) {
        return undefined;
    }
    const days = (Date.parse(known.endOfSupport) - Date.parse(today)) / MILLISECONDS_PER_DAY;
    return days > WARNING_DAYS
        ? undefined
        : `standard support of Aurora PostgreSQL ${version} ends on ${known.endOfSupport}; ${move(known, today)}`;
}

function move(from: EngineVersion, today: string): string {
    const to = successor(from, today);
    if (to === undefined) {
        return "no newer version is known; enter it in infra/aurora/engine-versions.ts";
    }
    const term = to.longTerm === true ? "long-term " : "";
    const upgrade =
        majorOf(to.version) === majorOf(from.version)
            ? ""
            : ", together with allowMajorUpgrade: true";
    return `set ${to.version} (${term}support until ${to.endOfSupport})${upgrade}`;
}

/** The next version to run: of the nearest major one, long-term if there is one, else the newest. */
function successor(from: EngineVersion, today: string): EngineVersion | undefined {
    const later = ENGINE_VERSIONS.slice(ENGINE_VERSIONS.indexOf(from) + 1).filter((version) =>
        isSupported(version, today),
    );
    const nearest = later.filter(
        ({ version }) => majorOf(version) === majorOf(later[0]?.version ?? ""),
    );
    return nearest.find(({ longTerm }) => longTerm) ?? nearest.at(-1);
}

function isSupported({ endOfSupport }: EngineVersion, today: string): boolean {
    return today <= endOfSupport;
}

function majorOf(version: string): string {
    return version.split(".", 1)[0] ?? "";
}
