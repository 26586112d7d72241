import { rule } from "../../rule";

export const rdsClusterLogsExported = rule({
    name: "rds-cluster-logs-exported",
    description: "Aurora clusters send the PostgreSQL log to CloudWatch Logs.",
    why: "What is only on the instance is gone with it, and nobody is alerted by it.",
    severity: "medium",
    remediation: "Put 'postgresql' into enabledCloudwatchLogsExports.",
    frameworks: { fsbp: ["RDS.37"], pci: ["10.2.1"], gdpr: ["5(2)"] },
    types: ["aws:rds/cluster:Cluster"],
    check: (cluster) => {
        cluster.must(
            "enabledCloudwatchLogsExports",
            (logs) => Array.isArray(logs) && logs.includes("postgresql"),
            'the PostgreSQL log stays on the instance; put "postgresql" into enabledCloudwatchLogsExports',
        );
    },
});
