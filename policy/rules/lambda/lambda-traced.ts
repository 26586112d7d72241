import { rule } from "../../rule";

export const lambdaTraced = rule({
    name: "lambda-traced",
    description: "Functions are traced by X-Ray.",
    why: "A trace shows where time and errors come from, across services. Off by default, because it needs rights and, in a closed VPC, an endpoint of its own.",
    severity: "low",
    remediation: "Set tracingConfig.mode to 'Active'.",
    frameworks: { fsbp: ["Lambda.7"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-7",
    level: "disabled",
    types: ["aws:lambda/function:Function"],
    check: (lambda) => {
        lambda.must(
            "tracingConfig.mode",
            (mode) => mode === "Active",
            'is not traced; set tracingConfig.mode to "Active"',
        );
    },
});
