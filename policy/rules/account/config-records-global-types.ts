import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

const GROUP = "recordingGroup";

export const configRecordsGlobalTypes = rule({
    name: "config-records-global-types",
    description: "One of a stack's recorders of AWS Config records IAM, too.",
    why: "Roles and policies belong to no region, and are recorded nowhere unless it is said.",
    severity: "medium",
    remediation: "Set recordingGroup.includeGlobalResourceTypes to true in one region.",
    frameworks: { fsbp: ["Config.1"], cis: ["3.3"], pci: ["11.5.2"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html",
    checkStack: (stack) => {
        const recorders = stack.of("aws:cfg/recorder:Recorder");
        const found = recorders.some(
            (recorder) =>
                recorder.read(`${GROUP}.includeGlobalResourceTypes`) === true ||
                recorder.read(`${GROUP}.includeGlobalResourceTypes`) === UNKNOWN ||
                recorder.has(`${GROUP}.exclusionByResourceTypes`),
        );
        for (const recorder of found ? [] : recorders) {
            recorder.fail("leaves IAM out; set recordingGroup.includeGlobalResourceTypes to true");
        }
    },
});
