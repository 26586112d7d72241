import type { Entry } from "../../cloud/account";
import { AwsError, type Draft, list, type Model, str } from "../../cloud/model";
import { refuseInlineRules } from "./security-groups";
import * as ec2 from "./types";

const LISTS = { ingress: "ingressRuleIds", egress: "egressRuleIds" } as const;

type Direction = keyof typeof LISTS;

/**
 * Makes the rules of a security group those of its lists, at every run in which the lists change:
 * another rule is revoked, whoever made it. Deleting it revokes nothing.
 */
const exclusiveRules: Model = {
    type: ec2.EXCLUSIVE_RULES,
    untaggable: true,
    fields: {
        securityGroupId: ec2.idOf(ec2.SECURITY_GROUP, { required: true, replaces: true }),
        ingressRuleIds: list(str(), { required: true }),
        egressRuleIds: list(str(), { required: true }),
    },
    id: ({ inputs }) => inputs.securityGroupId as string,
    refuse: (draft) => {
        refuseInlineRules(draft.account, draft.id);
        refuseForeignIds(draft);
    },
    onCreate: revokeOthers,
    onUpdate: (_, after) => {
        revokeOthers(after);
    },
};

/** Refuses an id that is no rule of the group in that direction; the provider warns at every run. */
function refuseForeignIds(draft: Draft): void {
    for (const direction of ["ingress", "egress"] as const) {
        const own = rulesOf(draft, direction).map(ruleId);
        const foreign = wanted(draft, direction).find((id) => !own.includes(id));
        if (foreign !== undefined) {
            throw new AwsError(
                "InvalidSecurityGroupRuleId.NotFound",
                `${LISTS[direction]}: ${draft.id} has no ${direction} rule ${foreign}`,
            );
        }
    }
}

function revokeOthers(draft: Draft): void {
    for (const direction of ["ingress", "egress"] as const) {
        const listed = wanted(draft, direction);
        for (const rule of rulesOf(draft, direction)) {
            if (!listed.includes(ruleId(rule))) {
                draft.account.remove(rule.type, rule.id);
            }
        }
    }
}

function rulesOf({ account, id }: Draft, direction: Direction): Entry[] {
    const single = direction === "ingress" ? ec2.INGRESS_RULE : ec2.EGRESS_RULE;
    return [
        ...account.all(single),
        ...account.all(ec2.MIXED_RULE).filter((e) => e.inputs.type === direction),
    ].filter((e) => e.inputs.securityGroupId === id);
}

function ruleId({ outputs }: Entry): string {
    return outputs.securityGroupRuleId as string;
}

function wanted({ inputs }: Draft, direction: Direction): readonly string[] {
    return inputs[LISTS[direction]] as readonly string[];
}

export const exclusiveRuleModels: readonly Model[] = [exclusiveRules];
