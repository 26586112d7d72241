import { randomUUID } from "node:crypto";
import {
    AwsError,
    between,
    bool,
    type Draft,
    list,
    maxLength,
    type Model,
    num,
    str,
} from "../../cloud/model";
import type { Catalogue } from "../../cloud/provider";
import { arn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { resourcePolicy } from "../shared/policy-checks";
import { isPublic } from "../shared/policy-evaluation";
import { usableKey } from "../shared/references";
import { exactlyOne } from "../shared/rules";
import { rotationModels } from "./rotation";
import {
    findSecret,
    forgetSecret,
    putSecretValue,
    SECRET,
    type SecretValue,
    secretValue,
} from "./store";

/** Not a resource of any program: the name of a deleted secret, which is taken for a while. */
const SCHEDULED = "sandbox:secretsmanager/scheduledDeletion";

const MAX_VALUE = 65536;

const secretName = (value: string): string | undefined =>
    !/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(value)
        ? `must be 1 to 512 letters, digits and "/_+=.@-", got "${value}"`
        : /-[A-Za-z0-9]{6}$/.test(value)
          ? "must not end in a hyphen and six characters, as the ARNs of secrets do"
          : undefined;

/** Never repeats the value. */
const secretText = (value: string): string | undefined =>
    Buffer.byteLength(value) <= MAX_VALUE ? undefined : `must have at most ${MAX_VALUE} bytes`;

const policyText = {
    ...str(),
    check: (value: string) => (value === "{}" ? undefined : resourcePolicy(value)),
};

const secret: Model = {
    type: SECRET,
    fields: {
        description: str({ check: maxLength(2048) }),
        kmsKeyId: str(),
        // Automatic names end as those of ARNs do, but one character longer.
        name: str({ replaces: true, check: secretName }),
        policy: policyText,
        recoveryWindowInDays: num({
            default: 30,
            check: (days) => (days === 0 ? undefined : between(7, 30)(days)),
        }),
    },
    autoName: { field: "name", maxLength: 255 },
    id: (draft) =>
        arn(draft, "secretsmanager", `secret:${String(draft.inputs.name)}-${randomId(6)}`),
    outputs: { arn: ({ id }) => id },
    onCreate: (draft) => {
        const name = draft.inputs.name as string;
        if (findSecret(draft.account, name) !== undefined) {
            throw new AwsError(
                "ResourceExistsException",
                `The operation failed because the secret ${name} already exists.`,
            );
        }
        const until = draft.account.get(SCHEDULED, name)?.outputs.deletionDate as
            string | undefined;
        if (until !== undefined && Date.parse(until) > Date.now()) {
            throw new AwsError(
                "InvalidRequestException",
                `You can't create this secret because a secret with this name (${name}) is ` +
                    `already scheduled for deletion, on ${until}; name another one, restore it, ` +
                    "or delete it with a recoveryWindowInDays of 0",
            );
        }
        usableKey(draft, "kmsKeyId", "InvalidParameterException");
    },
    onUpdate: (_, after) => {
        usableKey(after, "kmsKeyId", "InvalidParameterException");
    },
    onDelete: ({ account, id, urn, inputs }) => {
        forgetSecret(account, id);
        const days = inputs.recoveryWindowInDays as number;
        if (days > 0) {
            const deletionDate = new Date(Date.now() + days * 24 * 3600 * 1000).toISOString();
            const name = inputs.name as string;
            account.put({ type: SCHEDULED, id: name, urn, inputs: {}, outputs: { deletionDate } });
        }
    },
};

const secretVersion: Model = {
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    untaggable: true,
    fields: {
        secretBinary: str({ replaces: true, check: secretText }),
        secretId: str({ required: true, replaces: true }),
        secretString: str({ replaces: true, check: secretText }),
        // Write-only: the state has no value that a new one could differ from, so the version tells.
        secretStringWo: str({ check: secretText }),
        secretStringWoVersion: num({ replaces: true }),
        versionStages: list(str()),
    },
    rules: (inputs) => [
        ...exactlyOne(inputs, "secretString", "secretBinary", "secretStringWo"),
        ...((inputs.secretStringWo === undefined) === (inputs.secretStringWoVersion === undefined)
            ? []
            : [
                  {
                      property: "secretStringWo",
                      reason: "must be given together with secretStringWoVersion",
                  },
              ]),
    ],
    id: (draft) => `${secretOf(draft).id}|${randomUUID()}`,
    outputs: {
        arn: (draft) => secretOf(draft).id,
        secretArn: (draft) => secretOf(draft).id,
        versionId: ({ id }) => id.split("|")[1],
        versionStages: ({ account, id }) => {
            const [secretArn = "", versionId] = id.split("|");
            return secretValue(account, secretArn, { versionId })?.stages;
        },
    },
    onCreate: (draft) => {
        const { secretString, secretStringWo, secretBinary, versionStages } = draft.inputs;
        putSecretValue(
            draft,
            draft.id,
            { secretString: secretString ?? secretStringWo, secretBinary } as Pick<
                SecretValue,
                "secretString" | "secretBinary"
            >,
            versionStages as string[] | undefined,
        );
    },
};

const secretPolicy: Model = {
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    untaggable: true,
    fields: {
        blockPublicPolicy: bool(),
        policy: { ...policyText, required: true },
        secretArn: str({ required: true, replaces: true, refersTo: { type: SECRET, by: "id" } }),
    },
    id: ({ inputs }) => inputs.secretArn as string,
    refuse: refusePublic,
};

/** AWS Secrets Manager. */
export const secretsManagerModels: readonly Model[] = [
    secret,
    secretVersion,
    secretPolicy,
    ...rotationModels,
];

export const secretsManagerInvokes: Catalogue["invokes"] = {
    "aws:secretsmanager/getSecretVersion:getSecretVersion": (args, { account, region }) => {
        const secretId = args.secretId as string;
        const stage = (args.versionStage as string | undefined) ?? "AWSCURRENT";
        const versionId = args.versionId as string | undefined;
        const found = findSecret(account, secretId);
        const value = found && secretValue(account, found.id, { versionId, stage });
        if (value === undefined) {
            throw new AwsError(
                "ResourceNotFoundException",
                found === undefined
                    ? `Secrets Manager can't find the secret ${secretId}.`
                    : `Secrets Manager can't find the value of ${secretId} for ` +
                          (versionId === undefined
                              ? `staging label: ${stage}`
                              : `version: ${versionId}`),
            );
        }
        return {
            id: `${secretId}|${versionId ?? stage}`,
            arn: value.secretArn,
            secretArn: value.secretArn,
            secretId,
            region,
            createdDate: value.createdDate,
            secretString: value.secretString ?? "",
            secretBinary: value.secretBinary ?? "",
            versionId: value.versionId,
            versionStage: stage,
            versionStages: value.stages,
        };
    },
};

function secretOf({ account, inputs }: Pick<Draft, "account" | "inputs">) {
    const id = inputs.secretId as string;
    const found = findSecret(account, id);
    if (found === undefined) {
        throw new AwsError(
            "ResourceNotFoundException",
            `Secrets Manager can't find the secret ${id}.`,
        );
    }
    return found;
}

function refusePublic({ inputs }: Draft): void {
    if (inputs.blockPublicPolicy === true && isPublic(inputs.policy)) {
        throw new AwsError(
            "PublicPolicyException",
            "policy: lets everybody in, which blockPublicPolicy forbids",
        );
    }
}
