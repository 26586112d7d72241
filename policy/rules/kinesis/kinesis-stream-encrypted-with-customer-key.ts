import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const kinesisStreamEncryptedWithCustomerKey = rule({
    name: "kinesis-stream-encrypted-with-customer-key",
    description: "Kinesis streams are encrypted with a customer-managed key.",
    why: "A stream of a table's changes has all that is in the table, and is not encrypted by default.",
    severity: "high",
    remediation: "Set encryptionType to KMS and kmsKeyId to the ARN of a key of your own.",
    frameworks: {
        fsbp: ["Kinesis.1"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1",
    types: ["aws:kinesis/stream:Stream"],
    check: (stream) => {
        stream.must(
            "encryptionType",
            (type) => type === "KMS",
            (got) => `encryptionType is ${got}; set it to KMS`,
        );
        mustHaveCustomerKey(stream, "kmsKeyId", "the stream");
    },
});
