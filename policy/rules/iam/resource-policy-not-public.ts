import { mustNotBePublic } from "../../policy-access";
import { PERMISSIONS, RESOURCE_POLICIES, RESOURCE_POLICY_PATHS } from "../../resource-policies";
import { rule } from "../../rule";

export const resourcePolicyNotPublic = rule({
    name: "resource-policy-not-public",
    description:
        "Policies of buckets, secrets, tables, topics, queues, functions, vaults and the like are not for everyone.",
    why: "A public statement hands the data to every AWS account, past all network walls.",
    severity: "critical",
    remediation:
        "Name accounts or roles as principals, or add a condition such as aws:PrincipalOrgID or aws:SourceArn.",
    frameworks: {
        fsbp: ["S3.2", "S3.3", "SNS.4", "SQS.3", "Lambda.1"],
        pci: ["1.4.4", "7.2.1", "7.3.3"],
        gdpr: ["5(1)(f)", "25", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    types: [...RESOURCE_POLICIES, ...Object.keys(PERMISSIONS)],
    check: (resource) => {
        for (const path of RESOURCE_POLICY_PATHS) {
            mustNotBePublic(resource, path);
        }
        const limits = PERMISSIONS[resource.type] ?? [];
        if (!limits.some((property) => resource.has(property))) {
            const message = `allows everyone; name a principal, or set ${limits.join(" or ")}`;
            resource.must("principal", (principal) => principal !== "*", message);
        }
    },
});
