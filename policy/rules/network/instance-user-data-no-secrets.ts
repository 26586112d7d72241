import { rule } from "../../rule";
import { isSecretValue } from "../../secret-words";

const PROPERTIES = ["userDataBase64", "userData"];

/** The text as it is, and as it reads when it is base64, as launch templates want it. */
function readings(text: unknown): string[] {
    return typeof text === "string" ? [text, Buffer.from(text, "base64").toString("utf8")] : [];
}

export const instanceUserDataNoSecrets = rule({
    name: "instance-user-data-no-secrets",
    description: "No secret stands in the user data of an instance.",
    why: "Every program on the instance, and everyone who may look at it, can read its user data.",
    severity: "high",
    remediation: "Read the secret from Secrets Manager when the instance starts.",
    frameworks: { pci: ["8.6.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    types: [
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
    ],
    check: (resource) => {
        for (const property of PROPERTIES) {
            resource.must(
                property,
                (text) => !readings(text).some(isSecretValue),
                `${property} holds a secret; let the instance read it from Secrets Manager`,
            );
        }
    },
});
