import { PARAMETER_GROUPS, judgeParameter } from "../../database-parameters";
import { rule } from "../../rule";

export const rdsStatementsLogged = rule({
    name: "rds-statements-logged",
    description: "PostgreSQL logs the statements that change the schema.",
    why: "Without it nobody can tell after an incident who changed tables, rights or functions.",
    severity: "low",
    remediation:
        "Set the parameter log_statement to ddl; mod and all write personal data into the log.",
    frameworks: { fsbp: ["RDS.37"], pci: ["10.2.1"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html",
    types: PARAMETER_GROUPS,
    check: (group) => {
        judgeParameter(
            group,
            "log_statement",
            (value) => ["ddl", "mod", "all"].includes(value ?? "none"),
            "no statement is logged; set the parameter log_statement to ddl",
        );
    },
});
