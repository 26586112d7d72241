import { accountMustHave } from "../../guardrails";
import { rule } from "../../rule";

const ENABLER = "aws:inspector2/enabler:Enabler";

export const inspectorScansFunctions = rule({
    name: "inspector-scans-functions",
    description: "Inspector scans Lambda functions, in a stack that holds an account's guardrails.",
    why: "A library gets its hole after the deployment, and only then somebody has to look. Off by default: it costs by the function, and most have one for all of their accounts.",
    severity: "medium",
    remediation:
        "Make an aws.inspector2.Enabler whose resourceTypes have LAMBDA; waive the rule where the organization does.",
    frameworks: {
        fsbp: ["Inspector.4"],
        pci: ["6.3.3", "11.3.1"],
        gdpr: ["32(1)(d)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html#inspector-4",
    level: "disabled",
    types: [ENABLER],
    check: (enabler) => {
        enabler.must(
            "resourceTypes",
            (types) => Array.isArray(types) && types.includes("LAMBDA"),
            "does not scan functions; add LAMBDA to resourceTypes",
        );
    },
    checkStack: (stack) => {
        accountMustHave(stack, [ENABLER], "has no Inspector; make an aws.inspector2.Enabler");
    },
});
