import type { Mistake } from "../mistake";

/** What AWS has once in an account, most of it in each region, by its key in `pii:guardrails`. */
export const SINGLETONS = {
    detector: "GuardDuty detector",
    recorder: "recorder of AWS Config",
    analyzer: "analyzer of external access",
    unusedAccessDays: "analyzer of unused access",
    securityHub: "Security Hub",
    macie: "session of Macie",
    "budget.anomalies.monitor": "monitor of the costs of AWS's services",
} as const;

export type Singleton = keyof typeof SINGLETONS;

/** What to do about a singleton: make it, use the one that is there, or leave it alone. */
export const MODES = ["own", "adopt", "skip"] as const;

export type Mode = (typeof MODES)[number];

export type Modes = Readonly<Record<Singleton, Mode>>;

/** Ids of those that are there, as far as anybody asked. */
export type PresentSingletons = Readonly<Partial<Record<Singleton, string>>>;

/**
 * What of `modes` contradicts what is there.
 * @param ours those that this stack has made, or was about to
 */
export function singletonMistakes(
    modes: Modes,
    present: PresentSingletons,
    ours: readonly Singleton[],
): Mistake[] {
    return singletonKeys().flatMap((singleton) => {
        const advice = contradiction(singleton, modes[singleton], present[singleton], ours);
        const got = singleton === "unusedAccessDays" ? "given" : modes[singleton];
        return advice === undefined ? [] : [{ where: `pii:guardrails.${singleton}`, got, advice }];
    });
}

function contradiction(
    singleton: Singleton,
    mode: Mode,
    id: string | undefined,
    ours: readonly Singleton[],
): string | undefined {
    const what = SINGLETONS[singleton];
    const isOurs = ours.includes(singleton);
    const without = goWithout(singleton);
    if (mode === "own" && id !== undefined && !isOurs) {
        const adopt = singleton === "unusedAccessDays" ? "" : 'set "adopt" to use that one, or ';
        return `the ${placeOf(singleton)} has one already, the ${what} ${id}, which this stack did not make, and AWS takes no second one: ${adopt}${without} to leave it alone`;
    }
    if (mode === "adopt" && id === undefined) {
        return `there is no ${what} to adopt: set "own" to make one, or ${without} to go without`;
    }
    if (mode === "adopt" && isOurs) {
        return `the ${what} that is there, ${id ?? ""}, is this stack's own, which would be deleted and not adopted: keep "own", or ${without} to delete it`;
    }
    return undefined;
}

/** Whether there is one in each region, or one for all of them. */
export function placeOf(singleton: Singleton): "region" | "account" {
    return singleton === "budget.anomalies.monitor" ? "account" : "region";
}

/** What to do in the configuration to neither make it nor use it. */
export function goWithout(singleton: Singleton): string {
    switch (singleton) {
        case "unusedAccessDays":
            return "leave pii:guardrails.unusedAccessDays out";
        case "budget.anomalies.monitor":
            return "leave pii:guardrails.budget.anomalies out";
        default:
            return `set pii:guardrails.${singleton} to "skip"`;
    }
}

/** All of them, in the order of {@link SINGLETONS}. */
export function singletonKeys(): Singleton[] {
    return Object.keys(SINGLETONS) as Singleton[];
}
