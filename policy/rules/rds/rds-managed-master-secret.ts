import { CLUSTER, INSTANCE, hasSource } from "../../databases";
import { rule } from "../../rule";

/** How clusters and instances call their passwords. */
const PASSWORDS = ["masterPassword", "password"];
const WRITTEN_ONLY = ["masterPasswordWo", "passwordWo"];

export const rdsManagedMasterSecret = rule({
    name: "rds-managed-master-secret",
    description: "The master password of a database is made and kept by AWS.",
    why: "A password that passes through a program ends up in its state, its logs and its history.",
    severity: "high",
    remediation:
        "Set manageMasterUserPassword to true and drop the password; where AWS cannot manage it (global databases), use masterPasswordWo.",
    frameworks: { pci: ["8.3.2", "8.6.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        const [password] = PASSWORDS.filter((property) => database.has(property));
        if (password !== undefined) {
            database.fail(`${password} is set; drop it and set manageMasterUserPassword to true`);
            return;
        }
        const inherited = hasSource(database) || database.has("globalClusterIdentifier");
        if (!inherited && !WRITTEN_ONLY.some((property) => database.has(property))) {
            database.must(
                "manageMasterUserPassword",
                (on) => on === true,
                "the master password is not managed; set manageMasterUserPassword to true",
            );
        }
    },
});
