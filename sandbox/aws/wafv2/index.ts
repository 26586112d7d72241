import type { Model } from "../../cloud/model";

/** AWS WAF. */
export const wafv2Models: readonly Model[] = [];
