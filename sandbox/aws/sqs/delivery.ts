import type { Account, Entry } from "../../cloud/account";
import type { Draft } from "../../cloud/model";
import { allows } from "../shared/policy-evaluation";
import { contextOf, messageKeyProblem, type Publisher } from "../shared/publisher";
import { QUEUE, QUEUE_POLICY } from "./types";

/**
 * Why what `publisher` sends to a queue never arrives, or nothing. Stricter than AWS on purpose: it
 * drops such messages without a word.
 */
export function queueProblem(
    draft: Draft,
    queueArn: string,
    publisher: Publisher,
): string | undefined {
    const queue = draft.account.find(QUEUE, "arn", queueArn);
    if (queue === undefined) {
        return `the queue ${queueArn} does not exist`;
    }
    const { service } = publisher;
    const policy = policyOfQueue(draft.account, queue);
    const request = { service, action: "sqs:SendMessage", resource: queueArn };
    if (!allows(policy, { ...request, context: contextOf(draft, publisher) })) {
        return `the policy of the queue ${queueArn} does not let ${service} do sqs:SendMessage`;
    }
    const problem = messageKeyProblem(draft, queue.inputs.kmsMasterKeyId, publisher);
    return problem && `${service} cannot send to the queue ${queueArn}: ${problem}`;
}

function policyOfQueue(account: Account, { id, inputs }: Entry): unknown {
    return account.get(QUEUE_POLICY, id)?.inputs.policy ?? inputs.policy ?? { Statement: [] };
}
