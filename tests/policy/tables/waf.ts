import * as good from "../good";
import { badInputs, rateLimit } from "../good/waf";
import { unknown } from "../support";
import type { Table } from "./table";

const dark = { cloudwatchMetricsEnabled: false, sampledRequestsEnabled: true, metricName: "m" };
const idle = { ...rateLimit, action: undefined };

export const wafTables: readonly Table[] = [
    ...[good.webAcl, good.ruleGroup].flatMap((on): Table[] => [
        {
            rule: "waf-metrics-on",
            on,
            bad: {
                off: { visibilityConfig: dark },
                "off for a rule": { rules: [badInputs, { ...rateLimit, visibilityConfig: dark }] },
            },
            late: {
                setting: [
                    { visibilityConfig: { ...dark, cloudwatchMetricsEnabled: unknown } },
                    { visibilityConfig: dark },
                ],
            },
        },
        {
            rule: "waf-rules-have-action",
            on,
            bad: { "no action": { rules: [badInputs, idle] } },
            fine: { "one that is not known yet": { rules: [{ ...idle, action: unknown }] } },
            late: { rules: [{ rules: unknown }, { rules: [idle] }] },
        },
    ]),
    {
        rule: "waf-metrics-on",
        on: good.webAclRule,
        bad: { off: { visibilityConfig: dark } },
    },
    {
        rule: "waf-rules-have-action",
        on: good.webAclRule,
        bad: { "no action": { action: undefined } },
        fine: { "a group's": { action: undefined, overrideAction: { none: {} } } },
    },
];
