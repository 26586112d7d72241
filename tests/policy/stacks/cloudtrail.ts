import * as good from "../good";
import type { StackTable } from "./stack-table";

export const cloudtrailStackTables: readonly StackTable[] = [
    {
        rule: "cloudtrail-trail-bucket-logged",
        bad: {
            "not logged": {
                without: good.s3Stack.filter(({ name }) => !name.startsWith(good.bucket.name)),
                props: { "trail-bucket-logging": { bucket: "another" } },
                at: [good.bucket],
            },
        },
    },
];
