import { PARAMETER_GROUPS, judgeParameter } from "../../database-parameters";
import { rule } from "../../rule";

export const rdsSlowStatementsLogged = rule({
    name: "rds-slow-statements-logged",
    description: "PostgreSQL logs the statements that take long.",
    why: "A statement that reads a whole table, by mistake or to steal it, takes long, and shows here first.",
    severity: "low",
    remediation:
        "Set the parameter log_min_duration_statement to a number of milliseconds, such as 1000.",
    frameworks: { pci: ["10.2.1"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html",
    types: PARAMETER_GROUPS,
    check: (group) => {
        judgeParameter(
            group,
            "log_min_duration_statement",
            // -1, the default, is never.
            (value = "-1") => Number(value) >= 0,
            "slow statements are not logged; set the parameter log_min_duration_statement",
        );
    },
});
