import type { Account, Entry } from "../../cloud/account";
import type { Draft } from "../../cloud/model";
import { arn } from "../shared/arn";
import { allows } from "../shared/policy-evaluation";
import { contextOf, type Publisher } from "../shared/publisher";
import { FUNCTION, PERMISSION } from "./types";

/** The function of that name or ARN, be it followed by a version or alias. */
export function findFunction(account: Account, value: string): Entry | undefined {
    const name = /^(?:.*:function:)?([\w-]+)/.exec(value)?.[1] ?? "";
    return account.get(FUNCTION, name);
}

/**
 * Why `publisher` cannot invoke a function, or nothing: `Permission` resources say who may. Stricter
 * than AWS on purpose, which drops such events of rules and topics without a word.
 */
export function invocationProblem(
    draft: Draft,
    functionArn: string,
    publisher: Publisher,
): string | undefined {
    const target = findFunction(draft.account, functionArn);
    if (target === undefined) {
        return `the function ${functionArn} does not exist`;
    }
    const { service } = publisher;
    const resource = arn(draft, "lambda", `function:${target.id}`);
    const request = { service, action: "lambda:InvokeFunction", resource };
    return allows(policyOfFunction(draft.account, target), {
        ...request,
        context: contextOf(draft, publisher),
    })
        ? undefined
        : `no Permission lets ${service} invoke the function ${target.id} for ` +
              publisher.sourceArn;
}

/** The policy that a function has of its `Permission` resources. */
function policyOfFunction(account: Account, target: Entry): unknown {
    const statements = account
        .all(PERMISSION)
        .filter(({ inputs }) => findFunction(account, inputs.function as string) === target)
        .map(({ inputs }) => {
            const { action, principal, sourceAccount, sourceArn } = inputs as Record<
                string,
                string
            >;
            const who = principal?.includes(".") ? { Service: principal } : { AWS: principal };
            return {
                Effect: "Allow",
                Principal: principal === "*" ? "*" : who,
                Action: action,
                Condition: {
                    ...(sourceAccount && { StringEquals: { "aws:SourceAccount": sourceAccount } }),
                    ...(sourceArn && { ArnLike: { "aws:SourceArn": sourceArn } }),
                },
            };
        });
    return { Statement: statements };
}
