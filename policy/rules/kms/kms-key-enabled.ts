import { KEYS } from "../../kms-keys";
import { rule } from "../../rule";

export const kmsKeyEnabled = rule({
    name: "kms-key-enabled",
    description: "Every KMS key is enabled.",
    why: "Nothing that a disabled key has encrypted can be read, and every service that uses it fails.",
    severity: "medium",
    remediation: "Leave out isEnabled (of copies: enabled), or set it to true.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html",
    types: KEYS,
    check: (key) => {
        for (const property of ["isEnabled", "enabled"]) {
            key.must(property, (on) => on !== false, `is disabled; set ${property} to true`);
        }
    },
});
