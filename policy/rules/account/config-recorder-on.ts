import { accountMustHave } from "../../guardrails";
import { rule } from "../../rule";

const RECORDER = "aws:cfg/recorder:Recorder";
const STATUS = "aws:cfg/recorderStatus:RecorderStatus";

export const configRecorderOn = rule({
    name: "config-recorder-on",
    description:
        "AWS Config records, wherever a stack makes a recorder or holds an account's guardrails.",
    why: "It tells how a resource was set up at any time: what was open, since when, and who opened it.",
    severity: "high",
    remediation:
        "Make an aws.cfg.Recorder, and an aws.cfg.RecorderStatus of its name with isEnabled true.",
    frameworks: { fsbp: ["Config.1"], cis: ["3.3"], pci: ["10.2.1", "11.5.2"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html#config-1",
    types: [STATUS],
    check: (status) => {
        status.must("isEnabled", (on) => on === true, "is off; set isEnabled to true");
    },
    checkStack: (stack) => {
        accountMustHave(
            stack,
            [RECORDER],
            "has no recorder of AWS Config; make an aws.cfg.Recorder",
        );
        const statuses = stack.links([STATUS], "name", [RECORDER], ["name", "id"]);
        for (const recorder of stack.of(RECORDER)) {
            if (statuses.to(recorder).length === 0) {
                recorder.fail("is never started; make an aws.cfg.RecorderStatus of its name");
            }
        }
    },
});
