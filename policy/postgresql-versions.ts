/**
 * End of standard support of each major version of RDS for PostgreSQL, from its release calendar in
 * the Amazon RDS user guide. Within a major version RDS moves old minors on by itself.
 */
const END_OF_SUPPORT: Readonly<Record<string, string>> = {
    "14": "2027-02-28",
    "15": "2028-02-29",
    "16": "2029-02-28",
    "17": "2030-02-28",
    "18": "2031-02-28",
};

/** Major versions in standard support on `day` (`2026-11-30`), oldest first. */
export function supportedMajors(day: string): string[] {
    return Object.keys(END_OF_SUPPORT).filter((major) => day <= (END_OF_SUPPORT[major] ?? ""));
}

/** True when `version`, a major (`16`) or one of its minors (`16.9`), is supported on `day`. */
export function isSupportedMajor(version: unknown, day: string): boolean {
    return supportedMajors(day).includes(String(version).split(".")[0] ?? "");
}
