import { rule } from "../../rule";

export const postgresqlRoleNoPowerfulMembership = rule({
    name: "postgresql-role-no-powerful-membership",
    description: "No database role is a member of one that reads or rules everything.",
    why: "Membership gives by another door what no role is to have: all tables, files of the server, or the master's rights.",
    severity: "high",
    remediation: "Grant what the role needs on the tables that it needs; pg_monitor sees no data.",
    frameworks: { pci: ["7.2.2", "7.2.5"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/predefined-roles.html",
    settings: {
        roles: {
            type: "array",
            items: { type: "string" },
            default: [
                "pg_execute_server_program",
                "pg_read_all_data",
                "pg_read_server_files",
                "pg_write_all_data",
                "pg_write_server_files",
                "rds_replication",
                "rds_superuser",
            ] as readonly string[],
            description: "roles that none may be a member of",
        },
    },
    types: ["postgresql:index/role:Role", "postgresql:index/grantRole:GrantRole"],
    check: (resource, { roles }) => {
        const isHarmless = (role: unknown) => typeof role !== "string" || !roles.includes(role);
        const message = (role: string) =>
            `makes it a member of ${role}; grant what is needed instead`;
        resource.must("grantRole", isHarmless, message);
        for (const role of resource.each("roles")) {
            role.must("", isHarmless, message);
        }
    },
});
