import { rule } from "../../rule";
import { WEB_RULES, rulesIn } from "../../web-acls";

export const wafMetricsOn = rule({
    name: "waf-metrics-on",
    description: "Web ACLs, rule groups and their rules count what they do.",
    why: "Without metrics no alarm tells of an attack.",
    severity: "low",
    remediation: "Set visibilityConfig.cloudwatchMetricsEnabled to true.",
    frameworks: { fsbp: ["WAF.12"], pci: ["6.4.2"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-12",
    types: WEB_RULES,
    check: (resource) => {
        for (const part of new Set([resource, ...rulesIn(resource)])) {
            part.must(
                "visibilityConfig.cloudwatchMetricsEnabled",
                (on) => on === true,
                "counts nothing; set visibilityConfig.cloudwatchMetricsEnabled to true",
            );
        }
    },
});
