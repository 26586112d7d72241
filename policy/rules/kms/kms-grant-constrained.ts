import { rule } from "../../rule";

export const kmsGrantConstrained = rule({
    name: "kms-grant-constrained",
    description: "Grants on KMS keys are limited to an encryption context.",
    why: "A grant without limits opens everything that the key has encrypted. Off by default, because many services of AWS use grants without a context.",
    severity: "low",
    remediation: "Set constraints with encryptionContextEquals or encryptionContextSubset.",
    frameworks: { pci: ["7.2.2"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
    level: "disabled",
    types: ["aws:kms/grant:Grant"],
    check: (grant) => {
        grant.mustHave("constraints", "is limited to no encryption context; set constraints");
    },
});
