import * as good from "../good";
import type { StackTable } from "./stack-table";

export const rdsStackTables: readonly StackTable[] = [
    {
        rule: "rds-forced-tls",
        bad: {
            "no group": { without: [good.parameterGroup], at: [good.cluster] },
            "another group": {
                props: { aurora: { dbClusterParameterGroupName: "default.aurora-postgresql16" } },
                at: [good.cluster],
            },
            "no group named": {
                props: { aurora: { dbClusterParameterGroupName: undefined } },
                at: [good.cluster],
            },
        },
    },
];
