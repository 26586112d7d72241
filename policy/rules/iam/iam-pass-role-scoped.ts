import { IDENTITY_POLICIES, allowedOnWhatever, eachAllowedMustPass } from "../../identity-policies";
import { rule } from "../../rule";

export const iamPassRoleScoped = rule({
    name: "iam-pass-role-scoped",
    description: "Policies that allow to pass roles name the roles, or the services that get them.",
    why: "Who may pass any role to any service has a service do what they may not do themselves.",
    severity: "high",
    remediation: "Name the roles, or set the condition iam:PassedToService.",
    frameworks: { pci: ["7.2.2", "7.2.5"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    types: IDENTITY_POLICIES,
    check: (resource) => {
        eachAllowedMustPass(resource, (statement, document) =>
            allowedOnWhatever(statement, document, ["iam:PassRole"]) === undefined
                ? undefined
                : "allows to pass any role to any service; name the roles, or iam:PassedToService",
        );
    },
});
