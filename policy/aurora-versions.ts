/**
 * End of AWS's standard support of each Aurora PostgreSQL minor version on offer.
 *
 * From the release calendar in the Amazon Aurora user guide; a version that is not listed is not
 * offered for new clusters (any more).
 */
const END_OF_SUPPORT: Readonly<Record<string, string>> = {
    "16.8": "2029-02-28",
    "16.9": "2026-12-31",
    "16.10": "2027-04-30",
    "16.11": "2027-05-31",
    "16.13": "2027-09-30",
    "16.14": "2027-12-31",
    "17.4": "2026-11-30",
    "17.5": "2026-12-31",
    "17.6": "2027-04-30",
    "17.7": "2030-02-28",
    "17.9": "2027-09-30",
    "17.10": "2027-12-31",
    "18.3": "2027-11-30",
    "18.4": "2027-12-31",
};

/** Versions in standard support on `day` (`2026-11-30`), oldest first. */
export function supportedVersions(day: string): string[] {
    return Object.keys(END_OF_SUPPORT).filter((version) => day <= (END_OF_SUPPORT[version] ?? ""));
}

/** True when `version`, a minor (`16.8`) or a whole major (`16`), is supported on `day`. */
export function isSupported(version: unknown, day: string): boolean {
    return supportedVersions(day).some(
        (supported) => supported === version || supported.split(".")[0] === version,
    );
}

/** Versions that AWS keeps, with what is urgent, until the end of their major version. */
const LONG_TERM: readonly unknown[] = ["16.8", "17.7"];

/** True when an upgrade to a newer minor version would give up long-term support. */
export function isLongTerm(version: unknown): boolean {
    return LONG_TERM.includes(version);
}
