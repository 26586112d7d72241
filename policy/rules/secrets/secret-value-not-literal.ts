import { rule } from "../../rule";

export const secretValueNotLiteral = rule({
    name: "secret-value-not-literal",
    description: "No secret's value stands in the program.",
    why: "Whoever reads the source has the secret, and its history never forgets it.",
    severity: "high",
    remediation:
        "Pass the value as secretStringWo, which no state keeps, or take it from what makes it, such as random.RandomPassword.",
    frameworks: { pci: ["8.6.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
    // A value from a secret of the config cannot be told from one in the source.
    level: "advisory",
    checkStack: (stack) => {
        for (const version of stack.of("aws:secretsmanager/secretVersion:SecretVersion")) {
            for (const property of ["secretString", "secretBinary"]) {
                const origins = version.node.propertyDependencies[property] ?? [];
                if (typeof version.read(property) === "string" && version.has(property)) {
                    if (origins.length === 0) {
                        version.fail(
                            `${property} stands in the program; use secretStringWo, or what makes the value`,
                        );
                    }
                }
            }
        }
    },
});
