import { acceptances } from "../../acceptances";
import { fileSetting, looksAtFile } from "../../file-rule";
import { rule } from "../../rule";
import { daysLeft } from "../../waivers";

function mistakes(): string[] {
    const { waivers, mistakes } = acceptances.waivers;
    const expired = waivers.filter((waiver) => daysLeft(waiver, acceptances.today) < 0);
    return [
        ...mistakes,
        ...expired.map(
            ({ line, rule, resource, owner, expires, reason }) =>
                `line ${line}: the waiver of ${rule} for ${resource} has expired on ${expires} ` +
                `(${owner}: ${reason}); mend what it waives and take it out, or decide anew`,
        ),
    ];
}

export const waivers = rule({
    name: "waivers",
    description: "Every waiver has a reason, an owner and a last day that is not over.",
    why: "An exception that nobody answers for, or that never ends, is how a rule quietly stops to hold.",
    severity: "high",
    remediation: "Mend the entry in the file of waivers, or take it out and mend what it waives.",
    frameworks: {},
    source: "https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/",
    aboutRun: true,
    settings: { file: fileSetting("waivers") },
    ...looksAtFile(mistakes),
});
