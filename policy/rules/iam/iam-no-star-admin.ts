import { type Statement, statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

function allowsEverything(statement: Statement): boolean {
    if (!statement.allows) {
        return false;
    }
    const { actions, notActions, resources, notResources } = statement;
    return (
        (actions.some((action) => action === "*" || action === "*:*") ||
            notActions !== undefined) &&
        (resources.includes("*") || notResources !== undefined)
    );
}

function isNarrow(policyArn: unknown): boolean {
    return typeof policyArn !== "string" || !policyArn.endsWith(":policy/AdministratorAccess");
}

export const iamNoStarAdmin = rule({
    name: "iam-no-star-admin",
    description: "No policy allows everything on everything.",
    why: "One stolen credential of such a role is the whole account, with all personal data and all logs.",
    severity: "critical",
    remediation: "Name the actions and the resources that are needed.",
    frameworks: { fsbp: ["IAM.1"], cis: ["1.15"], pci: ["7.2.2", "7.2.5"], gdpr: ["32(1)(b)"] },
    types: [
        "aws:iam/policy:Policy",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/userPolicy:UserPolicy",
        "aws:iam/groupPolicy:GroupPolicy",
        "aws:iam/role:Role",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ],
    check: (resource) => {
        for (const part of [resource, ...resource.each("inlinePolicies")]) {
            if (statementsOf(part, "policy").some(allowsEverything)) {
                part.fail("allows every action on every resource; name those that are needed");
            }
        }
        const message = "attaches AdministratorAccess; attach a policy that names what is needed";
        resource.must("policyArn", isNarrow, message);
        for (const arn of resource.each("managedPolicyArns")) {
            arn.must("", isNarrow, message);
        }
    },
});
