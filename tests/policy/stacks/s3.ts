import * as good from "../good";
import type { StackTable } from "./stack-table";

export const s3StackTables: readonly StackTable[] = [
    {
        rule: "s3-bucket-public-access-blocked",
        bad: { "no block": { without: [good.bucketAccess], at: [good.bucket] } },
    },
    {
        rule: "s3-bucket-encrypted-with-customer-key",
        bad: { "no configuration": { without: [good.bucketEncryption], at: [good.bucket] } },
    },
    {
        rule: "s3-bucket-tls-only",
        bad: { "no policy": { without: [good.bucketPolicy], at: [good.bucket] } },
    },
];
