import { rule } from "../../rule";

const ATTACHMENTS = [
    "aws:iam/role:Role",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
] as const;

function isSupport(value: unknown): boolean {
    return typeof value === "string" && value.endsWith(":policy/AWSSupportAccess");
}

export const iamSupportRole = rule({
    name: "iam-support-role",
    description: "Somebody may open cases at AWS Support.",
    why: "In an incident minutes count, and who has no rights to it cannot ask AWS for help. Off by default, as an account needs one such role and most stacks do not make it.",
    severity: "low",
    remediation: "Attach AWSSupportAccess to a role that people on duty can take on.",
    frameworks: { fsbp: ["IAM.18"], cis: ["1.16"], pci: ["12.10.1"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-18",
    level: "disabled",
    checkStack: (stack) => {
        const attached = stack
            .of(...ATTACHMENTS)
            .flatMap((resource) =>
                ["policyArn", "managedPolicyArn", "managedPolicyArns"].flatMap((property) =>
                    resource.values(property),
                ),
            );
        if (!attached.some(isSupport)) {
            stack.fail("nobody may ask AWS Support; attach AWSSupportAccess to a role");
        }
    },
});
