import { rule } from "../../rule";

export const postgresqlRoleNoReplication = rule({
    name: "postgresql-role-no-replication",
    description: "No database role may replicate.",
    why: "Replication hands out every change of every table, past all grants and row-level security.",
    severity: "high",
    remediation: "Leave replication false; Aurora replicates by itself.",
    frameworks: { pci: ["7.2.5"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/role-attributes.html",
    types: ["postgresql:index/role:Role"],
    check: (role) => {
        role.must("replication", (on) => on !== true, "replication is on; leave it to Aurora");
    },
});
