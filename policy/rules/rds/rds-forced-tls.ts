import { PARAMETER_GROUPS, judgeParameter, majorOf } from "../../database-parameters";
import { rule } from "../../rule";

/** From which version on TLS is forced by default, by the family's name without it. */
const FORCED_FROM: Readonly<Record<string, number>> = { "aurora-postgresql": 17, postgres: 15 };

export const rdsForcedTls = rule({
    name: "rds-forced-tls",
    description: "PostgreSQL refuses connections without TLS.",
    why: "Otherwise one client with a careless setting sends passwords and personal data in clear; up to version 16 of Aurora, and 14 of RDS, that is the default.",
    severity: "high",
    remediation: "Set the parameter rds.force_ssl to 1 in the parameter group.",
    frameworks: {
        fsbp: ["RDS.38"],
        pci: ["4.2.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html",
    types: PARAMETER_GROUPS,
    check: (group) => {
        const { name, major } = majorOf(group);
        const byDefault = major >= (FORCED_FROM[name] ?? Infinity) ? "1" : undefined;
        judgeParameter(
            group,
            "rds.force_ssl",
            (value = byDefault) => value === "1",
            "TLS is not forced; set the parameter rds.force_ssl to 1",
        );
    },
});
