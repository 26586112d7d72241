import { rule } from "../../rule";

export const lambdaConcurrencyBounded = rule({
    name: "lambda-concurrency-bounded",
    description: "Functions have a limit on how many run at once.",
    why: "Without one a flood of events takes all connections of the database. Off by default, because what a function reserves is taken from all others.",
    severity: "low",
    remediation: "Set reservedConcurrentExecutions.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    level: "disabled",
    types: ["aws:lambda/function:Function"],
    check: (lambda) => {
        lambda.must(
            "reservedConcurrentExecutions",
            (limit) => typeof limit === "number" && limit >= 0,
            "may take all there is; set reservedConcurrentExecutions",
        );
    },
});
