import { rule } from "../../rule";

const ROLE = "aws:iam/role:Role";

/** Properties of a role that claim to hold all its policies of a kind, and what else gives it some. */
const CLAIMS: Readonly<Record<string, readonly string[]>> = {
    inlinePolicies: [
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
    ],
    managedPolicyArns: [
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    ],
};

export const iamRolePoliciesManagedOnce = rule({
    name: "iam-role-policies-managed-once",
    description: "What policies a role has is said in one place.",
    why: "A role that lists its policies takes away those that others give it, with every other update.",
    severity: "low",
    remediation: "Use either the properties of the role or resources of their own.",
    frameworks: { pci: ["7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/",
    types: [ROLE],
    checkStack: (stack) => {
        for (const [property, types] of Object.entries(CLAIMS)) {
            const links = ["role", "roleName"].map((name) =>
                stack.links(types, name, [ROLE], ["name", "id"]),
            );
            for (const role of stack.of(ROLE)) {
                const others = links.flatMap((link) => link.to(role));
                if (role.has(property) && others.length > 0) {
                    role.fail(`has ${property}, but also ${others[0]?.name}; use one of both`);
                }
            }
        }
    },
});
