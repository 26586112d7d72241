import type { Inspected } from "./inspect";
import { isAbout, matches } from "./policy-actions";
import { narrowsResources } from "./policy-conditions";
import { type Statement, statementsOf } from "./policy-documents";
import { isWhatever } from "./policy-resources";

/** Whatever holds policies that say what somebody may do. */
export const IDENTITY_POLICIES = [
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
    "aws:iam/role:Role",
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
] as const;

/**
 * A violation for each statement of a resource of {@link IDENTITY_POLICIES} in which `fault` finds one:
 * `S1 allows ...`. It sees statements that allow something, and all of their document.
 */
export function eachAllowedMustPass(
    resource: Inspected,
    fault: (statement: Statement, document: readonly Statement[]) => string | undefined,
    paths: readonly string[] = ["policy", "inlinePolicy"],
): void {
    for (const part of [resource, ...resource.each("inlinePolicies")]) {
        for (const path of paths) {
            const document = statementsOf(part, path);
            for (const statement of document.filter(({ allows }) => allows)) {
                const found = fault(statement, document);
                if (found !== undefined) {
                    part.fail(`${path}: ${statement.name} ${found}`);
                }
            }
        }
    }
}

/** The patterns of actions that name less than a whole service. */
export function narrowActions({ actions }: Statement): readonly string[] {
    return actions.filter((action) => !isWholeService(action));
}

/** True for `*` and for `s3:*`. */
export function isWholeService(action: string): boolean {
    return /^(.*:)?\*+$/.test(action);
}

/**
 * The first of `actions` that a statement names and allows on whatever there is: with no condition on
 * the resource, and with no denial of the same document against it. That a whole service is allowed,
 * or all but something, is no matter here: it is one by itself.
 */
export function allowedOnWhatever(
    statement: Statement,
    document: readonly Statement[],
    actions: readonly string[],
): string | undefined {
    const named = narrowActions(statement);
    return actions.find(
        (action) =>
            named.some((pattern) => matches(pattern, action)) &&
            statement.resources.some((resource) => isWhatever(resource, action)) &&
            !narrowsResources(statement.conditions) &&
            !document.some((other) => deniesAlways(other, action)),
    );
}

/** True when a statement denies an action on everything, whatever else holds. */
export function deniesAlways(statement: Statement, action: string): boolean {
    return (
        statement.denies &&
        isAbout(statement, action) &&
        statement.resources.includes("*") &&
        statement.conditions.length === 0
    );
}
