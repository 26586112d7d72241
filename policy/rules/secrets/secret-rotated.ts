import { rule } from "../../rule";

const SECRET = "aws:secretsmanager/secret:Secret";

export const secretRotated = rule({
    name: "secret-rotated",
    description: "Every secret is rotated by itself.",
    why: "A password that never changes is good for whoever has ever seen it. Off by default, because what holds somebody else's key, or a password that is changed by program, cannot be rotated.",
    severity: "medium",
    remediation: "Make an aws.secretsmanager.SecretRotation for the secret.",
    frameworks: {
        fsbp: ["SecretsManager.1"],
        pci: ["8.3.9", "8.6.3"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
    level: "disabled",
    checkStack: (stack) => {
        const rotations = stack.links(
            ["aws:secretsmanager/secretRotation:SecretRotation"],
            "secretId",
            [SECRET],
            ["id", "arn", "name"],
        );
        for (const secret of stack.of(SECRET)) {
            if (rotations.to(secret).length === 0) {
                secret.fail("is never rotated; make an aws.secretsmanager.SecretRotation for it");
            }
        }
    },
});
