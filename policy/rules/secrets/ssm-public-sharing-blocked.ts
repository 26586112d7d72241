import { rule } from "../../rule";

/** Where Systems Manager keeps whether documents may be shared with everyone. */
const SETTING = /^(arn:.*:servicesetting)?\/?ssm\/documents\/console\/public-sharing-permission$/;

export const ssmPublicSharingBlocked = rule({
    name: "ssm-public-sharing-blocked",
    description: "Sharing documents of Systems Manager with everyone, where it is set, is off.",
    why: "One command would publish how the platform is run.",
    severity: "critical",
    remediation: "Set settingValue to 'Disable'.",
    frameworks: { fsbp: ["SSM.7"], pci: ["7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-7",
    types: ["aws:ssm/serviceSetting:ServiceSetting"],
    check: (setting) => {
        if (SETTING.test(String(setting.read("settingId")))) {
            setting.must(
                "settingValue",
                (value) => value === "Disable",
                'lets documents be shared with everyone; set settingValue to "Disable"',
            );
        }
    },
});
