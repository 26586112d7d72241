import { rule } from "../../rule";

export const instanceRole = rule({
    name: "instance-role",
    description: "Instances act by a role.",
    why: "What has no role is sooner or later given keys that never expire.",
    severity: "low",
    remediation: "Set iamInstanceProfile to a profile with a role that may do what is needed.",
    frameworks: { pci: ["8.6.3"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html",
    // What calls nothing of AWS needs none.
    level: "advisory",
    types: ["aws:ec2/instance:Instance"],
    check: (instance) => {
        if (!instance.has("launchTemplate")) {
            instance.mustHave("iamInstanceProfile", "has no role; set iamInstanceProfile");
        }
    },
});
