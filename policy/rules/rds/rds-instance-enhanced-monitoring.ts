import { mustHaveOrInherit } from "../../cluster-instances";
import { INSTANCE } from "../../databases";
import { rule } from "../../rule";

const measures = (seconds: unknown): boolean => typeof seconds === "number" && seconds > 0;
const MESSAGE = "what its operating system does is not seen; set monitoringInterval to 60";

export const rdsInstanceEnhancedMonitoring = rule({
    name: "rds-instance-enhanced-monitoring",
    description: "Database instances tell what their operating system does.",
    why: "Only there the processes show that take the memory or the processor, and what runs beside the database.",
    severity: "low",
    remediation:
        "Set monitoringInterval to seconds such as 60, and monitoringRoleArn to a role that writes the measurements; for all instances of a cluster on the cluster instead.",
    frameworks: { fsbp: ["RDS.6"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-6",
    types: [INSTANCE],
    check: (instance) => {
        instance.must("monitoringInterval", measures, MESSAGE);
    },
    checkStack: (stack) => {
        mustHaveOrInherit(stack, "monitoringInterval", measures, MESSAGE);
    },
});
