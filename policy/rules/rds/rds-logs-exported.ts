import { CLUSTER, INSTANCE, isPostgresql } from "../../databases";
import type { Resource } from "../../resource";
import { rule } from "../../rule";

/** The logs of PostgreSQL; Aurora keeps those of upgrades among the others. */
function logsOf(database: Resource): string[] {
    const isAurora = database.read("engine") === "aurora-postgresql";
    return isAurora ? ["postgresql"] : ["postgresql", "upgrade"];
}

export const rdsLogsExported = rule({
    name: "rds-logs-exported",
    description: "PostgreSQL databases send their logs to CloudWatch Logs.",
    why: "What is only on the instance is gone with it, and nobody is alerted by it.",
    severity: "medium",
    remediation:
        "Put 'postgresql' into enabledCloudwatchLogsExports; with plain RDS 'upgrade', too.",
    frameworks: { fsbp: ["RDS.9", "RDS.36", "RDS.37"], pci: ["10.2.1"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-37",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        if (!isPostgresql(database)) {
            return;
        }
        const asked = logsOf(database);
        database.must(
            "enabledCloudwatchLogsExports",
            (logs) => asked.every((log) => Array.isArray(logs) && logs.includes(log)),
            `logs stay on the instance; put ${asked.join(" and ")} into enabledCloudwatchLogsExports`,
        );
    },
    remediate: (database) => {
        const logs = database.read("enabledCloudwatchLogsExports") ?? [];
        if (!isPostgresql(database) || !Array.isArray(logs)) {
            return undefined;
        }
        const all = new Set([...(logs as string[]), ...logsOf(database)]);
        return all.size > logs.length ? { enabledCloudwatchLogsExports: [...all] } : undefined;
    },
});
