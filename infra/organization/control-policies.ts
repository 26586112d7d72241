import type { ControlPolicy } from "./control-policy";
import { audit } from "./audit";
import { baseline, type BaselineArgs } from "./baseline";
import { dataLoss } from "./data-loss";
import { perimeter, type PerimeterArgs, tls } from "./perimeter";
import { residency } from "./residency";

/** What the documents are made of. */
export interface ControlPolicyArgs extends BaselineArgs, PerimeterArgs {
    /** Every region of any environment below the targets: its own, those of replicas and of copies. */
    readonly residency: readonly string[];
}

const POLICIES = {
    "data-loss": dataLoss,
    audit,
    residency,
    baseline,
    perimeter,
    tls,
} satisfies Record<string, (args: ControlPolicyArgs) => ControlPolicy>;

export type ControlPolicyName = keyof typeof POLICIES;

/**
 * All that there are. Of service control policies four, which together with AWS's own that allows
 * everything are all that a target takes.
 */
export const CONTROL_POLICIES = Object.keys(POLICIES) as [
    ControlPolicyName,
    ...ControlPolicyName[],
];

export function controlPolicies(
    names: readonly ControlPolicyName[],
    args: ControlPolicyArgs,
): ControlPolicy[] {
    return names.map((name) => POLICIES[name](args));
}
