import { rule } from "../../rule";
import { shellInputs } from "../../session-documents";

const LOGS = [
    ["cloudWatchLogGroupName", "cloudWatchEncryptionEnabled"],
    ["s3BucketName", "s3EncryptionEnabled"],
] as const;

export const sessionManagerLogged = rule({
    name: "session-manager-logged",
    description: "Shells of Session Manager are recorded, encrypted.",
    why: "Otherwise nobody can tell what an administrator, or whoever took his place, has done.",
    severity: "medium",
    remediation:
        "Set inputs.cloudWatchLogGroupName or inputs.s3BucketName in the content, and leave its encryption on.",
    frameworks: { pci: ["10.2.1.2"], gdpr: ["5(2)", "33"] },
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html",
    types: ["aws:ssm/document:Document"],
    check: (document) => {
        const inputs = shellInputs(document);
        if (inputs === undefined) {
            return;
        }
        const logs = LOGS.filter(([place]) => inputs.has(place));
        if (logs.length === 0) {
            inputs.fail("is not recorded; set cloudWatchLogGroupName or s3BucketName");
        }
        for (const [place, encrypted] of logs) {
            inputs.must(
                encrypted,
                (on) => on !== false,
                `is recorded in clear in ${place}; set ${encrypted} to true`,
            );
        }
    },
});
