import { controlsOf } from "../../policy/controls";
import { rules } from "../../policy/rules";
import { parseWaived } from "../../policy/waived-message";
import type { PackInfo } from "../../review/policy/finding";

/** What is known of our pack. */
export const PACK_INFO: PackInfo = {
    rules: new Map(
        rules.map(
            ({ name, description, why, severity, level, remediation, frameworks, source }) => [
                name,
                {
                    name,
                    description,
                    why,
                    severity,
                    level: level === "advisory" ? level : "mandatory",
                    remediation,
                    controls: controlsOf(frameworks),
                    source,
                },
            ],
        ),
    ),
    parseWaived,
};
