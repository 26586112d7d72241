import { rule } from "../../rule";

export const postgresqlNoDropCascade = rule({
    name: "postgresql-no-drop-cascade",
    description: "Nothing in the database is dropped with all that depends on it.",
    why: "Taking a schema or an extension out of the program would take tables and columns, with the personal data in them, along.",
    severity: "high",
    remediation: "Leave dropCascade false; drop what depends on it by a migration of its own.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/ddl-depend.html",
    types: [
        "postgresql:index/extension:Extension",
        "postgresql:index/function:Function",
        "postgresql:index/schema:Schema",
        "postgresql:index/server:Server",
    ],
    check: (thing) => {
        thing.must(
            "dropCascade",
            (on) => on !== true,
            "is dropped with all that depends on it; set dropCascade to false",
        );
    },
});
