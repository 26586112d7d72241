import { DECRYPTION } from "../../known-actions";
import { IDENTITY_POLICIES, allowedOnWhatever, eachAllowedMustPass } from "../../identity-policies";
import { rule } from "../../rule";

export const iamDecryptScoped = rule({
    name: "iam-decrypt-scoped",
    description: "Policies that allow to decrypt name the keys.",
    why: "Keys keep data apart only as long as nobody may use all of them.",
    severity: "medium",
    remediation:
        "Name the keys, or narrow them by condition, such as kms:ResourceAliases or kms:ViaService.",
    frameworks: {
        fsbp: ["KMS.1", "KMS.2"],
        pci: ["3.6.1.3", "7.2.2"],
        gdpr: ["25", "32(1)(a)", "32(1)(b)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1",
    types: IDENTITY_POLICIES,
    check: (resource) => {
        eachAllowedMustPass(resource, (statement, document) => {
            const action = allowedOnWhatever(statement, document, DECRYPTION);
            return action === undefined
                ? undefined
                : `allows ${action} with every key; name the keys that are needed`;
        });
    },
});
