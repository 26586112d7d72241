import { IDENTITY_POLICIES, eachAllowedMustPass, isWholeService } from "../../identity-policies";
import { NOT_KNOWN } from "../../policy-documents";
import { rule } from "../../rule";

export const iamNoServiceWildcard = rule({
    name: "iam-no-service-wildcard",
    description: "No policy allows all actions of a service.",
    why: "With all actions comes what nobody meant to give: to delete, to make public, to change the policy itself.",
    severity: "medium",
    remediation: "Name the actions that are needed.",
    frameworks: {
        fsbp: ["IAM.21"],
        pci: ["7.2.2", "7.2.5"],
        gdpr: ["25", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
    types: IDENTITY_POLICIES,
    check: (resource) => {
        eachAllowedMustPass(resource, ({ actions, resources }) => {
            const whole = actions.find(isWholeService);
            // Everything on everything is a fault of its own; what is not known yet may become it.
            const isAdmin =
                whole !== undefined &&
                !/[^*:]/.test(whole) &&
                resources.some((resource) => resource === "*" || resource === NOT_KNOWN);
            return whole !== undefined && !isAdmin
                ? `allows all of ${whole}; name the actions that are needed`
                : undefined;
        });
    },
});
