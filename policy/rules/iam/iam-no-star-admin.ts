import { IDENTITY_POLICIES, eachAllowedMustPass } from "../../identity-policies";
import { rule } from "../../rule";

export const iamNoStarAdmin = rule({
    name: "iam-no-star-admin",
    description: "No policy allows everything on everything.",
    why: "One stolen credential of such a role is the whole account, with all personal data and all logs.",
    severity: "critical",
    remediation: "Name the actions and the resources that are needed.",
    frameworks: {
        fsbp: ["IAM.1"],
        cis: ["1.15"],
        pci: ["7.2.2", "7.2.5"],
        gdpr: ["25", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
    types: IDENTITY_POLICIES,
    check: (resource) => {
        eachAllowedMustPass(resource, ({ actions, resources }) =>
            actions.some((action) => /^(\*:)?\*$/.test(action)) && resources.includes("*")
                ? "allows every action on every resource; name those that are needed"
                : undefined,
        );
    },
});
