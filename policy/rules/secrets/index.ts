import type { Rule } from "../../rule";
import { secretCustomerKey } from "./secret-customer-key";
import { secretRecoveryWindow } from "./secret-recovery-window";

export const secretsRules: readonly Rule[] = [secretCustomerKey, secretRecoveryWindow];
