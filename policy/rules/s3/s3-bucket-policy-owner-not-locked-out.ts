import { bucketSetting } from "../../buckets";
import { deniesEveryone } from "../../policy-access";
import { isAbout } from "../../policy-actions";
import { statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

export const s3BucketPolicyOwnerNotLockedOut = rule({
    name: "s3-bucket-policy-owner-not-locked-out",
    description: "Bucket policies leave somebody who can change them.",
    why: "A denial for everyone takes the bucket from its owner, too: only the account's root gets it back.",
    severity: "medium",
    remediation: "Give the denial a condition, or deny less than s3:*.",
    frameworks: { pci: ["7.2.1"], gdpr: ["32(1)(b)", "32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    types: [bucketSetting("BucketPolicy")[0]],
    check: (policy) => {
        for (const statement of statementsOf(policy, "policy")) {
            if (
                deniesEveryone(statement) &&
                isAbout(statement, "s3:PutBucketPolicy") &&
                statement.conditions.length === 0
            ) {
                policy.fail(`${statement.name} locks everyone out; add a condition to the denial`);
            }
        }
    },
});
