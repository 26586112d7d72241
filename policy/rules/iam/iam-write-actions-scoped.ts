import { canChangeNamed } from "../../action-levels";
import { BULK_READS, DECRYPTION, ESCALATION } from "../../known-actions";
import {
    IDENTITY_POLICIES,
    deniesAlways,
    eachAllowedMustPass,
    narrowActions,
} from "../../identity-policies";
import { matches } from "../../policy-actions";
import { narrowsResources } from "../../policy-conditions";
import { isWhateverAnywhere } from "../../policy-resources";
import { rule } from "../../rule";

/** Actions that have rules of their own. */
const OTHERS = [...BULK_READS, ...DECRYPTION, ...ESCALATION, "iam:PassRole"];

function changes(pattern: string): boolean {
    return canChangeNamed(pattern) && !OTHERS.some((action) => matches(pattern, action));
}

export const iamWriteActionsScoped = rule({
    name: "iam-write-actions-scoped",
    description: "Policies that allow to change something name what.",
    why: "On every resource the permission also covers what is made next year, by another team, with other data.",
    severity: "medium",
    remediation:
        "Name the resources, or narrow them by condition, such as aws:ResourceTag or a key of the service.",
    frameworks: { pci: ["7.2.2", "7.2.5"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    types: IDENTITY_POLICIES,
    check: (resource) => {
        eachAllowedMustPass(resource, (statement, document) => {
            const action = narrowActions(statement).find(
                (pattern) =>
                    changes(pattern) &&
                    !document.some((other) => deniesAlways(other, pattern)) &&
                    statement.resources.some((one) => isWhateverAnywhere(one, pattern)),
            );
            return action !== undefined && !narrowsResources(statement.conditions)
                ? `allows ${action} on every resource; name those that are needed`
                : undefined;
        });
    },
});
