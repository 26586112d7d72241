/** Something wrong in a spec: where, what it says, and what would be right. */
export interface SpecMistake {
    /** Path within the spec, such as `indexes.by-user.hash`. */
    readonly where: string;
    readonly got: unknown;
    /** Goes on after the value, such as "must be a number". */
    readonly advice: string;
}

/** Whether it is broken, and then what is wrong. */
export type Rule = readonly [isBroken: boolean, where: string, got: unknown, advice: string];

export function brokenOf(rules: readonly Rule[]): SpecMistake[] {
    return rules
        .filter(([isBroken]) => isBroken)
        .map(([, where, got, advice]) => ({ where, got, advice }));
}
