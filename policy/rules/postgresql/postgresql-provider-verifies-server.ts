import { sslmodeMust } from "../../postgresql-connection";
import { rule } from "../../rule";

export const postgresqlProviderVerifiesServer = rule({
    name: "postgresql-provider-verifies-server",
    description: "Pulumi's own connection to PostgreSQL checks the server.",
    why: "Without a check anyone on the way can pose as the database, and gets the master password.",
    severity: "high",
    remediation:
        "Set sslmode of the postgresql provider to verify-full, or verify-ca behind a tunnel, and sslrootcert to the certificates of RDS.",
    frameworks: { pci: ["4.2.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://www.postgresql.org/docs/current/libpq-ssl.html",
    types: ["pulumi:providers:postgresql"],
    check: (provider) => {
        sslmodeMust(
            provider,
            // Without it the environment decides, or require does.
            (mode = "require") => mode !== "require",
            (got) => `sslmode is ${got}, which takes any server; set it to verify-full`,
        );
    },
});
