import { rule } from "../rule";
import { undecidedLooks } from "../undecided";

export const unknownValues = rule({
    name: "unknown-values",
    description: "What could not be judged yet is said.",
    why: "Before a first update some values are not known, and silence would look like a pass.",
    severity: "low",
    remediation:
        "Nothing: the rules named judge these values in the update, before the resource is made.",
    frameworks: {},
    level: "advisory",
    checkStack: (stack) => {
        const names = new Map(stack.resources.map(({ urn, name }) => [urn, name]));
        const open = undecidedLooks.all().filter(({ urn }) => names.has(urn));
        const lines = open.map(
            ({ rule, urn, properties }) =>
                `${rule} on ${names.get(urn) ?? urn} (${properties.join(", ")})`,
        );
        if (lines.length > 0) {
            stack.fail(`not known before the update, so judged in it: ${lines.join("; ")}`);
        }
    },
});
