import * as good from "../good";
import type { StackTable } from "./stack-table";

export const kmsStackTables: readonly StackTable[] = [
    {
        rule: "kms-key-policy-explicit",
        bad: { "no policy": { props: { data: { policy: undefined } }, at: [good.key] } },
        fine: {
            "a resource of its own": {
                and: [good.keyPolicy],
                props: { data: { policy: undefined } },
            },
        },
    },
];
