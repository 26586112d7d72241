import type { Draft } from "../../cloud/model";
import { policyOfKey } from "../kms";
import { allows, type Request } from "./policy-evaluation";

/** A service of AWS that sends messages by itself, and on whose behalf. */
export interface Publisher {
    /** Such as `cloudwatch.amazonaws.com`. */
    readonly service: string;
    /** ARN of what makes it send, such as an alarm. */
    readonly sourceArn: string;
}

/** What a publisher's request says of itself, in the words of a policy's conditions. */
export function contextOf({ account }: Draft, { sourceArn }: Publisher): Request["context"] {
    return {
        "aws:SourceAccount": account.accountId,
        "aws:SourceArn": sourceArn,
        "aws:SecureTransport": "true",
    };
}

/**
 * Why `publisher` cannot send to what is encrypted with `keyId`, or nothing. Delivery fails then, and
 * AWS tells nobody.
 *
 * @param keyId what `kmsMasterKeyId` of a topic or queue says: ARN, id or alias
 * @param context what the key's policy is told of the request. @default what the publisher says
 */
export function messageKeyProblem(
    draft: Draft,
    keyId: unknown,
    publisher: Publisher,
    context = contextOf(draft, publisher),
): string | undefined {
    if (typeof keyId !== "string") {
        return undefined;
    }
    if (/(^|:)alias\/aws\//.test(keyId)) {
        return (
            `it is encrypted with ${keyId}, whose policy lets ${publisher.service} not use it and ` +
            "cannot be changed; give it a key of your own"
        );
    }
    const key = messageKey(draft, keyId);
    if (key === undefined) {
        return `its key ${keyId} does not exist`;
    }
    const policy = policyOfKey(draft.account, key);
    const { service } = publisher;
    const resource = key.outputs.arn as string;
    const lacking = ["kms:GenerateDataKey", "kms:Decrypt"].filter(
        (action) => !allows(policy, { service, action, resource, context }),
    );
    return lacking.length === 0
        ? undefined
        : `the policy of its key ${key.id} does not let ${service} do ${lacking.join(", ")}`;
}

/** The key of that ARN, id, alias or ARN of an alias. */
export function messageKey({ account }: Draft, keyId: string) {
    const alias =
        account.get("aws:kms/alias:Alias", keyId) ??
        account.find("aws:kms/alias:Alias", "arn", keyId);
    const id = (alias?.outputs.targetKeyArn as string | undefined) ?? keyId;
    return account.find("aws:kms/key:Key", "arn", id) ?? account.get("aws:kms/key:Key", id);
}
