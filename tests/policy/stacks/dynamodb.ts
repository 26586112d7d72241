import * as good from "../good";
import { unknown } from "../support";
import type { StackTable } from "./stack-table";

const { table } = good;
const [database] = good.backupSelection.props.resources as [string];

const target = (name: string, resourceId: string, from: readonly string[] = []) => ({
    type: "aws:appautoscaling/target:Target",
    name,
    props: { resourceId },
    madeFrom: { resourceId: from },
});
const provisioned = {
    consents: {
        billingMode: "PROVISIONED",
        globalSecondaryIndexes: [{ name: "by-user", hashKey: "user" }],
    },
};

export const dynamodbStackTables: readonly StackTable[] = [
    {
        rule: "dynamodb-table-in-backup-plan",
        bad: { "left out": { props: { selection: { resources: [database] } }, at: [table] } },
        fine: { "backed up from elsewhere": { without: [good.backupSelection] } },
    },
    {
        rule: "dynamodb-table-capacity-follows-load",
        bad: {
            fixed: { props: provisioned, at: [table] },
            "fixed by default": { props: { consents: { billingMode: undefined } }, at: [table] },
            "an index that is fixed": {
                props: provisioned,
                and: [target("read", "table/consents")],
                at: [table],
            },
        },
        fine: {
            "all of it scaled": {
                props: provisioned,
                and: [
                    target("read", "table/consents"),
                    target("read-by-user", "table/consents/index/by-user"),
                ],
            },
            "scaled by a name that is not known yet": {
                props: provisioned,
                and: [target("read", unknown, ["consents"])],
            },
            "not known yet": { props: { consents: { billingMode: unknown } } },
        },
    },
];
