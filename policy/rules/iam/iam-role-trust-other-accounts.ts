import { homeAccounts } from "../../accounts";
import { UNKNOWN } from "../../inspect";
import { accountOf } from "../../policy-access";
import type { Statement } from "../../policy-documents";
import { statementsOf } from "../../policy-documents";
import type { Resource } from "../../resource";
import { rule } from "../../rule";

const ROLE = "aws:iam/role:Role";

/** Condition keys that tell which of all callers of an account are meant. */
const TELLING = [
    "sts:externalid",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:userid",
];

/** The account that a statement lets in as a whole, with no condition on who of it, if not at home. */
function wholeAccount(statement: Statement, home: readonly string[]): string | undefined {
    const whole = statement.allows
        ? statement.principals.filter(({ id }) => /^\d{12}$|:root$/.test(id))
        : [];
    const other = whole.map(({ id }) => accountOf(id) ?? id).find((id) => !home.includes(id));
    const told =
        other !== undefined && statement.conditions.some(({ key }) => TELLING.includes(key));
    return told ? undefined : other;
}

function judge(role: Resource, home: readonly string[]): void {
    for (const statement of statementsOf(role, "assumeRolePolicy")) {
        const account = wholeAccount(statement, home);
        if (account !== undefined) {
            role.fail(
                `assumeRolePolicy: ${statement.name} lets in all of account ${account}; name its roles, or ask for sts:ExternalId or aws:PrincipalOrgID`,
            );
        }
    }
}

export const iamRoleTrustOtherAccounts = rule({
    name: "iam-role-trust-other-accounts",
    description:
        "No role can be taken on by all of another account, with no condition on who it is.",
    why: "Whoever is let in there is let in here; a service provider could be made to act for a stranger.",
    severity: "medium",
    remediation:
        "Name the roles of the other account, or add a condition on sts:ExternalId or aws:PrincipalOrgID.",
    frameworks: { pci: ["7.2.1", "12.8.2"], gdpr: ["28", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    types: [ROLE],
    check: (role) => {
        const home = homeAccounts(role);
        if (home.length > 0) {
            judge(role, home);
        }
    },
    // Where the provider is not told its accounts, a role that is made tells it.
    checkStack: (stack) => {
        for (const role of stack.of(ROLE).filter((role) => homeAccounts(role).length === 0)) {
            const arn = role.read("arn");
            if (typeof arn === "string") {
                judge(role, [accountOf(arn) ?? ""]);
            } else if (
                arn === UNKNOWN &&
                statementsOf(role, "assumeRolePolicy").some((one) => wholeAccount(one, []))
            ) {
                role.undecided("assumeRolePolicy");
            }
        }
    },
});
