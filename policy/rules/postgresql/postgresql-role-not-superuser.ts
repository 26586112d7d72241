import { rule } from "../../rule";

export const postgresqlRoleNotSuperuser = rule({
    name: "postgresql-role-not-superuser",
    description: "No database role is a superuser.",
    why: "No right and no row-level security holds a superuser; it can delete the audit trail.",
    severity: "critical",
    remediation: "Leave superuser false; grant what the role needs.",
    frameworks: { pci: ["7.2.5"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/role-attributes.html",
    types: ["postgresql:index/role:Role"],
    check: (role) => {
        role.must(
            "superuser",
            (on) => on !== true,
            "superuser is on; grant what the role needs instead",
        );
    },
});
