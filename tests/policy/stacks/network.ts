import * as good from "../good";
import type { StackTable } from "./stack-table";

export const networkStackTables: readonly StackTable[] = [
    {
        rule: "default-security-group-closed",
        bad: { "not adopted": { without: [good.defaultSecurityGroup], at: [good.vpc] } },
    },
    {
        rule: "vpc-flow-log-present",
        bad: { "no flow log": { without: [good.flowLog], at: [good.vpc] } },
    },
];
