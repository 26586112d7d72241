import { rule } from "../../rule";

export const ebsEncryptionByDefault = rule({
    name: "ebs-encryption-by-default",
    description: "EBS encryption by default, where it is set, is on.",
    why: "Off, every disk that somebody makes without thinking of it is in clear.",
    severity: "medium",
    remediation: "Leave enabled out, or set it to true.",
    frameworks: {
        fsbp: ["EC2.7"],
        cis: ["5.1.1"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-7",
    types: ["aws:ebs/encryptionByDefault:EncryptionByDefault"],
    check: (setting) => {
        setting.must("enabled", (on) => on !== false, "is off; set enabled to true");
    },
    remediate: (setting) => (setting.read("enabled") === false ? { enabled: true } : undefined),
});
