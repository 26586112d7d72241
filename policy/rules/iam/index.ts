import type { Rule } from "../../rule";
import { iamNoStarAdmin } from "./iam-no-star-admin";
import { iamRoleTrustNotPublic } from "./iam-role-trust-not-public";
import { resourcePolicyNotPublic } from "./resource-policy-not-public";

export const iamRules: readonly Rule[] = [
    resourcePolicyNotPublic,
    iamNoStarAdmin,
    iamRoleTrustNotPublic,
];
