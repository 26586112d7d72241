import { IDENTITY_POLICIES, eachAllowedMustPass } from "../../identity-policies";
import { KEY_POLICIES } from "../../kms-keys";
import type { Statement } from "../../policy-documents";
import { RESOURCE_POLICIES, RESOURCE_POLICY_PATHS } from "../../resource-policies";
import { rule } from "../../rule";

/** What a statement leaves out; that it leaves out principals makes it public, which is another fact. */
function exception({ notActions, notResources }: Statement): string | undefined {
    const element = notActions ? "NotAction" : notResources && "NotResource";
    return element && `allows everything but what ${element} lists; list what is needed`;
}

export const iamNoAllowByException = rule({
    name: "iam-no-allow-by-exception",
    description: "No policy allows everything but what it lists.",
    why: "What AWS adds tomorrow is allowed, too, and nobody has read it.",
    severity: "high",
    remediation:
        "Use Action and Resource in statements that allow; NotAction and NotResource are for denials.",
    frameworks: { pci: ["7.2.2", "7.2.3"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    types: [...IDENTITY_POLICIES, ...RESOURCE_POLICIES, ...KEY_POLICIES],
    check: (resource) => {
        const paths = [...RESOURCE_POLICY_PATHS, "inlinePolicy", "assumeRolePolicy"];
        eachAllowedMustPass(resource, exception, paths);
    },
});
