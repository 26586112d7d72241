import { eachBucketMustHave } from "../../buckets";
import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

/** The type and its name in @pulumi/aws 6. */
const CONFIGURATIONS = [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
];

export const s3BucketEncryptedWithCustomerKey = rule({
    name: "s3-bucket-encrypted-with-customer-key",
    description: "Every bucket encrypts with a customer-managed key.",
    why: "The default key belongs to AWS: access to it cannot be withheld, watched or revoked.",
    severity: "medium",
    remediation:
        "Make an aws.s3.BucketServerSideEncryptionConfiguration for the bucket with sseAlgorithm 'aws:kms' and kmsMasterKeyId.",
    frameworks: { fsbp: ["S3.17"], pci: ["3.5.1"], gdpr: ["32(1)(a)"] },
    types: CONFIGURATIONS,
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
        eachBucketMustHave(
            stack,
            CONFIGURATIONS,
            "uses a key that AWS owns; make an aws.s3.BucketServerSideEncryptionConfiguration for it",
        );
    },
});
