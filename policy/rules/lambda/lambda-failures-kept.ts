import { UNKNOWN } from "../../inspect";
import type { StackResource } from "../../resource";
import { rule } from "../../rule";

const FUNCTION = "aws:lambda/function:Function";
const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";

/** Services that wait for the answer, and tell their own callers when there is none. */
const WAITING =
    /^(apigateway|bedrock|cognito-idp|edgelambda|elasticloadbalancing|lex|lexv2|vpc-lattice)\.amazonaws\.com/;

/** True for what calls a function and does not forget: it waits, or is a queue and keeps messages. */
function keepsFailures(caller: StackResource, isOfQueue: (mapping: StackResource) => boolean) {
    return caller.type === MAPPING
        ? caller.has("destinationConfig.onFailure") || isOfQueue(caller)
        : WAITING.test(String(caller.read("principal")));
}

export const lambdaFailuresKept = rule({
    name: "lambda-failures-kept",
    description: "What a function has failed on is kept somewhere.",
    why: "Lambda tries twice more, and then forgets the event.",
    severity: "low",
    remediation:
        "Set deadLetterConfig, or destinationConfig.onFailure in an aws.lambda.FunctionEventInvokeConfig.",
    frameworks: { gdpr: ["5(1)(f)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    // A function that a program of another stack calls, and waits for, needs none either.
    level: "advisory",
    checkStack: (stack) => {
        const ofFunctions = (type: string, property: string) =>
            stack.links([type], property, [FUNCTION], ["name", "arn", "id"]);
        const configs = ofFunctions(
            "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
            "functionName",
        );
        const mappings = ofFunctions(MAPPING, "functionName");
        const permissions = ofFunctions("aws:lambda/permission:Permission", "function");
        const queues = stack.links(
            [MAPPING],
            "eventSourceArn",
            ["aws:sqs/queue:Queue"],
            ["arn", "id"],
        );
        const isOfQueue = (mapping: StackResource) => {
            const source = mapping.read("eventSourceArn");
            return source === UNKNOWN
                ? queues.from(mapping).length > 0
                : String(source).includes(":sqs:");
        };
        for (const lambda of stack.of(FUNCTION)) {
            const callers = [...mappings.to(lambda), ...permissions.to(lambda)];
            const isKept =
                lambda.has("deadLetterConfig.targetArn") ||
                configs.to(lambda).some((config) => config.has("destinationConfig.onFailure")) ||
                (callers.length > 0 && callers.every((each) => keepsFailures(each, isOfQueue)));
            if (!isKept) {
                lambda.fail("forgets what it has failed on; set deadLetterConfig.targetArn");
            }
        }
    },
});
