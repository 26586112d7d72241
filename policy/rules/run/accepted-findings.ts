import { acceptances } from "../../acceptances";
import type { BaselineEntry } from "../../baseline";
import { configs } from "../../configs";
import type { Stack } from "../../resource";
import { rule } from "../../rule";
import { undecidedLooks } from "../../undecided";
import { stackPrefix, stackUrn } from "../../urn";
import { waivedMessage } from "../../waived-message";
import { type Waiver, daysLeft, isNamed } from "../../waivers";

export const acceptedFindings = rule({
    name: "accepted-findings",
    description:
        "Every finding that is waived or in the baseline is named, and what is left of those.",
    why: "What is accepted stays a risk: who looks at a run must see it, and what has become needless must go.",
    severity: "low",
    remediation:
        "Mend the finding and take out what accepts it, or renew a waiver before its last day.",
    frameworks: {},
    source: "https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/",
    level: "advisory",
    aboutRun: true,
    settings: {
        warnDays: {
            type: "integer",
            minimum: 0,
            default: 30,
            description: "days before the last day of a waiver from which on it is named",
        },
    },
    check: (resource) => {
        acceptances.takeWaived(resource.urn).forEach((waived) => {
            resource.fail(waivedMessage(waived));
        });
    },
    checkStack: (stack, { warnDays }) => {
        const first = stack.resources[0]?.urn;
        if (first === undefined) {
            return;
        }
        for (const resource of stack.resources) {
            acceptances.takeWaived(resource.urn).forEach((waived) => {
                resource.fail(waivedMessage(waived));
            });
        }
        const ofStack = acceptances.takeWaived(stackUrn(first)).map(waivedMessage);
        [...ofStack, ...waiversToMend(stack, warnDays), ...baselineToMend(stack)].forEach(
            (message) => {
                stack.fail(message);
            },
        );
    },
});

function waiversToMend(stack: Stack, warnDays: number): string[] {
    return acceptances.waivers.waivers.flatMap((waiver) => {
        const { line, rule, resource, owner, expires } = waiver;
        const days = daysLeft(waiver, acceptances.today);
        const what = `line ${line}: the waiver of ${rule} for ${resource}`;
        return [
            ...(days >= 0 && days <= warnDays
                ? [
                      `${what} expires on ${expires}, in ${days} days; ${owner} has to mend what it waives, or to decide anew`,
                  ]
                : []),
            ...(days >= 0 && isUnused(waiver, stack) ? [`${what} is not used; take it out`] : []),
        ];
    });
}

/** True when the resources of a waiver are in this stack and its rule finds no fault with them. */
function isUnused(waiver: Waiver, stack: Stack): boolean {
    const { rule, resource } = waiver;
    const prefix = stackPrefix(stack.resources[0]?.urn ?? "");
    const named = stack.resources.filter(({ urn }) => isNamed(resource, urn));
    const judged = named.filter(({ urn }) => isJudged(rule, urn));
    const isGone = named.length === 0 && resource.startsWith(prefix);
    return configs.isOn(rule) && !acceptances.isUsed(waiver) && (judged.length > 0 || isGone);
}

function baselineToMend(stack: Stack): string[] {
    const prefix = stackPrefix(stack.resources[0]?.urn ?? "");
    const known = [...acceptances.takeKnown()];
    const count = known.reduce((sum, [, ofRule]) => sum + ofRule, 0);
    const gone = [...acceptances.baseline.entries.values()].filter(
        (entry) => entry.urn.startsWith(prefix) && hasGone(entry, stack),
    );
    return [
        ...(count > 0
            ? [
                  `in the baseline: ${count} findings (${known.map(([rule, ofRule]) => `${rule} ${ofRule}`).join(", ")})`,
              ]
            : []),
        ...gone.map(({ rule, urn }) => `in the baseline, but gone: ${rule} at ${urn}; take it out`),
    ];
}

function hasGone(entry: BaselineEntry, stack: Stack): boolean {
    const { rule, urn } = entry;
    const isThere = stack.byUrn(urn) !== undefined;
    return configs.isOn(rule) && !acceptances.isUsed(entry) && (!isThere || isJudged(rule, urn));
}

/** True when all is known that `rule` has to say of the resource of `urn`. */
function isJudged(rule: string, urn: string): boolean {
    return acceptances.hasLooked(urn) && !undecidedLooks.of(rule).has(urn);
}
