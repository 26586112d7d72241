import { KEY_POLICIES } from "../../kms-keys";
import { rule } from "../../rule";

export const kmsKeyLockoutCheck = rule({
    name: "kms-key-lockout-check",
    description: "KMS refuses a key policy that nobody could ever change again.",
    why: "A key that is locked up for ever takes its data with it; not even the root user gets it back.",
    severity: "high",
    remediation: "Leave out bypassPolicyLockoutSafetyCheck.",
    frameworks: { gdpr: ["32(1)(b)", "32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    types: KEY_POLICIES,
    check: (key) => {
        key.must(
            "bypassPolicyLockoutSafetyCheck",
            (bypassed) => bypassed !== true,
            "bypasses the check of its policy; leave bypassPolicyLockoutSafetyCheck out",
        );
    },
});
