import { ATTACHMENT, POLICY, ROLE, ROLE_POLICY } from "../aws/iam/roles";
import { identityPolicy } from "../aws/shared/policy-checks";
import type { Account, Entry } from "../cloud/account";
import { BY_HAND, type Call, Refusal, type Service } from "./service";

const USER_ATTACHMENT = "aws:iam/userPolicyAttachment:UserPolicyAttachment";
const GROUP_ATTACHMENT = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const iam: Service = {
    GetRole: ({ account, input }) => {
        const { id, outputs } = role(account, input.RoleName);
        return { Role: { RoleName: id, Arn: outputs.arn } };
    },
    GetRolePolicy: (call) => {
        const { inputs } = inlinePolicy(call);
        return {
            RoleName: inputs.role,
            PolicyName: inputs.name,
            PolicyDocument: encodeURIComponent(String(inputs.policy)),
        };
    },
    PutRolePolicy: ({ account, input }) => {
        const { id: of, outputs } = role(account, input.RoleName);
        if (/:role\/aws-(reserved|service-role)\//.test(String(outputs.arn))) {
            throw new Refusal("UnmodifiableEntity", `${of} is AWS's own`);
        }
        const wrong = identityPolicy(input.PolicyDocument);
        if (wrong !== undefined) {
            throw new Refusal("MalformedPolicyDocument", wrong);
        }
        const id = `${of}:${String(input.PolicyName)}`;
        const inputs = { role: of, name: input.PolicyName, policy: input.PolicyDocument };
        account.put({ type: ROLE_POLICY, id, urn: BY_HAND, inputs, outputs: inputs });
        return {};
    },
    DeleteRolePolicy: (call) => {
        const { id } = inlinePolicy(call);
        call.account.remove(ROLE_POLICY, id);
        return {};
    },
    ListPolicies: ({ account }) => ({
        IsTruncated: false,
        Policies: account
            .all(POLICY)
            .map(({ id, inputs }) => ({ Arn: id, PolicyName: inputs.name })),
    }),
    ListEntitiesForPolicy: ({ account, input }) => {
        const { PolicyArn: arn } = input;
        if (account.get(POLICY, String(arn)) === undefined) {
            throw new Refusal("NoSuchEntity", `there is no policy ${String(arn)}`, 404);
        }
        const attached = (type: string, key: string) =>
            account
                .all(type)
                .filter(({ inputs }) => inputs.policyArn === arn)
                .map(({ inputs }) => inputs[key]);
        return {
            IsTruncated: false,
            PolicyRoles: attached(ATTACHMENT, "role").map((RoleName) => ({ RoleName })),
            PolicyUsers: attached(USER_ATTACHMENT, "user").map((UserName) => ({ UserName })),
            PolicyGroups: attached(GROUP_ATTACHMENT, "group").map((GroupName) => ({ GroupName })),
        };
    },
};

function inlinePolicy({ account, input }: Pick<Call, "account" | "input">): Entry {
    const { id } = role(account, input.RoleName);
    const policy = account.get(ROLE_POLICY, `${id}:${String(input.PolicyName)}`);
    if (policy === undefined) {
        throw new Refusal("NoSuchEntity", "there is no such policy", 404);
    }
    return policy;
}

function role(account: Account, name: unknown): Entry {
    const found = account.get(ROLE, String(name));
    if (found === undefined) {
        throw new Refusal("NoSuchEntity", `there is no role ${String(name)}`, 404);
    }
    return found;
}
