import { BULK_READS } from "../../known-actions";
import { IDENTITY_POLICIES, allowedOnWhatever, eachAllowedMustPass } from "../../identity-policies";
import { rule } from "../../rule";

export const iamDataReadsScoped = rule({
    name: "iam-data-reads-scoped",
    description: "Policies that allow to read data or credentials name which.",
    why: "Whoever may read every secret, table or bucket may read all personal data, whatever their work is.",
    severity: "high",
    remediation:
        "Name the secrets, parameters, tables, buckets, streams or database users that are needed.",
    frameworks: {
        pci: ["7.2.2", "7.2.5", "7.2.6"],
        gdpr: ["5(1)(f)", "25", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    types: IDENTITY_POLICIES,
    check: (resource) => {
        eachAllowedMustPass(resource, (statement, document) => {
            const action = allowedOnWhatever(statement, document, BULK_READS);
            return action === undefined
                ? undefined
                : `allows ${action} on everything; name what is needed`;
        });
    },
});
