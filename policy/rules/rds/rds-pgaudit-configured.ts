import { PARAMETER_GROUPS, judgeParameter, parameter } from "../../database-parameters";
import { rule } from "../../rule";

export const rdsPgauditConfigured = rule({
    name: "rds-pgaudit-configured",
    description: "PostgreSQL's pgaudit is told what to audit.",
    why: "By default it audits nothing, however well it is loaded.",
    severity: "low",
    remediation:
        "Set the parameter pgaudit.log to classes such as ddl,role, or pgaudit.role to rds_pgaudit and grant to that role what is to be audited.",
    frameworks: { pci: ["10.2.1"], gdpr: ["5(2)", "30"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html",
    types: PARAMETER_GROUPS,
    check: (group) => {
        const isByObject = parameter(group, "pgaudit.role") !== undefined;
        judgeParameter(
            group,
            "pgaudit.log",
            (value = "none") => isByObject || !["", "none"].includes(value),
            "pgaudit audits nothing; set the parameter pgaudit.log to ddl,role",
        );
    },
});
