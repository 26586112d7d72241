import type { Resource } from "../../resource";
import { rule } from "../../rule";

/** AWS rotates only symmetric keys that encrypt, and none of a key store of one's own. */
function canRotate(key: Resource): boolean {
    const spec = key.read("customerMasterKeySpec");
    return (
        (typeof spec !== "string" || spec === "SYMMETRIC_DEFAULT") && !key.has("customKeyStoreId")
    );
}

export const kmsKeyRotation = rule({
    name: "kms-key-rotation",
    description: "KMS keys rotate by themselves.",
    why: "Rotation limits how much data one key ever encrypts; it is off by default.",
    severity: "medium",
    remediation: "Set enableKeyRotation to true.",
    frameworks: {
        fsbp: ["KMS.4"],
        cis: ["3.6"],
        pci: ["3.7.4"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
    types: ["aws:kms/key:Key"],
    check: (key) => {
        if (canRotate(key)) {
            key.must(
                "enableKeyRotation",
                (on) => on === true,
                "never rotates; set enableKeyRotation to true",
            );
        }
    },
    remediate: (key) => {
        const on = key.read("enableKeyRotation");
        return (on === undefined || on === false) && canRotate(key)
            ? { enableKeyRotation: true }
            : undefined;
    },
});
