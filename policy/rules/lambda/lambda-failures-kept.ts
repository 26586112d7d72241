import { rule } from "../../rule";

const FUNCTION = "aws:lambda/function:Function";

export const lambdaFailuresKept = rule({
    name: "lambda-failures-kept",
    description: "What a function has failed on is kept somewhere.",
    why: "Lambda tries twice more, and then forgets the event.",
    severity: "low",
    remediation:
        "Set deadLetterConfig, or destinationConfig.onFailure in an aws.lambda.FunctionEventInvokeConfig.",
    frameworks: { gdpr: ["5(1)(f)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    // What is only ever called by somebody who waits for the answer needs none.
    level: "advisory",
    checkStack: (stack) => {
        const configs = stack.links(
            ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"],
            "functionName",
            [FUNCTION],
            ["name", "arn", "id"],
        );
        const mappings = stack.links(
            ["aws:lambda/eventSourceMapping:EventSourceMapping"],
            "functionName",
            [FUNCTION],
            ["name", "arn", "id"],
        );
        for (const lambda of stack.of(FUNCTION)) {
            const destinations = [...configs.to(lambda), ...mappings.to(lambda)].filter((config) =>
                config.has("destinationConfig.onFailure"),
            );
            if (!lambda.has("deadLetterConfig.targetArn") && destinations.length === 0) {
                lambda.fail("forgets what it has failed on; set deadLetterConfig.targetArn");
            }
        }
    },
});
