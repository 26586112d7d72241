import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

const FEATURES = ["aws:guardduty/detectorFeature:DetectorFeature"];
const DETECTORS = ["aws:guardduty/detector:Detector"];

/** Where detectors said it themselves, before there were features. */
const DATASOURCES: Readonly<Record<string, string>> = {
    S3_DATA_EVENTS: "datasources.s3Logs.enable",
    EBS_MALWARE_PROTECTION:
        "datasources.malwareProtection.scanEc2InstanceWithFindings.ebsVolumes.enable",
};

export const guarddutyFeaturesEnabled = rule({
    name: "guardduty-features-enabled",
    description: "GuardDuty looks at data, logins and functions, not at the network alone.",
    why: "Reading a whole bucket, or guessing a database's password, shows in nothing else that it looks at.",
    severity: "high",
    remediation:
        "Make an aws.guardduty.DetectorFeature with the status 'ENABLED' for each feature that is asked for.",
    frameworks: {
        fsbp: ["GuardDuty.6", "GuardDuty.8", "GuardDuty.9", "GuardDuty.10"],
        pci: ["11.5.1"],
        gdpr: ["32(1)(b)", "33"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-9",
    settings: {
        features: {
            type: "array",
            items: { type: "string" },
            default: [
                "S3_DATA_EVENTS",
                "RDS_LOGIN_EVENTS",
                "LAMBDA_NETWORK_LOGS",
                "EBS_MALWARE_PROTECTION",
            ] as readonly string[],
            description: "features that must be on; add `RUNTIME_MONITORING` where instances run",
        },
    },
    types: FEATURES,
    check: (feature, { features }) => {
        if (features.includes(String(feature.read("name")))) {
            feature.must(
                "status",
                (status) => status === "ENABLED",
                (got) => `status is ${got}; set it to "ENABLED"`,
            );
        }
    },
    checkStack: (stack, { features }) => {
        const links = stack.links(FEATURES, "detectorId", DETECTORS, ["id"]);
        for (const detector of stack.of(...DETECTORS)) {
            const named = links.to(detector).map((feature) => feature.read("name"));
            const missing = features
                .filter((name) => detector.read(DATASOURCES[name] ?? "") !== true)
                .filter((name) => !named.includes(name));
            for (const name of named.includes(UNKNOWN) ? [] : missing) {
                detector.fail(`leaves ${name} out; make an aws.guardduty.DetectorFeature for it`);
            }
        }
    },
});
