import type { Rule } from "../../rule";
import { logGroupEncrypted } from "./log-group-encrypted";
import { logGroupRetention } from "./log-group-retention";

export const logsRules: readonly Rule[] = [logGroupRetention, logGroupEncrypted];
