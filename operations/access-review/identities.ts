import { type Access, look, type Mark, wide } from "./finding";
import { statementsOf } from "./documents";
import { accountOf, type DataResource } from "./data-resources";
import { nameOf, type Resource, textOf } from "./resources";

/** A policy document and what it is called. */
interface NamedDocument {
    readonly name: string;
    readonly policy: unknown;
}

/** Somebody who may reach data. */
export interface Identity {
    readonly name: string;
    /** ARN, or a service's name; whom IAM would take the caller for. */
    readonly principal: string;
    readonly policies: readonly NamedDocument[];
    /** What is to be said of any access that it has. */
    readonly marks: readonly Mark[];
    /** Of a role, user, group or policy that the stacks have made. */
    readonly arn?: string;
}

/** Kinds of identities, and the input of their policies that names them. */
const KINDS = [
    { key: "role", type: "Role" },
    { key: "user", type: "User" },
    { key: "group", type: "Group" },
] as const;

const ANYTHING: NamedDocument = {
    name: "their own policies",
    policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    },
};

/** The roles, users and groups among `resources`, and the policies that none of these has. */
export function identitiesOf(resources: readonly Resource[]): Identity[] {
    const managed = new Map(
        resources
            .filter(({ type }) => type === "aws:iam/policy:Policy")
            .map((policy) => [textOf(policy, "arn") ?? "", policy]),
    );
    const attached = new Set<string>();
    const identities = KINDS.flatMap(({ key, type }) =>
        resources
            .filter((resource) => resource.type === `aws:iam/${key}:${type}`)
            .map((resource): Identity => {
                const isOf = (other: Resource) => {
                    const of = textOf(other, key);
                    return of !== undefined && [resource.id, textOf(resource, "name")].includes(of);
                };
                const has = (what: string) =>
                    resources.filter(
                        (other) =>
                            other.type === `aws:iam/${key}${what}:${type}${what}` && isOf(other),
                    );
                const arns = has("PolicyAttachment").map((one) => textOf(one, "policyArn") ?? "");
                arns.forEach((arn) => attached.add(arn));
                const foreign = arns.filter((arn) => !managed.has(arn));
                const arn = textOf(resource, "arn") ?? "";
                return {
                    name: `${key} ${nameOf(resource)}`,
                    principal: key === "group" ? arn.replace(/:group\/.*/, ":user/member") : arn,
                    policies: [
                        ...inlineOf(resource),
                        ...[...has("Policy"), ...arns.flatMap((one) => managed.get(one) ?? [])].map(
                            (one) => ({ name: nameOf(one), policy: parsed(textOf(one, "policy")) }),
                        ),
                    ],
                    marks: foreign.map((one) => foreignMark(one)),
                    arn,
                };
            }),
    );
    const free = [...managed.values()].filter(
        (policy) => !attached.has(textOf(policy, "arn") ?? ""),
    );
    return [
        ...identities,
        ...free.map((policy): Identity => {
            const arn = textOf(policy, "arn") ?? "";
            return {
                name: `whoever has ${nameOf(policy)}`,
                principal: arn.replace(/:policy\/.*/, ":role/whoever-has-it"),
                policies: [{ name: nameOf(policy), policy: parsed(textOf(policy, "policy")) }],
                marks: [look("attached to nobody in these stacks")],
                arn,
            };
        }),
    ];
}

/** Whom policies of data name: services, other accounts, anybody. Not those who are `known`. */
export function namedIn(
    data: readonly DataResource[],
    known: readonly Identity[],
): readonly Identity[] {
    const own = new Set(data.map(({ account }) => account));
    const found = new Map<string, Identity>();
    for (const { policy } of data) {
        for (const { allows, principals, conditionKeys } of statementsOf(policy ?? {})) {
            for (const [kind, id] of allows ? principals : []) {
                const identity = outsider(kind, id, own, conditionKeys);
                if (identity !== undefined && !known.some(({ principal }) => principal === id)) {
                    found.set(identity.name, found.get(identity.name) ?? identity);
                }
            }
        }
    }
    return [...found.values()];
}

/** Who may take on which role: what its trust says. */
export function trustOf(resources: readonly Resource[]): Access[] {
    const roles = resources.filter(({ type }) => type === "aws:iam/role:Role");
    const own = new Set(roles.flatMap((role) => accountOf(textOf(role, "arn") ?? "") ?? []));
    return roles.flatMap((role) =>
        statementsOf(textOf(role, "assumeRolePolicy") ?? {}).flatMap(
            ({ allows, principals, conditionKeys }) =>
                (allows ? principals : []).map(([kind, id]): Access => ({
                    area: "aws",
                    who: kind === "Service" ? `service ${id}` : id === "*" ? "anybody" : id,
                    kind: "take on",
                    what: `role ${nameOf(role)}`,
                    detail: "",
                    by: ["its trust"],
                    onlyIf: conditionKeys,
                    marks: trustMarks(kind, id, own, conditionKeys),
                })),
        ),
    );
}

function trustMarks(
    kind: string,
    id: string,
    own: ReadonlySet<string>,
    conditions: readonly string[],
): Mark[] {
    if (kind === "Service") {
        return [];
    }
    if (id === "*") {
        return [wide("anybody may take it on")];
    }
    if (kind === "Federated") {
        return conditions.length === 0 ? [wide("any user of the provider may take it on")] : [];
    }
    const account = accountOf(id) ?? id;
    return own.has(account)
        ? id.endsWith(":root")
            ? [look("whoever the account's own policies let take it on")]
            : []
        : [wide(`account ${account} is another one`)];
}

function outsider(
    kind: string,
    id: string,
    own: ReadonlySet<string>,
    conditions: readonly string[],
): Identity | undefined {
    if (kind === "Service") {
        return { name: `service ${id}`, principal: id, policies: [], marks: [] };
    }
    if (id === "*") {
        const mark =
            conditions.length === 0
                ? wide("anybody is let in")
                : look("anybody who meets the conditions is let in");
        const principal = "arn:aws:iam::999999999999:role/anybody";
        return { name: "anybody", principal, policies: [ANYTHING], marks: [mark] };
    }
    const account = accountOf(id) ?? id;
    if (own.has(account)) {
        // Of its own account's root a key only says that IAM decides.
        return id.endsWith(":root") || id === account
            ? undefined
            : {
                  name: id,
                  principal: id,
                  policies: [],
                  marks: [look("made outside of these stacks")],
              };
    }
    const isAll = id.endsWith(":root") || id === account;
    return {
        name: isAll ? `account ${account}` : id,
        principal: isAll ? `arn:aws:iam::${account}:role/any` : id,
        policies: [ANYTHING],
        marks: [wide(`account ${account} is another one`)],
    };
}

function foreignMark(arn: string): Mark {
    const name = arn.split("/").at(-1) ?? arn;
    return /Admin|PowerUser|FullAccess/.test(name)
        ? wide(`${name} is attached, which is far more than data needs`)
        : look(`${name} is attached, and not read: its document is in none of these stacks`);
}

function inlineOf({ inputs }: Resource): NamedDocument[] {
    const inline = (inputs.inlinePolicies ?? []) as readonly { name?: string; policy?: string }[];
    return inline.map(({ name = "inline", policy }) => ({ name, policy: parsed(policy) }));
}

function parsed(policy: string | undefined): unknown {
    return JSON.parse(policy ?? '{"Version":"2012-10-17","Statement":[]}');
}
