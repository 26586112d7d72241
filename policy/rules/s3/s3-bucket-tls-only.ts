import { eachBucketMustHave } from "../../buckets";
import { UNKNOWN } from "../../inspect";
import { deniesWithoutTls } from "../../policy-access";
import { type Statement, statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

const POLICY = ["aws:s3/bucketPolicy:BucketPolicy"];

function deniesPlainHttp(statement: Statement): boolean {
    if (!deniesWithoutTls(statement)) {
        return false;
    }
    const { actions, resources } = statement;
    const everything = resources.includes("*");
    const objects = everything || resources.some((resource) => resource.endsWith("/*"));
    const itself = everything || resources.some((resource) => !resource.endsWith("*"));
    return actions.some((action) => action === "*" || action === "s3:*") && objects && itself;
}

export const s3BucketTlsOnly = rule({
    name: "s3-bucket-tls-only",
    description: "Every bucket has a policy that denies requests without TLS.",
    why: "S3 still answers plain HTTP, and then anyone on the way reads along.",
    severity: "medium",
    remediation:
        "Deny s3:* to everyone on the bucket and its objects when aws:SecureTransport is false.",
    frameworks: { fsbp: ["S3.5"], cis: ["2.1.1"], pci: ["4.2.1"], gdpr: ["32(1)(a)"] },
    types: POLICY,
    check: (policy) => {
        const statements = statementsOf(policy, "policy");
        if (policy.read("policy") !== UNKNOWN && !statements.some(deniesPlainHttp)) {
            policy.fail("does not deny requests without TLS on the bucket and its objects");
        }
    },
    checkStack: (stack) => {
        eachBucketMustHave(
            stack,
            POLICY,
            "answers requests without TLS; make an aws.s3.BucketPolicy that denies them",
        );
    },
});
