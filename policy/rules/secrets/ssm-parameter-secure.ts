import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";
import { isSecretName, isSecretValue } from "../../secret-words";

export const ssmParameterSecure = rule({
    name: "ssm-parameter-secure",
    description: "Parameters that hold a secret are of the type SecureString.",
    why: "Any other type is in clear, for everyone who may read parameters and in every preview.",
    severity: "high",
    remediation: "Set type to 'SecureString' and keyId, or keep the value in Secrets Manager.",
    frameworks: {
        pci: ["8.3.2", "8.6.2"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    types: ["aws:ssm/parameter:Parameter"],
    check: (parameter) => {
        const name = parameter.read("name");
        const value = ["value", "insecureValue"]
            .map((property) => parameter.read(property))
            .find((found) => found !== undefined && found !== UNKNOWN);
        if (isSecretName(String(name), value) || isSecretValue(value)) {
            parameter.must(
                "type",
                (type) => type === "SecureString",
                'holds a secret in clear; set type to "SecureString"',
            );
        }
    },
});
