import { rule } from "../../rule";

export const postgresqlRoleNotSuperuser = rule({
    name: "postgresql-role-not-superuser",
    description: "No database role is a superuser or sees through row-level security.",
    why: "Such a role reads every column of every table, and can delete the audit trail.",
    severity: "critical",
    remediation: "Leave superuser and bypassRowLevelSecurity false; grant what the role needs.",
    frameworks: { pci: ["7.2.5"], gdpr: ["25", "32(1)(b)"] },
    types: ["postgresql:index/role:Role"],
    check: (role) => {
        for (const power of ["superuser", "bypassRowLevelSecurity"]) {
            role.must(
                power,
                (on) => on !== true,
                `${power} is on; grant what the role needs instead`,
            );
        }
    },
});
