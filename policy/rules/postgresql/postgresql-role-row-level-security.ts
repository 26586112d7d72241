import { rule } from "../../rule";

export const postgresqlRoleRowLevelSecurity = rule({
    name: "postgresql-role-row-level-security",
    description: "Row-level security holds for every database role.",
    why: "A role that bypasses it sees all rows of all persons, whatever the policies of a table say.",
    severity: "critical",
    remediation: "Leave bypassRowLevelSecurity false; write a policy for what the role must see.",
    frameworks: { pci: ["7.2.5"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
    types: ["postgresql:index/role:Role"],
    check: (role) => {
        role.must(
            "bypassRowLevelSecurity",
            (on) => on !== true,
            "bypassRowLevelSecurity is on; write a policy for what the role must see",
        );
    },
});
