import { entriesOf } from "./entries";
import { ruleField } from "./waivers";

/** A finding that was there before the pack was: it is told in sum, and stops nothing. */
export interface BaselineEntry {
    readonly rule: string;
    /** URN of the resource; of the stack for what is about no resource. */
    readonly urn: string;
}

/** Entries that are as they must be, and what is wrong with the others. */
export interface Baseline {
    /** By {@link baselineKey}. */
    readonly entries: ReadonlyMap<string, BaselineEntry>;
    readonly mistakes: readonly string[];
}

/**
 * Reads a baseline: a JSON list of objects with rule and urn.
 * @param rules names of the rules whose findings can be in it
 */
export function parseBaseline(text: string, rules: readonly string[]): Baseline {
    const { entries, mistakes } = entriesOf(text, {
        rule: ruleField(rules),
        urn: (urn) =>
            urn.startsWith("urn:pulumi:")
                ? undefined
                : "must be a URN, such as urn:pulumi:prod::...",
    });
    return { entries: new Map(entries.map((entry) => [baselineKey(entry), entry])), mistakes };
}

/** What tells entries apart. */
export function baselineKey({ rule, urn }: BaselineEntry): string {
    return `${rule} ${urn}`;
}

/** A baseline as its file has it: sorted, each entry once and on a line of its own. */
export function baselineText(entries: readonly BaselineEntry[]): string {
    const lines = entries.map(({ rule, urn }) => `    ${JSON.stringify({ rule, urn })}`);
    const sorted = [...new Set(lines)].sort();
    return sorted.length === 0 ? "[]\n" : `[\n${sorted.join(",\n")}\n]\n`;
}
