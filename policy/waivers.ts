import { type Entry, type Field, entriesOf } from "./entries";
import { nameOf } from "./urn";

/** Somebody's decision to live with the findings of one rule at some resources for a while. */
export interface Waiver {
    readonly rule: string;
    /** Name of the resource, or its URN; `*` stands for any text in either. */
    readonly resource: string;
    readonly reason: string;
    /** Who answers for it. */
    readonly owner: string;
    /** The last day on which it holds, as `2027-03-31`. */
    readonly expires: string;
    /** Where it stands in its file. */
    readonly line: number;
}

/** Waivers that are as they must be, and what is wrong with the others. */
export interface Waivers {
    readonly waivers: readonly Waiver[];
    readonly mistakes: readonly string[];
}

/**
 * Reads a file of waivers: a JSON list of objects with rule, resource, reason, owner and expires.
 * @param waivable names of the rules that can be waived
 */
export function parseWaivers(text: string, waivable: readonly string[]): Waivers {
    const { entries, mistakes } = entriesOf(text, {
        rule: ruleField(waivable),
        resource: anyText,
        reason: anyText,
        owner: anyText,
        expires: (day) => (isDay(day) ? undefined : "must be a day, such as 2027-03-31"),
    });
    const twice = entries.filter(
        (entry, index) => entries.findIndex((other) => sameAim(other, entry)) < index,
    );
    return {
        waivers: entries,
        mistakes: [
            ...mistakes,
            ...twice.map(
                ({ line, rule, resource }) =>
                    `line ${line}: waives ${rule} for ${resource} once more; keep one of them`,
            ),
        ],
    };
}

/** A rule's name that is one of `names`. */
export function ruleField(names: readonly string[]): Field {
    return (name) =>
        names.includes(name)
            ? undefined
            : "must be the name of a rule that covers a control, see RULES.md";
}

/** True when `waiver` is about the findings of `rule` at the resource of `urn`, whatever the day. */
export function isAbout({ rule, resource }: Waiver, ofRule: string, urn: string): boolean {
    return rule === ofRule && isNamed(resource, urn);
}

/** True when `pattern`, of a name or of a URN, is that of the resource of `urn`. */
export function isNamed(pattern: string, urn: string): boolean {
    const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`).test(pattern.startsWith("urn:") ? urn : nameOf(urn));
}

/** How many days a waiver still holds on `day`: 0 on its last, less once it has expired. */
export function daysLeft({ expires }: Waiver, day: string): number {
    return (Date.parse(expires) - Date.parse(day)) / 86_400_000;
}

const anyText: Field = () => undefined;

function isDay(text: string): boolean {
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text) && text.length === 10;
}

function sameAim(a: Entry<"rule" | "resource">, b: Entry<"rule" | "resource">): boolean {
    return a.rule === b.rule && a.resource === b.resource;
}
