import { homeAccounts } from "../../accounts";
import { bucketSetting } from "../../buckets";
import { letsInOthers } from "../../policy-access";
import { isAbout } from "../../policy-actions";
import { statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

/** What hands a bucket over: who may do it can let in anyone, or take its protection away. */
const CONTROL = [
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutEncryptionConfiguration",
    "s3:PutObjectAcl",
];

export const s3BucketPolicyNoForeignControl = rule({
    name: "s3-bucket-policy-no-foreign-control",
    description: "Bucket policies let no other account change who gets in, or the encryption.",
    why: "The other account could hand the bucket on to anyone, and we would not be asked.",
    severity: "high",
    remediation:
        "Name the actions that the other account needs, without those that change policy, ACL or encryption; the own accounts are the provider's allowedAccountIds.",
    frameworks: {
        fsbp: ["S3.6"],
        pci: ["7.2.1", "7.2.2"],
        gdpr: ["28", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6",
    types: [bucketSetting("BucketPolicy")[0]],
    check: (policy) => {
        const home = homeAccounts(policy);
        for (const statement of home.length === 0 ? [] : statementsOf(policy, "policy")) {
            const granted = CONTROL.filter((action) => isAbout(statement, action));
            if (granted.length > 0 && letsInOthers(statement, home)) {
                policy.fail(
                    `${statement.name} lets other accounts do ${granted.join(", ")}; name other actions`,
                );
            }
        }
    },
});
