import { mustHaveCustomerKey } from "../customer-key";
import { rule } from "../rule";

const CONFIGURATION =
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

export const s3BucketEncryptedWithCustomerKey = rule({
    name: "s3-bucket-encrypted-with-customer-key",
    description: "Every bucket encrypts with a customer-managed key.",
    why: "The default key belongs to AWS: access to it cannot be withheld, watched or revoked.",
    severity: "medium",
    remediation:
        "Make an aws.s3.BucketServerSideEncryptionConfiguration for the bucket with sseAlgorithm 'aws:kms' and kmsMasterKeyId.",
    frameworks: { fsbp: ["S3.17"], pci: ["3.5.1"], gdpr: ["32(1)(a)"] },
    types: [CONFIGURATION],
    check: (configuration) => {
        configuration.mustHave(
            "rules",
            "has no rule; add one with sseAlgorithm and kmsMasterKeyId",
        );
        for (const entry of configuration.each("rules")) {
            const path = "applyServerSideEncryptionByDefault";
            entry.must(
                `${path}.sseAlgorithm`,
                (algorithm) => algorithm === "aws:kms" || algorithm === "aws:kms:dsse",
                'does not use KMS; set sseAlgorithm to "aws:kms"',
            );
            mustHaveCustomerKey(entry, `${path}.kmsMasterKeyId`, "the bucket");
        }
    },
    checkStack: (stack) => {
        const configurations = stack.of(CONFIGURATION);
        for (const bucket of stack.of("aws:s3/bucket:Bucket")) {
            const own = configurations.some((configuration) =>
                configuration.refersTo("bucket", bucket, ["bucket", "id"]),
            );
            if (!own) {
                bucket.fail(
                    "uses a key that AWS owns; make an aws.s3.BucketServerSideEncryptionConfiguration for it",
                );
            }
        }
    },
});
