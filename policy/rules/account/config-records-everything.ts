import { rule } from "../../rule";

export const configRecordsEverything = rule({
    name: "config-records-everything",
    description: "AWS Config records every type of resource, or all but some.",
    why: "A list of types leaves out whatever comes next.",
    severity: "medium",
    remediation: "Leave allSupported on, or name what to leave out in exclusionByResourceTypes.",
    frameworks: { fsbp: ["Config.1"], cis: ["3.3"], pci: ["11.5.2"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html#config-1",
    types: ["aws:cfg/recorder:Recorder"],
    check: (recorder) => {
        const group = "recordingGroup";
        if (!recorder.has(`${group}.exclusionByResourceTypes`)) {
            recorder.must(
                `${group}.allSupported`,
                (all) => all !== false,
                "records some types only; set allSupported to true",
            );
        }
    },
});
