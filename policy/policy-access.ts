import type { Inspected } from "./inspect";
import { isAboutAllOf } from "./policy-actions";
import {
    limitsCallers,
    limitsToAccounts,
    sparesOnlyKnown,
    tiesToOwners,
} from "./policy-conditions";
import { NOT_KNOWN, type Principal, type Statement, statementsOf } from "./policy-documents";

/** True for `*` of any kind, and for an ARN of whatever account. */
export function isAnyone({ id }: Principal): boolean {
    return id === "*" || (accountOf(id)?.includes("*") ?? false);
}

/** True when a statement's principals are everyone; its conditions may still limit them. */
function isForAnyone({ principals, notPrincipals }: Statement): boolean {
    return notPrincipals !== undefined || principals.some(isAnyone);
}

/** True when a statement by itself lets in anyone at all, with no condition on who it is. */
export function isPublic(statement: Statement): boolean {
    return statement.allows && isForAnyone(statement) && !limitsCallers(statement.conditions);
}

/** The statements that let in anyone at all, and that no other statement takes back from strangers. */
export function publicStatements(statements: readonly Statement[]): Statement[] {
    return statements.filter(
        (statement) =>
            isPublic(statement) &&
            !statements.some((other) => deniesStrangers(other) && isAboutAllOf(other, statement)),
    );
}

/** A violation for each statement of the document at `path` that lets in anyone at all. */
export function mustNotBePublic(part: Inspected, path: string): void {
    for (const { name } of publicStatements(statementsOf(part, path))) {
        part.fail(
            `${path}: ${name} allows everyone; name principals, or add a condition on who they are`,
        );
    }
}

/** True when a statement is only for known principals, or only for resources of known accounts. */
export function isTied(statement: Statement): boolean {
    return !isForAnyone(statement) || tiesToOwners(statement.conditions);
}

/**
 * True when a statement lets in callers of other accounts than those of `home`. Services and users of
 * S3's canonical ids belong to no account that could be told.
 */
export function letsInOthers(statement: Statement, home: readonly string[]): boolean {
    if (!statement.allows) {
        return false;
    }
    if (isForAnyone(statement)) {
        return !limitsToAccounts(statement.conditions, home);
    }
    return statement.principals
        .map(({ id }) => accountOf(id))
        .some((account) => account !== undefined && !home.includes(account));
}

/** The account that an ARN or a principal names; `undefined` when it names none. */
export function accountOf(id: string): string | undefined {
    const account = /^\d{12}$/.test(id) ? id : id.split(":")[4];
    return account === undefined || account === "" ? undefined : account;
}

/** True for a statement that denies everyone, whoever they are, what its conditions name. */
export function deniesEveryone({ denies, principals }: Statement): boolean {
    return denies && principals.some(({ kind, id }) => kind === "AWS" && id === "*");
}

/** True for a statement that denies everyone each request without TLS, of what it is about. */
export function deniesWithoutTls(statement: Statement): boolean {
    return (
        deniesEveryone(statement) &&
        statement.conditions.length === 1 &&
        statement.conditions.every(
            ({ operator, key, values }) =>
                /^bool(ifexists)?$/.test(operator) &&
                key === "aws:securetransport" &&
                values.includes("false"),
        )
    );
}

function deniesStrangers({ denies, principals, notPrincipals, conditions }: Statement): boolean {
    const everyoneElse =
        notPrincipals === undefined
            ? principals.some(({ kind, id }) => kind !== "Service" && ["*", NOT_KNOWN].includes(id))
            : !notPrincipals.some(isAnyone);
    return denies && everyoneElse && sparesOnlyKnown(conditions);
}
