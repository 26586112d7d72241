import { GRANTS } from "../../postgresql-grants";
import { rule } from "../../rule";

export const postgresqlNoAllPrivileges = rule({
    name: "postgresql-no-all-privileges",
    description: "Grants in the database name their privileges.",
    why: "All privileges are more than anybody asks for: of tables also to empty them and to put triggers on them; and more with each version.",
    severity: "medium",
    remediation: "Name what is needed, such as SELECT and INSERT, in place of ALL.",
    frameworks: { pci: ["7.2.2"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/ddl-priv.html",
    types: GRANTS,
    check: (grant) => {
        for (const privilege of grant.each("privileges")) {
            privilege.must(
                "",
                (name) => !/^all( privileges)?$/i.test(String(name)),
                (got) => `grants ${got}; name the privileges that are needed`,
            );
        }
    },
});
