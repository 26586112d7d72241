import { acceptances } from "../../acceptances";
import { fileSetting, looksAtFile } from "../../file-rule";
import { rule } from "../../rule";

export const baseline = rule({
    name: "baseline",
    description: "Every entry of the baseline names a rule and a resource.",
    why: "An entry that names nothing hides nothing, and what it was meant for stops the next update.",
    severity: "medium",
    remediation: "Mend the entry in the file of the baseline, or write the file anew.",
    frameworks: {},
    source: "https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/",
    aboutRun: true,
    settings: { file: fileSetting("the baseline") },
    ...looksAtFile(() => acceptances.baseline.mistakes),
});
