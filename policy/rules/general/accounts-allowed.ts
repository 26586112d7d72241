import { homeAccounts } from "../../accounts";
import { accountOf } from "../../policy-access";
import { statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

/** Where policies stand that say who is let in. */
const POLICIES = ["policy", "resourcePolicy", "policyDocument", "assumeRolePolicy"];

/** Where accounts, or principals of them, stand by themselves. */
const PRINCIPALS = ["principal", "granteePrincipal", "sharedAccounts", "allowedPrincipals"];

export const accountsAllowed = rule({
    name: "accounts-allowed",
    description: "Only the provider's accounts, and those that are listed, are let in to anything.",
    why: "Giving data to another account is giving it to whoever runs that. Off by default: which others there are no program tells.",
    severity: "medium",
    remediation:
        "Take the account out, or add it to the setting once there is a contract; the own accounts are the provider's allowedAccountIds.",
    frameworks: { pci: ["7.2.1", "12.8.2"], gdpr: ["28"], ccpa: ["1798.100(d)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html",
    level: "disabled",
    settings: {
        accounts: {
            type: "array",
            items: { type: "string", pattern: "^\\d{12}$" },
            default: [] as readonly string[],
            description: "other accounts that may be let in",
        },
    },
    check: (resource, { accounts }) => {
        const home = homeAccounts(resource);
        if (home.length === 0 || !resource.type.startsWith("aws:")) {
            return;
        }
        const letIn = POLICIES.filter((property) => resource.has(property))
            .flatMap((property) => statementsOf(resource, property))
            .filter(({ allows }) => allows)
            .flatMap(({ principals }) => principals.map(({ id }) => id));
        const named = PRINCIPALS.flatMap((property) => resource.values(property));
        const others = [...letIn, ...named]
            .map((id) => (typeof id === "string" ? accountOf(id) : undefined))
            .filter((account): account is string => /^\d{12}$/.test(account ?? ""))
            .filter((account) => !home.includes(account) && !accounts.includes(account));
        for (const account of new Set(others)) {
            resource.fail(`lets in account ${account}, which is not listed; take it out`);
        }
    },
});
