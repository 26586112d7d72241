import { rule } from "../../rule";

export const postgresqlRoleNoCreateRole = rule({
    name: "postgresql-role-no-create-role",
    description: "No database role makes or changes other roles.",
    why: "Who may do so gives passwords and memberships to whom he likes; up to version 15 of any role but superusers.",
    severity: "high",
    remediation: "Leave createRole false; roles are made by the program, as the master.",
    frameworks: { pci: ["7.2.5"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/role-attributes.html",
    types: ["postgresql:index/role:Role"],
    check: (role) => {
        role.must(
            "createRole",
            (on) => on !== true,
            "createRole is on; let the program make roles instead",
        );
    },
});
