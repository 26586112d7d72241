import { ESCALATION, RUNNING_UNDER_A_ROLE } from "../../known-actions";
import {
    IDENTITY_POLICIES,
    allowedOnWhatever,
    deniesAlways,
    eachAllowedMustPass,
    narrowActions,
} from "../../identity-policies";
import { isAbout, matches } from "../../policy-actions";
import type { Statement } from "../../policy-documents";
import { isWhatever } from "../../policy-resources";
import { rule } from "../../rule";

/** What a document lets run under any role that a statement lets pass to the service for it. */
function runs(statement: Statement, document: readonly Statement[]): string | undefined {
    const passes =
        narrowActions(statement).some((pattern) => matches(pattern, "iam:PassRole")) &&
        statement.resources.some((resource) => isWhatever(resource, "iam:PassRole"));
    if (!passes) {
        return undefined;
    }
    const services = statement.conditions
        .filter(({ key }) => key === "iam:passedtoservice")
        .flatMap(({ values }) => values);
    return Object.entries(RUNNING_UNDER_A_ROLE)
        .filter(([service]) => services.some((pattern) => matches(pattern, service)))
        .flatMap(([, actions]) => actions)
        .find(
            (action) =>
                document.some((other) => other.allows && isAbout(other, action)) &&
                !document.some((other) => deniesAlways(other, action)),
        );
}

export const iamNoPrivilegeEscalation = rule({
    name: "iam-no-privilege-escalation",
    description: "No policy is enough to give oneself more rights than it says.",
    why: "Who may rewrite any policy, take on any role or run code under any role is an administrator.",
    severity: "high",
    remediation:
        "Name the roles, users and policies, or tie them by condition to a permissions boundary.",
    frameworks: { pci: ["7.2.2", "7.2.5"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    types: IDENTITY_POLICIES,
    check: (resource) => {
        eachAllowedMustPass(resource, (statement, document) => {
            const action = allowedOnWhatever(statement, document, ESCALATION);
            if (action !== undefined) {
                return `allows ${action} on whatever there is, which is as good as everything; name on what`;
            }
            const run = runs(statement, document);
            return run === undefined
                ? undefined
                : `allows to pass any role to what ${run} runs, which is as good as everything; name the roles`;
        });
    },
});
