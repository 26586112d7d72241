import { rule } from "../../rule";

export const iamNoInlinePolicies = rule({
    name: "iam-no-inline-policies",
    description: "Policies of roles and groups are resources of their own.",
    why: "An inline policy has no versions and is not seen where policies are listed. Off by default, as one that serves a single role goes and comes with it.",
    severity: "low",
    remediation: "Make an aws.iam.Policy and attach it.",
    frameworks: { pci: ["7.2.4"], gdpr: ["32(1)(d)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    level: "disabled",
    types: [
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/groupPolicy:GroupPolicy",
    ],
    check: (resource) => {
        if (resource.type !== "aws:iam/role:Role" || resource.has("inlinePolicies")) {
            resource.fail("is an inline policy; make an aws.iam.Policy and attach it");
        }
    },
});
