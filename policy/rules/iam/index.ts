import type { Rule } from "../../rule";
import { iamDataReadsScoped } from "./iam-data-reads-scoped";
import { iamDecryptScoped } from "./iam-decrypt-scoped";
import { iamNoAccessKeys } from "./iam-no-access-keys";
import { iamNoAllowByException } from "./iam-no-allow-by-exception";
import { iamNoBroadManagedPolicy } from "./iam-no-broad-managed-policy";
import { iamNoInlinePolicies } from "./iam-no-inline-policies";
import { iamNoPrivilegeEscalation } from "./iam-no-privilege-escalation";
import { iamNoServiceWildcard } from "./iam-no-service-wildcard";
import { iamNoStarAdmin } from "./iam-no-star-admin";
import { iamNoUserPolicies } from "./iam-no-user-policies";
import { iamNoUsers } from "./iam-no-users";
import { iamPassRoleScoped } from "./iam-pass-role-scoped";
import { iamRolePermissionsBoundary } from "./iam-role-permissions-boundary";
import { iamRolePoliciesManagedOnce } from "./iam-role-policies-managed-once";
import { iamRoleSessionDuration } from "./iam-role-session-duration";
import { iamRoleTrustNotPublic } from "./iam-role-trust-not-public";
import { iamRoleTrustOidcLimited } from "./iam-role-trust-oidc-limited";
import { iamRoleTrustOtherAccounts } from "./iam-role-trust-other-accounts";
import { iamRoleTrustServiceSource } from "./iam-role-trust-service-source";
import { iamSupportRole } from "./iam-support-role";
import { iamWriteActionsScoped } from "./iam-write-actions-scoped";
import { resourcePolicyNotPublic } from "./resource-policy-not-public";

export const iamRules: readonly Rule[] = [
    resourcePolicyNotPublic,
    iamNoStarAdmin,
    iamNoServiceWildcard,
    iamNoAllowByException,
    iamWriteActionsScoped,
    iamDecryptScoped,
    iamDataReadsScoped,
    iamNoPrivilegeEscalation,
    iamPassRoleScoped,
    iamNoBroadManagedPolicy,
    iamRoleTrustNotPublic,
    iamRoleTrustOtherAccounts,
    iamRoleTrustServiceSource,
    iamRoleTrustOidcLimited,
    iamRoleSessionDuration,
    iamRolePermissionsBoundary,
    iamRolePoliciesManagedOnce,
    iamNoUsers,
    iamNoAccessKeys,
    iamNoUserPolicies,
    iamNoInlinePolicies,
    iamSupportRole,
];
