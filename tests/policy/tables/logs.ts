import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

export const logsTables: readonly Table[] = [
    {
        rule: "log-group-retention",
        on: good.logGroup,
        mended: {
            "too short": [{ retentionInDays: 14 }, { retentionInDays: 30 }],
            "what is kept for ever": [{ retentionInDays: 0 }, { retentionInDays: 0 }],
            "not known yet": [{ retentionInDays: unknown }, { retentionInDays: unknown }],
        },
        bad: {
            "for ever": { retentionInDays: 0 },
            "not set": { retentionInDays: undefined },
            "too short": { retentionInDays: 14 },
        },
        fine: { "just enough": { retentionInDays: 30 } },
        late: { days: [{ retentionInDays: unknown }, { retentionInDays: 1 }] },
    },
    {
        rule: "log-group-encrypted",
        on: good.logGroup,
        bad: { "no key": { kmsKeyId: undefined } },
        fine: { "a key that is being made": { kmsKeyId: unknown } },
    },
    ...[good.alarm, good.compositeAlarm].map((on): Table => ({
        rule: "alarm-actions-enabled",
        on,
        mended: {
            off: [{ actionsEnabled: false }, { actionsEnabled: true }],
            "not known yet": [{ actionsEnabled: unknown }, { actionsEnabled: unknown }],
        },
        bad: { off: { actionsEnabled: false } },
        fine: { "by name": { actionsEnabled: true } },
        late: { setting: [{ actionsEnabled: unknown }, { actionsEnabled: false }] },
    })),
];
