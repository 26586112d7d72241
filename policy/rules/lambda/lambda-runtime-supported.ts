import { endOfSupport } from "../../lambda-runtimes";
import { rule } from "../../rule";

export const lambdaRuntimeSupported = rule({
    name: "lambda-runtime-supported",
    description: "Functions use runtimes that AWS supports.",
    why: "After the end of support there are no security fixes, and some day no updates of the function.",
    severity: "medium",
    remediation: "Set runtime to the newest version of its language.",
    frameworks: { fsbp: ["Lambda.2"], pci: ["6.3.3"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    types: ["aws:lambda/function:Function"],
    check: (lambda) => {
        const today = new Date().toISOString().slice(0, 10);
        lambda.must(
            "runtime",
            // A container has none.
            (runtime) => typeof runtime !== "string" || today <= (endOfSupport(runtime) ?? today),
            (got) => `AWS no longer supports ${got}; set runtime to a newer version`,
        );
    },
});
