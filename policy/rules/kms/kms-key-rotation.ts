import { rule } from "../../rule";

export const kmsKeyRotation = rule({
    name: "kms-key-rotation",
    description: "KMS keys rotate every year.",
    why: "Rotation limits how much data one key ever encrypts; it is off by default.",
    severity: "medium",
    remediation: "Set enableKeyRotation to true.",
    frameworks: { fsbp: ["KMS.4"], cis: ["3.6"], pci: ["3.7.4"], gdpr: ["32(1)(a)"] },
    types: ["aws:kms/key:Key"],
    check: (key) => {
        // AWS can rotate only symmetric keys that encrypt.
        const spec = key.read("customerMasterKeySpec");
        if (typeof spec !== "string" || spec === "SYMMETRIC_DEFAULT") {
            key.must(
                "enableKeyRotation",
                (on) => on === true,
                "never rotates; set enableKeyRotation to true",
            );
        }
    },
});
