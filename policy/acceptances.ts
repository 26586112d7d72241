import { type Baseline, baselineKey, parseBaseline } from "./baseline";
import { ConfiguredFile } from "./configured-file";
import { type Waiver, type Waivers, daysLeft, isAbout, parseWaivers } from "./waivers";

/** A finding that somebody has waived. */
export interface Waived {
    readonly rule: string;
    readonly message: string;
    readonly waiver: Waiver;
}

/** The findings of this run that are waived or in the baseline, and the files that say so. */
export class Acceptances {
    readonly #waivers = new ConfiguredFile("waivers", parseWaivers);
    readonly #baseline = new ConfiguredFile("baseline", parseBaseline);
    readonly #looked = new Set<string>();
    /** Those that are not told yet, by URN. */
    readonly #waived = new Map<string, Waived[]>();
    readonly #used = new Set<unknown>();
    /** Number of findings in the baseline that are not told yet, by rule. */
    #known = new Map<string, number>();

    /** The waivers of the file that the config names. */
    get waivers(): Waivers {
        return this.#waivers.content;
    }

    /** The baseline of the file that the config names. */
    get baseline(): Baseline {
        return this.#baseline.content;
    }

    /** Today, as waivers have it. */
    get today(): string {
        return new Date().toISOString().slice(0, 10);
    }

    /** True when a finding is accepted; then it is kept here, to be told of in another way. */
    accept(rule: string, urn: string, message: string): boolean {
        const waiver = this.#waiver(rule, urn);
        if (waiver !== undefined) {
            this.#used.add(waiver);
            this.#waived.set(urn, [...(this.#waived.get(urn) ?? []), { rule, message, waiver }]);
            return true;
        }
        const entry = this.baseline.entries.get(baselineKey({ rule, urn }));
        if (entry !== undefined) {
            this.#used.add(entry);
            this.#known.set(rule, (this.#known.get(rule) ?? 0) + 1);
        }
        return entry !== undefined;
    }

    /** True when a finding of `rule` at the resource of `urn` would be waived. */
    isWaived(rule: string, urn: string): boolean {
        return this.#waiver(rule, urn) !== undefined;
    }

    /** Waived findings at the resource of `urn` that have not been taken yet. */
    takeWaived(urn: string): readonly Waived[] {
        const waived = this.#waived.get(urn) ?? [];
        this.#waived.delete(urn);
        return waived;
    }

    /** How many findings were in the baseline since they were taken last, by rule. */
    takeKnown(): ReadonlyMap<string, number> {
        const known = this.#known;
        this.#known = new Map();
        return known;
    }

    /** True when a finding has been accepted by this waiver, or this entry of the baseline. */
    isUsed(acceptance: object): boolean {
        return this.#used.has(acceptance);
    }

    /** Notes that the resource of `urn` is judged before it is made. */
    noteLook(urn: string): void {
        this.#looked.add(urn);
    }

    /** True when the resource of `urn` has been judged in this run, before it was made. */
    hasLooked(urn: string): boolean {
        return this.#looked.has(urn);
    }

    #waiver(rule: string, urn: string): Waiver | undefined {
        return this.waivers.waivers.find(
            (waiver) => isAbout(waiver, rule, urn) && daysLeft(waiver, this.today) >= 0,
        );
    }
}

/** The engine starts one process per run, so what is accepted belongs to the process. */
export const acceptances = new Acceptances();
