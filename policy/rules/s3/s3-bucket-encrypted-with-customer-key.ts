import { BUCKETS, accessLogTargets, bucketSetting, linksToBuckets } from "../../buckets";
import { mustHaveCustomerKey } from "../../customer-key";
import { UNKNOWN } from "../../inspect";
import type { StackResource } from "../../resource";
import { rule } from "../../rule";

const CONFIGURATIONS = bucketSetting("BucketServerSideEncryptionConfiguration");

const BY_DEFAULT = "applyServerSideEncryptionByDefault";

function usesKms(algorithm: unknown): boolean {
    return algorithm === "aws:kms" || algorithm === "aws:kms:dsse";
}

/** True when the bucket says it itself, as buckets did before there was a resource for it. */
function isEncryptedInline(bucket: StackResource): boolean {
    const path = `serverSideEncryptionConfiguration.rule.${BY_DEFAULT}`;
    return (
        usesKms(bucket.read(`${path}.sseAlgorithm`)) &&
        bucket.has(`${path}.kmsMasterKeyId`) &&
        !String(bucket.read(`${path}.kmsMasterKeyId`)).includes("alias/aws/")
    );
}

export const s3BucketEncryptedWithCustomerKey = rule({
    name: "s3-bucket-encrypted-with-customer-key",
    description:
        "Every bucket encrypts with a customer-managed key, but those that access logs are delivered to.",
    why: "The default key belongs to AWS: access to it cannot be withheld, watched or revoked.",
    severity: "medium",
    remediation:
        "Make an aws.s3.BucketServerSideEncryptionConfiguration for the bucket with sseAlgorithm 'aws:kms' and kmsMasterKeyId; where a load balancer of another stack delivers its logs, waive the rule.",
    frameworks: {
        fsbp: ["S3.17"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17",
    types: CONFIGURATIONS,
    check: (configuration) => {
        configuration.mustHave(
            "rules",
            "has no rule; add one with sseAlgorithm and kmsMasterKeyId",
        );
        for (const entry of configuration.each("rules")) {
            const algorithm = entry.read(`${BY_DEFAULT}.sseAlgorithm`);
            if (algorithm === UNKNOWN) {
                entry.undecided(`${BY_DEFAULT}.sseAlgorithm`);
            } else if (usesKms(algorithm)) {
                mustHaveCustomerKey(entry, `${BY_DEFAULT}.kmsMasterKeyId`, "the bucket");
            }
        }
    },
    // S3 and load balancers deliver to no bucket that encrypts with KMS; which one that is shows here.
    checkStack: (stack) => {
        const configurations = linksToBuckets(stack, CONFIGURATIONS);
        const logTargets = accessLogTargets(stack);
        for (const bucket of stack.of(...BUCKETS).filter((bucket) => !logTargets.has(bucket))) {
            const own = configurations.to(bucket);
            for (const entry of own.flatMap((configuration) => configuration.each("rules"))) {
                entry.must(
                    `${BY_DEFAULT}.sseAlgorithm`,
                    usesKms,
                    'does not use KMS; set sseAlgorithm to "aws:kms"',
                );
            }
            if (own.length === 0 && !isEncryptedInline(bucket)) {
                bucket.fail(
                    "uses a key that AWS owns; make an aws.s3.BucketServerSideEncryptionConfiguration for it",
                );
            }
        }
    },
});
