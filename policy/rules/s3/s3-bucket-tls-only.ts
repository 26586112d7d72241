import { bucketSetting, eachBucketMustHave } from "../../buckets";
import { type Inspected, UNKNOWN } from "../../inspect";
import { deniesWithoutTls } from "../../policy-access";
import { NOT_KNOWN, statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

const [POLICY] = bucketSetting("BucketPolicy");

/** True when the policy, or what is known of it, denies plain HTTP on the bucket and its objects. */
function isTlsOnly(part: Inspected): boolean {
    if (part.partly("policy") === UNKNOWN) {
        part.undecided("policy");
        return true;
    }
    const denied = statementsOf(part, "policy")
        .filter(deniesWithoutTls)
        .filter(({ actions }) => actions.some((action) => /^(s3:)?\*$/i.test(action)))
        .flatMap(({ resources }) => resources);
    const objects = denied.some((resource) => resource.endsWith("*"));
    const itself = denied.some((resource) => !resource.endsWith("/*"));
    return (objects && itself) || denied.includes(NOT_KNOWN);
}

export const s3BucketTlsOnly = rule({
    name: "s3-bucket-tls-only",
    description: "Every bucket has a policy that denies requests without TLS.",
    why: "S3 still answers plain HTTP, and then anyone on the way reads along.",
    severity: "medium",
    remediation:
        "Deny s3:* to everyone on the bucket and its objects when aws:SecureTransport is false.",
    frameworks: {
        fsbp: ["S3.5"],
        cis: ["2.1.1"],
        pci: ["4.2.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
    types: [POLICY],
    check: (policy) => {
        if (!isTlsOnly(policy)) {
            policy.fail("does not deny requests without TLS on the bucket and its objects");
        }
    },
    checkStack: (stack) => {
        eachBucketMustHave(
            stack,
            [POLICY],
            "answers requests without TLS; make an aws.s3.BucketPolicy that denies them",
            (bucket) => bucket.has("policy") && isTlsOnly(bucket),
        );
    },
});
