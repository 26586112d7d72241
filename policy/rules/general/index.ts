import type { Rule } from "../../rule";
import { accountsAllowed } from "./accounts-allowed";
import { noCredentialLiterals } from "./no-credential-literals";
import { providerAccountNamed } from "./provider-account-named";
import { requiredTags } from "./required-tags";
import { residency } from "./residency";
import { securityChangesNotIgnored } from "./security-changes-not-ignored";
import { statefulResourcesProtected } from "./stateful-resources-protected";

export const generalRules: readonly Rule[] = [
    requiredTags,
    statefulResourcesProtected,
    residency,
    providerAccountNamed,
    accountsAllowed,
    securityChangesNotIgnored,
    noCredentialLiterals,
];
