import { rule } from "../../rule";

export const iamRolePermissionsBoundary = rule({
    name: "iam-role-permissions-boundary",
    description: "Every role has a permissions boundary.",
    why: "Where teams make their own roles, the boundary is what none of them can go past. Off by default, as it needs a boundary that the organization has made.",
    severity: "medium",
    remediation: "Set permissionsBoundary to the policy that bounds what roles may do.",
    frameworks: { pci: ["7.2.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    level: "disabled",
    types: ["aws:iam/role:Role"],
    check: (role) => {
        role.mustHave(
            "permissionsBoundary",
            "has no permissions boundary; set permissionsBoundary",
        );
    },
});
