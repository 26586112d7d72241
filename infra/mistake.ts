/** Something wrong in what was declared: where, what was given, and what would be right. */
export interface Mistake {
    /** Path within the section of the configuration, such as `flows[2].port`. */
    readonly where: string;
    /** The value as it was given, or what comes of it. */
    readonly got: unknown;
    readonly advice: string;
}

/** As a line of an error that lists several. */
export function mistakeLine({ where, got, advice }: Mistake): string {
    return `  ${where} is ${JSON.stringify(got)}; ${advice}`;
}
