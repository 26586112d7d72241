import { rule } from "../../rule";

export const postgresqlRoleConnectionLimit = rule({
    name: "postgresql-role-connection-limit",
    description: "Database roles that log in have a limit of connections.",
    why: "One faulty client that takes all connections shuts out everybody, administrators included.",
    severity: "low",
    remediation: "Set connectionLimit to what the pools of the client may open together.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/sql-createrole.html",
    // A database with one client, or a proxy before it, has its limit elsewhere.
    level: "advisory",
    types: ["postgresql:index/role:Role"],
    check: (role) => {
        if (role.read("login") === true) {
            role.must(
                "connectionLimit",
                (limit) => typeof limit === "number" && limit >= 0,
                "takes as many connections as there are; set connectionLimit",
            );
        }
    },
});
