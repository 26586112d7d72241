import { mustNotBePublic } from "../../policy-access";
import { rule } from "../../rule";

export const iamRoleTrustNotPublic = rule({
    name: "iam-role-trust-not-public",
    description: "No role can be taken on by everyone.",
    why: "Every AWS account in the world could act as this role.",
    severity: "critical",
    remediation:
        "Name the services, accounts or roles that may take it on, or add a condition such as aws:PrincipalOrgID.",
    frameworks: { pci: ["7.2.1", "7.3.3"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    types: ["aws:iam/role:Role"],
    check: (role) => {
        mustNotBePublic(role, "assumeRolePolicy");
    },
});
