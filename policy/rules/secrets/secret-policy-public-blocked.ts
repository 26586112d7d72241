import { rule } from "../../rule";

export const secretPolicyPublicBlocked = rule({
    name: "secret-policy-public-blocked",
    description: "AWS refuses policies that open a secret to everyone.",
    why: "Its own check finds ways in that no reading of the policy shows.",
    severity: "medium",
    remediation: "Set blockPublicPolicy to true.",
    frameworks: { pci: ["7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    types: ["aws:secretsmanager/secretPolicy:SecretPolicy"],
    check: (policy) => {
        policy.must(
            "blockPublicPolicy",
            (blocked) => blocked === true,
            "lets AWS take a public policy; set blockPublicPolicy to true",
        );
    },
});
