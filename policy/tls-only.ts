import { Inspected, UNKNOWN } from "./inspect";
import { deniesWithoutTls } from "./policy-access";
import { isAbout } from "./policy-actions";
import { statementsOf } from "./policy-documents";
import type { Stack, StackResource } from "./resource";

/** True when the policy at `path` denies `action` without TLS, or is not known enough to say no. */
function isTlsOnly(part: Inspected, path: string, action: string): boolean {
    const policy = part.partly(path);
    const statements = statementsOf(new Inspected({ policy }), "policy");
    return (
        policy === UNKNOWN ||
        statements.some((statement) => deniesWithoutTls(statement) && isAbout(statement, action))
    );
}

/** Where the policies of one kind of resource stand, and what must not be done without TLS. */
export interface TlsOnly {
    readonly type: string;
    /** Resources that are a policy by themselves, and how they name what it is for. */
    readonly policies: { readonly type: string; readonly property: string };
    readonly identifiers: readonly string[];
    readonly action: string;
}

/** The resources of a kind that no policy protects from requests without TLS. */
export function withoutTlsOnly(stack: Stack, what: TlsOnly): StackResource[] {
    const { type, policies, identifiers, action } = what;
    const links = stack.links([policies.type], policies.property, [type], identifiers);
    return stack
        .of(type)
        .filter(
            (resource) =>
                ![resource, ...links.to(resource)].some(
                    (part) => part.has("policy") && isTlsOnly(part, "policy", action),
                ),
        );
}
