import { rule } from "../../rule";

export const iamNoUserPolicies = rule({
    name: "iam-no-user-policies",
    description: "Users get their rights from groups and roles, never by themselves.",
    why: "Rights that were given to a person stay when the person's work changes, and nobody reviews them.",
    severity: "low",
    remediation: "Attach the policy to a group or a role.",
    frameworks: {
        fsbp: ["IAM.2"],
        cis: ["1.14"],
        pci: ["7.2.2", "7.2.4"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",
    types: [
        "aws:iam/policyAttachment:PolicyAttachment",
        "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
        "aws:iam/userPolicy:UserPolicy",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
    ],
    check: (resource) => {
        const lists: Readonly<Record<string, string>> = {
            "aws:iam/policyAttachment:PolicyAttachment": "users",
            // To say that there are none is what is asked.
            "aws:iam/userPoliciesExclusive:UserPoliciesExclusive": "policyNames",
            "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policyArns",
        };
        const list = lists[resource.type];
        if (list === undefined || resource.has(list)) {
            resource.fail("gives rights to a user; give them to a group or a role");
        }
    },
});
