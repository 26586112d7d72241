import type { Draft } from "../../cloud/model";
import { findFunction, invocationProblem } from "../lambda/invocation";
import { topicProblem } from "../sns/delivery";
import { TOPIC } from "../sns/types";
import { queueProblem } from "../sqs/delivery";
import { QUEUE } from "../sqs/types";
import { partsOf } from "./forms";
import type { Publisher } from "./publisher";

/** Services whose things let others in by a policy of their own. */
export const BY_POLICY = ["lambda", "sns", "sqs", "logs"];

/** Why `publisher` cannot reach the function, topic or queue at `arn`, or nothing. */
export function targetProblem(draft: Draft, arn: string, publisher: Publisher): string | undefined {
    switch (partsOf(arn).service) {
        case "lambda":
            return invocationProblem(draft, arn, publisher);
        case "sns":
            return topicProblem(draft, arn, publisher);
        case "sqs":
            return queueProblem(draft, arn, publisher);
        default:
            return undefined;
    }
}

/** The action that a role needs for the function, topic or queue at `arn`, and whether that exists. */
export function actionOn({ account }: Draft, arn: string) {
    switch (partsOf(arn).service) {
        case "lambda":
            return {
                action: "lambda:InvokeFunction",
                exists: findFunction(account, arn) !== undefined,
            };
        case "sns":
            return { action: "sns:Publish", exists: account.get(TOPIC, arn) !== undefined };
        case "sqs":
            return {
                action: "sqs:SendMessage",
                exists: account.find(QUEUE, "arn", arn) !== undefined,
            };
        default:
            return undefined;
    }
}
