import { rule } from "../../rule";

export const postgresqlRolePasswordNotInState = rule({
    name: "postgresql-role-password-not-in-state",
    description: "No password of a database role is kept in Pulumi's state.",
    why: "Whoever may read the state of the stack, or a copy of it, logs in with it.",
    severity: "high",
    remediation:
        "Make the role a member of rds_iam without a password, or set passwordWo and passwordWoVersion.",
    frameworks: { pci: ["8.3.2", "8.6.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html",
    types: ["postgresql:index/role:Role"],
    check: (role) => {
        if (role.has("password")) {
            role.fail("password is set; use IAM, or passwordWo with passwordWoVersion");
        }
    },
});
