import { GRANTS } from "../../postgresql-grants";
import { rule } from "../../rule";

export const postgresqlNoGrantOption = rule({
    name: "postgresql-no-grant-option",
    description: "Nobody in the database hands on what was granted to him.",
    why: "Who has what is then no longer what the program says, and taking it back takes it from others.",
    severity: "medium",
    remediation: "Leave withGrantOption and withAdminOption false; let the program grant.",
    frameworks: { pci: ["7.2.2"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/sql-grant.html",
    types: [...GRANTS, "postgresql:index/grantRole:GrantRole"],
    check: (grant) => {
        for (const option of ["withGrantOption", "withAdminOption"]) {
            grant.must(option, (on) => on !== true, `${option} is on; let the program grant`);
        }
    },
});
