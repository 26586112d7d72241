import { isAnyone } from "../../policy-access";
import { type Statement, statementsOf } from "../../policy-documents";
import { KEY_POLICIES } from "../../kms-keys";
import { rule } from "../../rule";

/** The account itself, as which nobody acts: it only lets IAM decide. */
const isAccount = (id: string) => /^\d{12}$|:root$/.test(id);

/** True when a statement gives everything on a key to somebody who acts. */
function givesAll(statement: Statement): boolean {
    return (
        statement.allows &&
        statement.actions.some((action) => /^(kms:)?\*$/i.test(action)) &&
        // Everyone is another rule's to refuse.
        statement.principals.some(
            (principal) =>
                principal.kind !== "Service" && !isAnyone(principal) && !isAccount(principal.id),
        )
    );
}

export const kmsKeyAdministrationSeparate = rule({
    name: "kms-key-administration-separate",
    description: "Nobody but the account itself is given everything on a KMS key.",
    why: "Who administers a key and uses it, too, can give the data away and cover it up.",
    severity: "medium",
    remediation: "Give administration to some and use to others, action by action.",
    frameworks: { pci: ["3.6.1.3", "7.2.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    types: KEY_POLICIES,
    check: (key) => {
        for (const { name } of statementsOf(key, "policy").filter(givesAll)) {
            key.fail(`policy: ${name} gives kms:* to somebody; name the actions that are needed`);
        }
    },
});
