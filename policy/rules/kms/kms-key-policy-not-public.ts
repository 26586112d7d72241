import { mustNotBePublic } from "../../policy-access";
import { KEY_POLICIES } from "../../kms-keys";
import { rule } from "../../rule";

export const kmsKeyPolicyNotPublic = rule({
    name: "kms-key-policy-not-public",
    description: "KMS keys are not for everyone.",
    why: "A key that any AWS account may use protects nothing.",
    severity: "critical",
    remediation:
        "Name accounts or roles as principals, or add a condition such as aws:PrincipalOrgID or kms:CallerAccount.",
    frameworks: { fsbp: ["KMS.5"], pci: ["7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5",
    types: KEY_POLICIES,
    check: (key) => {
        mustNotBePublic(key, "policy");
    },
});
