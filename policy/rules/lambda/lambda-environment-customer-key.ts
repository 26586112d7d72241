import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const lambdaEnvironmentCustomerKey = rule({
    name: "lambda-environment-customer-key",
    description: "The environment of functions is encrypted with a customer-managed key.",
    why: "The default key lets everyone who may look at the function read it, without a second lock.",
    severity: "medium",
    remediation: "Set kmsKeyArn to the ARN of a key of your own.",
    frameworks: { pci: ["3.5.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
    types: ["aws:lambda/function:Function"],
    check: (lambda) => {
        const variables = lambda.partly("environment.variables") ?? {};
        // Not known at all, there are some all the same.
        if (typeof variables !== "object" || Object.keys(variables).length > 0) {
            mustHaveCustomerKey(lambda, "kmsKeyArn", "its environment");
        }
    },
});
