import { ATTACHMENT, POLICY, ROLE, ROLE_POLICY } from "../aws/iam/roles";
import type { Account } from "../cloud/account";
import { BY_HAND, Refusal, type Service } from "./service";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const iam: Service = {
    GetRole: ({ account, input }) => {
        const { id, outputs } = role(account, input.RoleName);
        return { Role: { RoleName: id, Arn: outputs.arn } };
    },
    GetRolePolicy: ({ account, input }) => {
        const { id } = role(account, input.RoleName);
        const policy = account.get(ROLE_POLICY, `${id}:${String(input.PolicyName)}`);
        if (policy === undefined) {
            throw new Refusal("NoSuchEntity", "there is no such policy", 404);
        }
        return {
            RoleName: id,
            PolicyName: input.PolicyName,
            PolicyDocument: encodeURIComponent(String(policy.inputs.policy)),
        };
    },
    PutRolePolicy: ({ account, input }) => {
        const { id: of } = role(account, input.RoleName);
        const id = `${of}:${String(input.PolicyName)}`;
        const inputs = { role: of, name: input.PolicyName, policy: input.PolicyDocument };
        account.put({ type: ROLE_POLICY, id, urn: BY_HAND, inputs, outputs: inputs });
        return {};
    },
    DeleteRolePolicy: ({ account, input }) => {
        account.remove(ROLE_POLICY, `${String(input.RoleName)}:${String(input.PolicyName)}`);
        return {};
    },
    ListPolicies: ({ account }) => ({
        IsTruncated: false,
        Policies: account
            .all(POLICY)
            .map(({ id, inputs }) => ({ Arn: id, PolicyName: inputs.name })),
    }),
    ListEntitiesForPolicy: ({ account, input }) => ({
        IsTruncated: false,
        PolicyRoles: account
            .all(ATTACHMENT)
            .filter(({ inputs }) => inputs.policyArn === input.PolicyArn)
            .map(({ inputs }) => ({ RoleName: inputs.role })),
    }),
};

function role(account: Account, name: unknown) {
    const found = account.get(ROLE, String(name));
    if (found === undefined) {
        throw new Refusal("NoSuchEntity", `there is no role ${String(name)}`, 404);
    }
    return found;
}
