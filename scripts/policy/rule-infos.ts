import { controlsOf } from "../../policy/controls";
import { rules } from "../../policy/rules";
import type { RuleInfo } from "../../review/policy/finding";

/** What is known of the pack's rules, by name. */
export const RULE_INFOS: ReadonlyMap<string, RuleInfo> = new Map(
    rules.map(({ name, description, why, severity, remediation, frameworks, source }) => [
        name,
        {
            name,
            description,
            why,
            severity,
            remediation,
            controls: controlsOf(frameworks),
            ...(source !== undefined && { source }),
        },
    ]),
);
