import { rule } from "../../rule";

export const accountPasswordsExpire = rule({
    name: "account-passwords-expire",
    description: "Passwords of the console are changed every 90 days.",
    why: "PCI DSS asks for it where there is no second factor. Off by default: NIST advises against it.",
    severity: "low",
    remediation: "Set maxPasswordAge to 90 or less.",
    frameworks: { pci: ["8.3.9"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
    level: "disabled",
    types: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"],
    check: (policy) => {
        policy.must(
            "maxPasswordAge",
            (age) => typeof age === "number" && age > 0 && age <= 90,
            (got) => `maxPasswordAge is ${got}; set it to 90 or less`,
        );
    },
});
