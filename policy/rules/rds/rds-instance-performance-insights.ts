import { mustHaveOrInherit } from "../../cluster-instances";
import { CLUSTER_INSTANCE, isPostgresql } from "../../databases";
import { rule } from "../../rule";
import { isOn } from "../../switch";

export const rdsInstancePerformanceInsights = rule({
    name: "rds-instance-performance-insights",
    description: "Instances of PostgreSQL clusters keep what they did, statement by statement.",
    why: "Without it nobody can tell afterwards which statement, of whom, held the database up.",
    severity: "low",
    remediation: "Set performanceInsightsEnabled to true, on the cluster or on each instance.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Enabling.html",
    checkStack: (stack) => {
        mustHaveOrInherit(
            stack,
            "performanceInsightsEnabled",
            isOn,
            "keeps no insights; set performanceInsightsEnabled to true",
            // Not all classes of MySQL's have them.
            stack.of(CLUSTER_INSTANCE).filter(isPostgresql),
        );
    },
});
