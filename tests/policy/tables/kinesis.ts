import { changes } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

export const kinesisTables: readonly Table[] = [
    {
        rule: "kinesis-stream-encrypted-with-customer-key",
        on: changes,
        bad: {
            "no encryption": { encryptionType: "NONE", kmsKeyId: undefined },
            "not set": { encryptionType: undefined },
            "no key": { kmsKeyId: undefined },
            "a key of AWS": { kmsKeyId: "alias/aws/kinesis" },
        },
        fine: { "a key that is being made": { kmsKeyId: unknown } },
        late: { type: [{ encryptionType: unknown }, { encryptionType: "NONE" }] },
    },
];
