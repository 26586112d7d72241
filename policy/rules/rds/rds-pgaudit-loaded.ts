import { PARAMETER_GROUPS, judgeParameter } from "../../database-parameters";
import { rule } from "../../rule";

export const rdsPgauditLoaded = rule({
    name: "rds-pgaudit-loaded",
    description: "PostgreSQL loads pgaudit.",
    why: "PostgreSQL's own log does not say which table a statement reached; what is not loaded at the start cannot audit.",
    severity: "low",
    remediation:
        "Add pgaudit to the parameter shared_preload_libraries; it counts after a restart.",
    frameworks: { pci: ["10.2.1"], gdpr: ["5(2)", "30"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html",
    types: PARAMETER_GROUPS,
    check: (group) => {
        judgeParameter(
            group,
            "shared_preload_libraries",
            (value = "") => value.split(",").some((library) => library.trim() === "pgaudit"),
            "nothing audits; add pgaudit to the parameter shared_preload_libraries",
        );
    },
});
