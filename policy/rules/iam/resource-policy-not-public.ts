import { mustNotBePublic } from "../../policy-access";
import { rule } from "../../rule";

export const resourcePolicyNotPublic = rule({
    name: "resource-policy-not-public",
    description: "Policies of buckets, secrets and tables are not for everyone.",
    why: "A public statement hands the data to every AWS account, past all network walls.",
    severity: "critical",
    remediation:
        "Name accounts or roles as principals, or add a condition such as aws:PrincipalOrgID or aws:SourceArn.",
    frameworks: { fsbp: ["S3.2", "S3.3"], pci: ["7.2.1"], gdpr: ["32(1)(b)"] },
    types: [
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "aws:dynamodb/resourcePolicy:ResourcePolicy",
    ],
    check: (resource) => {
        mustNotBePublic(resource, "policy");
    },
});
