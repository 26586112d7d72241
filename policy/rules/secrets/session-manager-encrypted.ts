import { rule } from "../../rule";
import { shellInputs } from "../../session-documents";

export const sessionManagerEncrypted = rule({
    name: "session-manager-encrypted",
    description: "Shells of Session Manager are encrypted with a customer-managed key.",
    why: "What is typed and shown, passwords and personal data, is then closed to all who lack the key, AWS included.",
    severity: "medium",
    remediation: "Set inputs.kmsKeyId in the content of the document.",
    frameworks: { pci: ["4.2.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html",
    types: ["aws:ssm/document:Document"],
    check: (document) => {
        shellInputs(document)?.mustHave(
            "kmsKeyId",
            "is encrypted with no key of yours; set kmsKeyId",
        );
    },
});
