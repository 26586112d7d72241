import { configMistakes } from "../../config-mistakes";
import { configs } from "../../configs";
import { rule } from "../../rule";

export const policyConfig = rule({
    name: "policy-config",
    description: "Every parameter in the policy config is one that its rule has.",
    why: "A parameter with a slip in its name is no error to Pulumi, and the rule goes on with its default.",
    severity: "medium",
    remediation: "Mend the name in the policy config; RULES.md lists each rule's parameters.",
    frameworks: {},
    source: "https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/",
    aboutRun: true,
    checkStack: (stack) => {
        const called = configs.rules.filter(({ name }) => configs.has(name));
        const config = Object.fromEntries(called.map(({ name }) => [name, configs.of(name)]));
        for (const mistake of configMistakes(config, configs.rules)) {
            stack.fail(mistake);
        }
    },
});
