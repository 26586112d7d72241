import { GRANTS } from "../../postgresql-grants";
import { rule } from "../../rule";

export const postgresqlNoPublicGrants = rule({
    name: "postgresql-no-public-grants",
    description: "Nothing in the database is granted to everyone.",
    why: "Every role that exists now or later would have it, also one that was made for something else.",
    severity: "high",
    remediation: "Grant to a named role; to take rights from public, grant it the empty list.",
    frameworks: { pci: ["7.2.2"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.postgresql.org/docs/current/ddl-priv.html",
    types: GRANTS,
    check: (grant) => {
        const privileges = grant.read("privileges");
        const revokes = Array.isArray(privileges) && privileges.length === 0;
        if (!revokes) {
            grant.must(
                "role",
                (role) => typeof role !== "string" || role.toLowerCase() !== "public",
                "grants rights to public; name a role instead",
            );
        }
    },
});
