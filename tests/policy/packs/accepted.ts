import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "../../../policy/policy-of";
import { type Rule, rule } from "../../../policy/rule";
import { exceptionRules } from "../../../policy/rules/exceptions";
import { runRules } from "../../../policy/rules/run";

/** A pack of three rules, and of those about the run. */
const about = {
    description: "Every thing is right.",
    why: "To see it.",
    severity: "low",
    remediation: "None.",
    frameworks: { gdpr: ["5"] },

    source: "https://www.pulumi.com/docs/",
} as const;

const rules: readonly Rule[] = [
    ...exceptionRules,
    rule({
        ...about,
        name: "thing-on",
        types: ["try:it:Thing"],
        check: (thing) => {
            thing.must("on", (on) => on === true, "is off");
        },
        remediate: (thing) => (thing.read("on") === true ? undefined : { on: true }),
    }),
    rule({
        ...about,
        name: "thing-named",
        types: ["try:it:Thing"],
        check: (thing) => {
            thing.mustHave("title", "has no title");
        },
    }),
    rule({
        ...about,
        name: "place-visited",
        settings: { visits: { type: "integer", default: 1, description: "fewest visits" } },
        checkStack: (stack) => {
            for (const place of stack.of("try:it:Place")) {
                place.fail("has no visitor");
            }
            if (stack.of("try:it:Desert").length > 0) {
                stack.fail("has a desert");
            }
        },
    }),
    ...runRules,
];

new PolicyPack("accepted", { policies: policiesOf(rules), enforcementLevel: "mandatory" });
