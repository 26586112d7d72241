import { KEYS } from "../../kms-keys";
import { rule } from "../../rule";

export const kmsKeyPolicyExplicit = rule({
    name: "kms-key-policy-explicit",
    description: "Every KMS key has a policy of its own.",
    why: "AWS's default leaves everything to IAM: any policy of the account that allows kms:Decrypt on * opens the key.",
    severity: "low",
    remediation: "Set policy, or make an aws.kms.KeyPolicy for the key.",
    frameworks: { pci: ["3.6.1.3", "7.2.2"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    // With sound IAM policies the default is sound, too.
    level: "advisory",
    checkStack: (stack) => {
        const policies = stack.links(["aws:kms/keyPolicy:KeyPolicy"], "keyId", KEYS, [
            "id",
            "keyId",
            "arn",
        ]);
        for (const key of stack.of(...KEYS)) {
            if (!key.has("policy") && policies.to(key).length === 0) {
                key.fail("has AWS's default policy; set policy");
            }
        }
    },
});
