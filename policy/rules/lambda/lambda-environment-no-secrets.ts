import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";
import { isSecretName, isSecretValue } from "../../secret-words";

export const lambdaEnvironmentNoSecrets = rule({
    name: "lambda-environment-no-secrets",
    description: "No secret stands in the environment of a function.",
    why: "Everyone who may look at the function, and every log that prints its environment, has it.",
    severity: "high",
    remediation: "Pass the ARN of the secret, and read the secret when the function starts.",
    frameworks: { pci: ["8.6.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
    types: ["aws:lambda/function:Function"],
    check: (lambda) => {
        const variables = lambda.partly("environment.variables") ?? {};
        if (variables === UNKNOWN) {
            lambda.undecided("environment.variables");
            return;
        }
        for (const name of Object.keys(variables)) {
            // A name that promises nothing is not asked about again for a value not known yet.
            const path = `environment.variables.${name}`;
            if (lambda.read(path) !== UNKNOWN || isSecretName(name, UNKNOWN)) {
                lambda.must(
                    path,
                    (value) => !isSecretName(name, value) && !isSecretValue(value),
                    `${path} is a secret; pass the ARN of one in Secrets Manager`,
                );
            }
        }
    },
});
