import type { Mistake } from "../mistake";

/** A statement of an organization's policy. It only ever takes away: what is not denied stays as it was. */
export type Denial = {
    readonly Sid: string;
    readonly Effect: "Deny";
    readonly Resource?: string | readonly string[];
    readonly Condition?: Readonly<
        Record<string, Readonly<Record<string, string | readonly string[]>>>
    >;
} & ({ readonly Action: string | readonly string[] } | { readonly NotAction: readonly string[] }) &
    ({ readonly Resource: string | readonly string[] } | { readonly NotResource: string });

/** What the accounts below a root, a unit or an account may not do, or may not have done to them. */
export interface ControlPolicy {
    /** In kebab case; the key under which it is chosen. */
    readonly name: string;
    /** `service` limits principals (SCP), `resource` limits who comes to resources (RCP). */
    readonly kind: "resource" | "service";
    /** What it is for, as the console shows it: at most 512 characters. */
    readonly description: string;
    readonly statements: readonly Denial[];
}

/**
 * Characters that a document may have. Organizations takes 10,240 of a service control policy where the
 * quota has been raised; 5,120 is what every organization takes
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html).
 */
export const MOST_CHARACTERS = 5120;

/** Policies of a kind that may be attached to one target, AWS's own that allows everything included. */
export const MOST_ATTACHED = 5;

/** The type as AWS calls it. */
export const POLICY_TYPES = {
    service: "SERVICE_CONTROL_POLICY",
    resource: "RESOURCE_CONTROL_POLICY",
} as const;

/** The document as AWS gets it: without any white space, because that counts. */
export function documentOf({ kind, statements }: ControlPolicy): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: statements.map(({ Sid, Effect, ...rest }) => ({
            Sid,
            Effect,
            // Of a service control policy the principals are the accounts that it is attached to.
            ...(kind === "resource" && { Principal: "*" }),
            ...rest,
        })),
    });
}

/**
 * What is wrong with documents that are too long, and what makes them so.
 * @param lists by the key under which it is set, each list that documents repeat
 */
export function sizeMistakes(
    policies: readonly ControlPolicy[],
    lists: Readonly<Record<string, readonly string[]>>,
): Mistake[] {
    return policies.flatMap((policy) => {
        const document = documentOf(policy);
        return document.length <= MOST_CHARACTERS
            ? []
            : [
                  {
                      where: `policies.${policy.name}`,
                      got: `${document.length} characters`,
                      advice:
                          `must have at most ${MOST_CHARACTERS}, and takes much of it by ` +
                          `${causes(document, lists)}; shorten them, or put one pattern with "*" ` +
                          "in the place of several",
                  },
              ];
    });
}

/** The lists by what they take of the document, the longest first. */
function causes(document: string, lists: Readonly<Record<string, readonly string[]>>): string {
    return Object.entries(lists)
        .map(([key, values]) => ({
            key,
            count: values.length,
            characters: values.reduce((sum, value) => sum + taken(document, value), 0),
        }))
        .filter(({ characters }) => characters > 0)
        .sort((a, b) => b.characters - a.characters)
        .map(({ key, count, characters }) => `${key} (${count}, in all ${characters} characters)`)
        .join(", ");
}

function taken(document: string, value: string): number {
    const strings = document.match(/"[^"]*"/g) ?? [];
    const holding = strings.filter((text) => text === `"${value}"` || text.endsWith(`/${value}"`));
    return holding.join(",").length;
}
