import type { Account } from "../../cloud/account";
import {
    any,
    AwsError,
    between,
    bool,
    matching,
    maxLength,
    type Model,
    num,
    str,
} from "../../cloud/model";
import { iamArn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { once } from "../shared/outputs";
import { identityPolicy, trustPolicy } from "../shared/policy-checks";
import { refuseWhileUsed } from "../shared/usage";

export const ROLE = "aws:iam/role:Role";
export const POLICY = "aws:iam/policy:Policy";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";
export const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** Managed policies that one role may have, unless AWS raises it. */
const ATTACHMENT_QUOTA = 10;

const nameUpTo = (length: number) => (value: string) =>
    maxLength(length)(value) ?? matching(/^[\w+=,.@-]+$/, "letters, digits and _+=,.@-")(value);

const path = str({
    default: "/",
    replaces: true,
    check: matching(/^\/([!-~]+\/)?$/, 'a path that begins and ends with "/"'),
});

/** Policy text, or the object that the provider makes text of. */
const document = (check: (policy: unknown) => string | undefined, limit: number) => ({
    ...any({ required: true }),
    check: (policy: unknown) =>
        check(policy) ??
        // White space is not counted.
        maxLength(limit)(
            (typeof policy === "string" ? policy : JSON.stringify(policy)).replace(/\s/g, ""),
        ),
});

const role: Model = {
    type: ROLE,
    autoName: { field: "name", maxLength: 64 },
    fields: {
        assumeRolePolicy: document(trustPolicy, 2048),
        description: str({
            check: (value) =>
                maxLength(1000)(value) ??
                matching(/^[\t\n\r -~¡-ÿ]*$/, "printable Latin characters")(value),
        }),
        forceDetachPolicies: bool({ default: false }),
        maxSessionDuration: num({ default: 3600, check: between(3600, 43200) }),
        name: str({ replaces: true, check: nameUpTo(64) }),
        path,
        permissionsBoundary: str({ check: matching(/^arn:/, "the ARN of a managed policy") }),
    },
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => iamArn(draft, `role${String(draft.inputs.path)}${draft.id}`),
        createDate: once(ROLE, "createDate", () => new Date().toISOString()),
        uniqueId: once(ROLE, "uniqueId", () => `AROA${randomId(17).toUpperCase()}`),
    },
    onDelete: (existing) => {
        const attached = existing.account
            .everything()
            .filter(({ type }) => type === ROLE_POLICY || type === ATTACHMENT)
            .filter(({ inputs }) => inputs.role === existing.id);
        if (existing.inputs.forceDetachPolicies !== true) {
            refuseWhileUsed(existing, "role", attached, "DeleteConflict");
        }
    },
};

const policy: Model = {
    type: POLICY,
    autoName: { field: "name", maxLength: 128 },
    fields: {
        description: str({ replaces: true, check: maxLength(1000) }),
        name: str({ replaces: true, check: nameUpTo(128) }),
        path,
        policy: document(identityPolicy, 6144),
    },
    id: (draft) => {
        const { path: folder, name } = draft.inputs;
        return iamArn(draft, `policy${String(folder)}${String(name)}`);
    },
    outputs: {
        arn: ({ id }) => id,
        attachmentCount: ({ account, id }) => attachments(account, "policyArn", id).length,
        policyId: once(POLICY, "policyId", () => `ANPA${randomId(17).toUpperCase()}`),
    },
    onDelete: (existing) => {
        const users = attachments(existing.account, "policyArn", existing.id);
        refuseWhileUsed(existing, "policy", users, "DeleteConflict");
    },
};

const rolePolicy: Model = {
    type: ROLE_POLICY,
    untaggable: true,
    autoName: { field: "name", maxLength: 128 },
    fields: {
        name: str({ replaces: true, check: nameUpTo(128) }),
        policy: document(identityPolicy, 10_240),
        role: str({ required: true, replaces: true, refersTo: { type: ROLE, by: "id" } }),
    },
    id: ({ inputs }) => `${String(inputs.role)}:${String(inputs.name)}`,
};

const rolePolicyAttachment: Model = {
    type: ATTACHMENT,
    untaggable: true,
    fields: {
        policyArn: str({
            required: true,
            replaces: true,
            check: matching(
                /^arn:aws[\w-]*:iam::(aws|\d{12}):policy\/.+$/,
                "the ARN of a managed policy",
            ),
        }),
        role: str({ required: true, replaces: true, refersTo: { type: ROLE, by: "id" } }),
    },
    id: ({ inputs }) => `${String(inputs.role)}-${randomId(26)}`,
    onCreate: ({ account, inputs }) => {
        const policyArn = inputs.policyArn as string;
        const isOfAws = policyArn.includes(":iam::aws:");
        if (!isOfAws && account.get(POLICY, policyArn) === undefined) {
            throw new AwsError("NoSuchEntity", `policy ${policyArn} does not exist`);
        }
        if (attachments(account, "role", inputs.role as string).length >= ATTACHMENT_QUOTA) {
            throw new AwsError(
                "LimitExceeded",
                `role ${String(inputs.role)} has ${ATTACHMENT_QUOTA} managed policies already`,
            );
        }
    },
};

/** Hands the one role that it holds to EC2 instances. */
const instanceProfile: Model = {
    type: INSTANCE_PROFILE,
    autoName: { field: "name", maxLength: 128 },
    fields: {
        name: str({ replaces: true, check: nameUpTo(128) }),
        path,
        role: str({ refersTo: { type: ROLE, by: "id" } }),
    },
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => iamArn(draft, `instance-profile${String(draft.inputs.path)}${draft.id}`),
        createDate: once(INSTANCE_PROFILE, "createDate", () => new Date().toISOString()),
        uniqueId: once(INSTANCE_PROFILE, "uniqueId", () => `AIPA${randomId(17).toUpperCase()}`),
    },
};

function attachments(account: Account, by: "policyArn" | "role", value: string) {
    return account.all(ATTACHMENT).filter(({ inputs }) => inputs[by] === value);
}

export const iamModels: readonly Model[] = [
    role,
    policy,
    rolePolicy,
    rolePolicyAttachment,
    instanceProfile,
];
