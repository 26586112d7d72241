import { rule } from "../../rule";

const FUNCTION = "aws:lambda/function:Function";
const PREFIX = "/aws/lambda/";

export const lambdaLogGroupOwn = rule({
    name: "lambda-log-group-own",
    description: "The log group of every function is made by the program.",
    why: "Otherwise Lambda makes one: not encrypted with a key of ours, and kept for ever.",
    severity: "medium",
    remediation:
        "Make an aws.cloudwatch.LogGroup and set loggingConfig.logGroup to its name, or call it /aws/lambda/<function>.",
    frameworks: { fsbp: ["CloudWatch.16"], pci: ["10.5.1"], gdpr: ["5(1)(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
    checkStack: (stack) => {
        const groups = stack.of("aws:cloudwatch/logGroup:LogGroup");
        const names = new Set(groups.map((group) => group.read("name")));
        // A group that is called after a function is made from its name.
        const calledAfter = stack.links(
            ["aws:cloudwatch/logGroup:LogGroup"],
            "name",
            [FUNCTION],
            ["name"],
        );
        for (const lambda of stack.of(FUNCTION)) {
            const configured = lambda.read("loggingConfig.logGroup");
            const byDefault = `${PREFIX}${String(lambda.read("name"))}`;
            const isConfigured = lambda.has("loggingConfig.logGroup") && configured !== byDefault;
            if (!isConfigured && !names.has(byDefault) && calledAfter.to(lambda).length === 0) {
                lambda.fail(
                    "logs to a group that Lambda makes; make one, and set loggingConfig.logGroup",
                );
            }
        }
    },
});
