/** A minor version of Aurora PostgreSQL that AWS offers. */
export interface EngineVersion {
    readonly version: string;
    /** Last day of standard support, as YYYY-MM-DD. */
    readonly endOfSupport: string;
    /** Long-term support: patched for years without a change of the minor version. */
    readonly longTerm?: true;
}

/**
 * What AWS offers (Aurora PostgreSQL release calendar, as of August 2026).
 * The seed's 16.6 is not offered any more; 16.8 is the long-term minor of the same major.
 */
export const ENGINE_VERSIONS: readonly EngineVersion[] = [
    { version: "16.8", endOfSupport: "2029-02-28", longTerm: true },
    { version: "16.9", endOfSupport: "2026-12-31" },
    { version: "16.10", endOfSupport: "2027-04-30" },
    { version: "16.11", endOfSupport: "2027-05-31" },
    { version: "16.13", endOfSupport: "2027-09-30" },
    { version: "16.14", endOfSupport: "2027-12-31" },
    { version: "17.5", endOfSupport: "2026-12-31" },
    { version: "17.6", endOfSupport: "2027-04-30" },
    { version: "17.7", endOfSupport: "2030-02-28", longTerm: true },
    { version: "17.9", endOfSupport: "2027-09-30" },
    { version: "17.10", endOfSupport: "2027-12-31" },
];

/** Family of the parameter groups for a version: `aurora-postgresql16` for `16.8`. */
export function parameterGroupFamily(version: string): string {
    return `aurora-postgresql${version.split(".", 1)[0] ?? ""}`;
}
