import type { Rule } from "../../rule";
import { accountEventsAlarmed } from "./account-events-alarmed";
import { alarmActionsEnabled } from "./alarm-actions-enabled";
import { alarmHasAction } from "./alarm-has-action";
import { dataStoresAlarmed } from "./data-stores-alarmed";
import { logGroupEncrypted } from "./log-group-encrypted";
import { logGroupRetention } from "./log-group-retention";

export const logsRules: readonly Rule[] = [
    logGroupRetention,
    logGroupEncrypted,
    alarmHasAction,
    alarmActionsEnabled,
    dataStoresAlarmed,
    accountEventsAlarmed,
];
