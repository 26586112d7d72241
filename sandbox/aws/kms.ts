import { randomUUID } from "node:crypto";
import type { Account, Entry } from "../cloud/account";
import {
    AwsError,
    between,
    bool,
    type Draft,
    matching,
    maxLength,
    type Model,
    num,
    oneOf,
    str,
} from "../cloud/model";
import { arn, iamArn } from "./shared/arn";
import { regionalId } from "./shared/ids";
import { given } from "./shared/outputs";
import { keyPolicy, refuseTwoPolicies } from "./shared/policy-checks";
import { allows, statementsOf } from "./shared/policy-evaluation";
import { usableKey } from "./shared/references";
import { broken, isGiven, isOther } from "./shared/rules";

export const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";

const SYMMETRIC = "SYMMETRIC_DEFAULT";
const SPECS = [
    SYMMETRIC,
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "ECC_NIST_P256",
    "ECC_NIST_P384",
    "ECC_NIST_P521",
    "ECC_SECG_P256K1",
    "HMAC_224",
    "HMAC_256",
    "HMAC_384",
    "HMAC_512",
    "SM2",
];

const policySize = maxLength(32_768);

const policyText = (options: { required?: boolean } = {}) =>
    str({ ...options, check: (value) => policySize(value) ?? keyPolicy(value) });

/**
 * A KMS key. Deleting it only schedules its end, 7 to 30 days later; until then it can neither be
 * used nor named by anything new, so that here it is gone at once.
 */
const key: Model = {
    type: KEY,
    fields: {
        bypassPolicyLockoutSafetyCheck: bool({ default: false }),
        customerMasterKeySpec: str({ default: SYMMETRIC, replaces: true, check: oneOf(...SPECS) }),
        deletionWindowInDays: num({ check: between(7, 30) }),
        description: str({ check: maxLength(8192) }),
        enableKeyRotation: bool(),
        isEnabled: bool({ default: true }),
        keyUsage: str({
            default: "ENCRYPT_DECRYPT",
            replaces: true,
            check: oneOf("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
        }),
        multiRegion: bool({ replaces: true }),
        policy: policyText(),
        rotationPeriodInDays: num({ check: between(90, 2560) }),
    },
    rules: (inputs) =>
        broken(
            [
                isGiven(inputs, "rotationPeriodInDays") && isOther(inputs.enableKeyRotation, true),
                "rotationPeriodInDays",
                "needs enableKeyRotation to be true",
            ],
            [
                inputs.enableKeyRotation === true &&
                    isOther(inputs.customerMasterKeySpec, SYMMETRIC),
                "enableKeyRotation",
                `is for keys of the spec ${SYMMETRIC} only`,
            ],
            [
                inputs.customerMasterKeySpec === SYMMETRIC &&
                    isOther(inputs.keyUsage, "ENCRYPT_DECRYPT"),
                "keyUsage",
                `must be ENCRYPT_DECRYPT for the spec ${SYMMETRIC}`,
            ],
        ),
    id: ({ inputs }) =>
        inputs.multiRegion === true ? `mrk-${randomUUID().replaceAll("-", "")}` : randomUUID(),
    outputs: {
        arn: (draft) => arn(draft, "kms", `key/${draft.id}`),
        description: given("description", () => "Managed by Pulumi"),
        enableKeyRotation: given("enableKeyRotation", () => false),
        keyId: ({ id }) => id,
        multiRegion: given("multiRegion", () => false),
        policy: given("policy", defaultPolicy),
    },
    refuse: refuseLockout,
};

/** The policy that AWS gives a key when the program gives none. */
function defaultPolicy(draft: Draft): string {
    const root = iamArn(draft, "root");
    const everything = { Effect: "Allow", Action: "kms:*", Resource: "*" };
    const statement = {
        Sid: "Enable IAM User Permissions",
        ...everything,
        Principal: { AWS: root },
    };
    return JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement: [statement] });
}

/** A policy must leave the account able to change the policy. */
function refuseLockout(draft: Draft): void {
    const { policy, bypassPolicyLockoutSafetyCheck } = draft.inputs;
    if (policy === undefined || bypassPolicyLockoutSafetyCheck === true) {
        return;
    }
    if (!accountMay(draft, policy, "kms:PutKeyPolicy")) {
        throw new AwsError(
            "MalformedPolicyDocumentException",
            "the new key policy would lock the account out of the key: it must let " +
                `${iamArn(draft, "root")} do kms:PutKeyPolicy`,
        );
    }
}

/**
 * True when a key policy leaves `action` to the account, whose own policies then say who may.
 *
 * @param via what else the policy is told of the request, in the words of its conditions
 */
export function accountMay(
    draft: Pick<Draft, "account" | "region">,
    policy: unknown,
    action: string,
    via: Readonly<Record<string, string>> = {},
): boolean {
    const ours = [iamArn(draft, "root"), draft.account.accountId, "*"];
    const ofAccount = statementsOf(policy)
        .filter(({ Principal }) =>
            typeof Principal === "object"
                ? [Principal.AWS].flat().some((who) => who !== undefined && ours.includes(who))
                : Principal === "*",
        )
        .map((statement) => ({ ...statement, Principal: "*" }));
    const request = { service: "", action, resource: "*" };
    const context = { "kms:CallerAccount": draft.account.accountId, ...via };
    return allows({ Statement: ofAccount }, { ...request, context });
}

/** The policy of a key as it stands, be it the key's own input or a resource beside it. */
export function policyOfKey(account: Account, { id, outputs }: Entry): unknown {
    const beside = account
        .all(KEY_POLICY)
        .find(({ inputs }) => inputs.keyId === id || inputs.keyId === outputs.arn);
    return beside?.inputs.policy ?? outputs.policy;
}

const keyPolicyResource: Model = {
    type: KEY_POLICY,
    untaggable: true,
    fields: {
        bypassPolicyLockoutSafetyCheck: bool({ default: false }),
        keyId: str({ required: true, replaces: true }),
        policy: policyText({ required: true }),
    },
    id: ({ inputs }) => inputs.keyId as string,
    onCreate: (draft) => {
        const target = usableKey(draft, "keyId", "NotFoundException");
        refuseTwoPolicies(
            target !== undefined && isGiven(target.inputs, "policy"),
            `key ${target?.id ?? ""}`,
            "KeyPolicy",
        );
        refuseLockout(draft);
    },
    onUpdate: (_, after) => {
        refuseLockout(after);
    },
};

const alias: Model = {
    type: ALIAS,
    untaggable: true,
    autoName: { field: "name", maxLength: 256, prefix: "alias/" },
    fields: {
        name: str({
            replaces: true,
            check: (value) =>
                maxLength(256)(value) ??
                matching(
                    /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
                    '"alias/" and letters, digits, "/", "_" or "-", and not begin with "alias/aws/"',
                )(value),
        }),
        targetKeyId: str({ required: true }),
    },
    id: (draft) => regionalId(draft, ALIAS, draft.inputs.name as string),
    outputs: {
        arn: (draft) => arn(draft, "kms", draft.inputs.name as string),
        targetKeyArn: (draft) => usableKey(draft, "targetKeyId", "NotFoundException")?.outputs.arn,
    },
    refuse: (draft) => {
        usableKey(draft, "targetKeyId", "NotFoundException");
    },
    // KMS asks the key's policy as well as the caller's: an administrator of the account is not
    // enough where the policy does not say so.
    onCreate: (draft) => {
        refuseAlias(draft, "kms:CreateAlias");
    },
    onUpdate: (_, after) => {
        refuseAlias(after, "kms:UpdateAlias");
    },
    onDelete: (existing) => {
        refuseAlias(existing, "kms:DeleteAlias");
    },
};

function refuseAlias(draft: Draft, action: string): void {
    const key = usableKey(draft, "targetKeyId", "NotFoundException");
    if (key !== undefined && !accountMay(draft, policyOfKey(draft.account, key), action)) {
        throw new AwsError(
            "AccessDeniedException",
            `${action} is not allowed: the policy of key ${key.id} does not let the account do it`,
        );
    }
}

export const kmsModels: readonly Model[] = [key, keyPolicyResource, alias];
