import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

const RULES = ["aws:cloudwatch/eventRule:EventRule"];

/** Who tells of what GuardDuty finds: itself, or Security Hub, which collects it. */
const SOURCES = /"aws\.(guardduty|securityhub)"/;

export const guarddutyFindingsTold = rule({
    name: "guardduty-findings-told",
    description: "What GuardDuty finds reaches somebody, by a rule of EventBridge with a target.",
    why: "A finding that waits in the console is read after the breach.",
    severity: "medium",
    remediation:
        "Make an aws.cloudwatch.EventRule for the source aws.guardduty, and an aws.cloudwatch.EventTarget to a topic; leave it where another stack tells.",
    frameworks: { pci: ["10.4.1.1", "12.10.5"], gdpr: ["33", "34"] },
    source: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html",
    level: "advisory",
    checkStack: (stack) => {
        const targets = stack.links(["aws:cloudwatch/eventTarget:EventTarget"], "rule", RULES, [
            "name",
            "id",
        ]);
        const told = stack.of(...RULES).some((each) => {
            const pattern = each.read("eventPattern");
            return (
                (pattern === UNKNOWN || SOURCES.test(String(pattern))) &&
                targets.to(each).length > 0
            );
        });
        for (const detector of told ? [] : stack.of("aws:guardduty/detector:Detector")) {
            detector.fail("tells nobody; make an aws.cloudwatch.EventRule with an EventTarget");
        }
    },
});
