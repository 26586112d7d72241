import { mustHaveCustomerKeyWhere } from "../../customer-key";
import { CLUSTER, CLUSTER_INSTANCE, INSTANCE } from "../../databases";
import { rule } from "../../rule";

export const rdsPerformanceInsightsCustomerKey = rule({
    name: "rds-performance-insights-customer-key",
    description: "Performance Insights are encrypted with a customer-managed key.",
    why: "They hold the text of statements, and with it may hold personal data; the key cannot be changed later.",
    severity: "low",
    remediation: "Set performanceInsightsKmsKeyId to the ARN of a KMS key.",
    frameworks: { pci: ["3.5.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.access-control.html",
    types: [CLUSTER, CLUSTER_INSTANCE, INSTANCE],
    check: (database) => {
        mustHaveCustomerKeyWhere(
            database,
            "performanceInsightsEnabled",
            "performanceInsightsKmsKeyId",
            "what Performance Insights keep",
        );
    },
});
