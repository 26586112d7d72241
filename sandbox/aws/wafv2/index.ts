import type { Model } from "../../cloud/model";
import { associationModels } from "./association";
import { loggingModels } from "./logging";
import { webAclModels } from "./web-acl";

/** AWS WAF. */
export const wafv2Models: readonly Model[] = [
    ...webAclModels,
    ...loggingModels,
    ...associationModels,
];
