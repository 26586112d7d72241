import type { Rule } from "../../rule";
import { secretCustomerKey } from "./secret-customer-key";
import { secretPolicyPublicBlocked } from "./secret-policy-public-blocked";
import { secretRecoveryWindow } from "./secret-recovery-window";
import { secretRotated } from "./secret-rotated";
import { secretRotationInterval } from "./secret-rotation-interval";
import { secretValueNotLiteral } from "./secret-value-not-literal";
import { sessionManagerEncrypted } from "./session-manager-encrypted";
import { sessionManagerLogged } from "./session-manager-logged";
import { ssmDocumentNotPublic } from "./ssm-document-not-public";
import { ssmParameterCustomerKey } from "./ssm-parameter-customer-key";
import { ssmParameterSecure } from "./ssm-parameter-secure";
import { ssmPublicSharingBlocked } from "./ssm-public-sharing-blocked";

export const secretsRules: readonly Rule[] = [
    secretCustomerKey,
    secretRotated,
    secretRotationInterval,
    secretRecoveryWindow,
    secretPolicyPublicBlocked,
    secretValueNotLiteral,
    ssmParameterSecure,
    ssmParameterCustomerKey,
    ssmDocumentNotPublic,
    ssmPublicSharingBlocked,
    sessionManagerEncrypted,
    sessionManagerLogged,
];
