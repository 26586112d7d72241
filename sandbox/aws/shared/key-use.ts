import type { Entry } from "../../cloud/account";
import { AwsError, type Draft } from "../../cloud/model";
import { accountMay, policyOfKey } from "../kms";
import { partitionOf } from "./arn";
import { usableKey } from "./references";

/** What a service does with a key, in the name of who uses it. */
const NEEDED: Readonly<Record<"dynamodb" | "kinesis", readonly string[]>> = {
    dynamodb: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:GenerateDataKey",
        "kms:DescribeKey",
        "kms:CreateGrant",
    ],
    kinesis: ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
};

/** What the policy of a key is told of a request that comes through `service`. */
export function viaService({ region }: Pick<Draft, "region">, service: string) {
    return {
        "kms:ViaService": `${service}.${region}.${partitionOf(region).dnsSuffix}`,
        "kms:GrantIsForAWSResource": "true",
    };
}

/** Throws for a key of `field` that cannot be used, or not by the account through `service`. */
export function refuseUselessKey(
    draft: Draft,
    field: string,
    service: keyof typeof NEEDED,
    code: string,
): Entry | undefined {
    const key = usableKey(draft, field, code);
    if (key !== undefined) {
        const policy = policyOfKey(draft.account, key);
        const via = viaService(draft, service);
        const lacking = NEEDED[service].filter((action) => !accountMay(draft, policy, action, via));
        if (lacking.length > 0) {
            throw new AwsError(
                code,
                `${field}: the policy of the key ${key.id} does not let the account use it through ` +
                    `${via["kms:ViaService"]}: it lacks ${lacking.join(", ")}`,
            );
        }
    }
    return key;
}
