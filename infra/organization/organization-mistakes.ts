import type { Mistake } from "../mistake";
import { type ControlPolicy, POLICY_TYPES } from "./control-policy";

/** What AWS tells of the organization that the credentials belong to. */
export interface KnownOrganization {
    readonly id: string;
    readonly masterAccountId: string;
    /** None, unless the credentials are of the management account or one that it delegates to. */
    readonly roots: readonly {
        readonly id: string;
        readonly policyTypes: readonly { readonly type: string; readonly status: string }[];
    }[];
    readonly accounts: readonly { readonly id: string }[];
}

/** What AWS would refuse in this organization, or take and do nothing with. */
export function organizationMistakes(
    organization: KnownOrganization,
    wanted: { readonly organizationId: string; readonly targets: readonly string[] },
    policies: readonly ControlPolicy[],
): Mistake[] {
    const [root] = organization.roots;
    if (root === undefined) {
        return [
            {
                where: "targets",
                got: wanted.targets,
                advice:
                    `can be reached from the management account (${organization.masterAccountId}), or ` +
                    "one that it delegates policies to, and not with these credentials",
            },
        ];
    }
    return [
        ...(wanted.organizationId === organization.id
            ? []
            : [
                  {
                      where: "id",
                      got: wanted.organizationId,
                      advice: `must be the organization of these credentials, which is ${organization.id}`,
                  },
              ]),
        ...wanted.targets.flatMap((target, index) => {
            const advice = adviceOn(target, root.id, organization);
            return advice === undefined
                ? []
                : [{ where: `targets[${index}]`, got: target, advice }];
        }),
        ...typesOff(policies, root),
    ];
}

function adviceOn(
    target: string,
    rootId: string,
    { masterAccountId, accounts }: KnownOrganization,
): string | undefined {
    if (target === masterAccountId) {
        return "is the management account, which no such policy ever binds; leave it out";
    }
    if (target.startsWith("r-") && target !== rootId) {
        return `must be the root of this organization, which is ${rootId}`;
    }
    if (/^\d/.test(target) && !accounts.some(({ id }) => id === target)) {
        return `must be an account of this organization: ${accounts.map(({ id }) => id).join(", ")}`;
    }
    return undefined;
}

function typesOff(
    policies: readonly ControlPolicy[],
    root: KnownOrganization["roots"][number],
): Mistake[] {
    const enabled = root.policyTypes
        .filter(({ status }) => status === "ENABLED")
        .map(({ type }) => type);
    return (["service", "resource"] as const)
        .filter((kind) => !enabled.includes(POLICY_TYPES[kind]))
        .map((kind) => ({
            kind,
            names: policies.filter((policy) => policy.kind === kind).map(({ name }) => name),
        }))
        .filter(({ names }) => names.length > 0)
        .map(({ kind, names }) => ({
            where: "policies",
            got: names,
            advice:
                `need policies of the type ${POLICY_TYPES[kind]}, which are not enabled; run aws ` +
                `organizations enable-policy-type --root-id ${root.id} --policy-type ${POLICY_TYPES[kind]}`,
        }));
}
