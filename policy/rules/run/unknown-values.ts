import { rule } from "../../rule";
import { undecidedLooks } from "../../undecided";

export const unknownValues = rule({
    name: "unknown-values",
    description: "What could not be judged before the update is named.",
    why: "Before a first update some values are not known, and silence would look like a pass.",
    severity: "low",
    remediation:
        "Nothing: the rules named judge these values in the update, before the resource is made.",
    frameworks: {},
    source: "https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/",
    level: "advisory",
    aboutRun: true,
    checkStack: (stack) => {
        const names = new Map(stack.resources.map(({ urn, name }) => [urn, name]));
        const open = undecidedLooks.all().flatMap(({ rule, looks }) => {
            const places = [...looks].flatMap(([urn, { properties }]) =>
                properties.map((property) => [names.get(urn), property] as const),
            );
            const here = places.filter(([name]) => name !== undefined);
            return here.length === 0
                ? []
                : `${rule}: ${here.map(([name, property]) => `${name}.${property}`).join(", ")}`;
        });
        if (open.length > 0) {
            stack.fail(`not known before the update, so judged in it:\n${open.join("\n")}`);
        }
    },
});
