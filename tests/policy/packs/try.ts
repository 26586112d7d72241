import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "../../../policy/policy-of";
import type { Stack } from "../../../policy/resource";
import { type Rule, rule } from "../../../policy/rule";
import { acceptedFindings } from "../../../policy/rules/run/accepted-findings";

/** A pack whose rules tell how they are run. */
const about = (name: string) => ({
    name,
    description: `It is ${name}.`,
    why: "To see it.",
    severity: "low" as const,
    remediation: "None.",
    frameworks: {},

    source: "https://www.pulumi.com/docs/",
});

/** Whatever the stack, it is the same for all rules of one request. */
const seen: Stack[] = [];
function isShared(stack: Stack): boolean {
    seen.push(stack);
    return seen.at(-1) === seen.at(-2);
}

const types = ["try:it:Bad"];
const fails = () => {
    throw new Error("it broke");
};
const rules: readonly Rule[] = [
    rule({
        ...about("first"),
        checkStack: (stack) => {
            isShared(stack);
        },
    }),
    rule({ ...about("fails-at-resource"), level: "advisory", types, check: fails }),
    rule({ ...about("fails-at-stack"), level: "advisory", checkStack: fails }),
    rule({
        ...about("half-way"),
        types,
        check: (resource) => {
            resource.fail("is bad");
            fails();
        },
    }),
    rule({
        ...about("second"),
        checkStack: (stack) => {
            stack.fail(`${isShared(stack) ? "shared" : "its own"}, of ${stack.resources.length}`);
        },
    }),
    rule({
        ...about("configured"),
        settings: { most: { type: "integer", default: 1, description: "most resources" } },
        checkStack: (stack, { most }) => {
            if (stack.resources.length > most) {
                stack.fail(`more than ${most}`);
            }
        },
    }),
    rule({
        ...about("mends"),
        types: ["try:it:Good"],
        check: (resource) => {
            resource.must("nested.on", (on) => on === true, "is off");
        },
        remediate: (resource) =>
            resource.read("nested.on") === true ? undefined : { "nested.on": true, "new.one": 1 },
    }),
    rule({
        ...about("mends-badly"),
        types: ["try:it:Good"],
        check: () => undefined,
        remediate: fails,
    }),
    acceptedFindings,
];

new PolicyPack("try", { policies: policiesOf(rules), enforcementLevel: "mandatory" });
