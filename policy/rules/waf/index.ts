import type { Rule } from "../../rule";
import { wafAclAttached } from "./waf-acl-attached";
import { wafAclHasRules } from "./waf-acl-has-rules";
import { wafAclLogged } from "./waf-acl-logged";
import { wafKnownBadInputs } from "./waf-known-bad-inputs";
import { wafMetricsOn } from "./waf-metrics-on";
import { wafRateLimited } from "./waf-rate-limited";
import { wafRulesHaveAction } from "./waf-rules-have-action";

export const wafRules: readonly Rule[] = [
    wafAclHasRules,
    wafAclLogged,
    wafMetricsOn,
    wafKnownBadInputs,
    wafRulesHaveAction,
    wafAclAttached,
    wafRateLimited,
];
