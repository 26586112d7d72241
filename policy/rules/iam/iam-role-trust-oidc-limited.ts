import { type Condition, NOT_KNOWN, type Statement, statementsOf } from "../../policy-documents";
import { isLimiting } from "../../policy-conditions";
import { rule } from "../../rule";

/** The part of a subject that must be fixed: of GitHub's the owner, of others any beginning. */
const FIXED_SUBJECT = /^(repo:[^*?/]+\/|(?!repo:)[^*?]+)/;

/** True when one of these claims of a token must have a value that `fixed` finds narrow enough. */
function limits(
    conditions: readonly Condition[],
    claims: RegExp,
    fixed: (value: string) => boolean,
): boolean {
    return conditions.some(
        (condition) =>
            condition.key === NOT_KNOWN ||
            (claims.test(condition.key) &&
                isLimiting(condition, conditions) &&
                condition.values.every(fixed)),
    );
}

/** True when any token of an identity provider would do; SAML's assertions are for one account. */
function letsInAnyToken({ allows, actions, conditions, principals }: Statement): boolean {
    return (
        allows &&
        actions.some((action) => /^(\*|sts:(\*|AssumeRoleWith.*))$/i.test(action)) &&
        !(
            limits(conditions, /:aud$/, (value) => !/[*?]/.test(value)) &&
            limits(conditions, /:(sub|amr)$/, (value) => FIXED_SUBJECT.test(value))
        ) &&
        principals.some(({ kind, id }) => kind === "Federated" && !id.includes(":saml-provider/"))
    );
}

export const iamRoleTrustOidcLimited = rule({
    name: "iam-role-trust-oidc-limited",
    description: "Roles for tokens of an identity provider say for whom the tokens are, and whose.",
    why: "Providers such as GitHub give tokens to everyone: any repository of the world could take on the role.",
    severity: "high",
    remediation:
        "Add conditions on the provider's aud and sub, as narrow as possible: one repository, one branch.",
    frameworks: { pci: ["7.2.1", "8.6.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    types: ["aws:iam/role:Role"],
    check: (role) => {
        for (const { name } of statementsOf(role, "assumeRolePolicy").filter(letsInAnyToken)) {
            role.fail(
                `assumeRolePolicy: ${name} takes any token of the provider; add conditions on its aud and sub`,
            );
        }
    },
});
