import { sslmodeMust } from "../../postgresql-connection";
import { rule } from "../../rule";

export const postgresqlProviderTls = rule({
    name: "postgresql-provider-tls",
    description: "Pulumi's own connection to PostgreSQL is encrypted.",
    why: "It carries the master password, and whoever listens in would have it.",
    severity: "high",
    remediation:
        "Set sslmode of the postgresql provider to verify-full, or verify-ca behind a tunnel.",
    frameworks: {
        pci: ["2.2.7", "4.2.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://www.postgresql.org/docs/current/libpq-ssl.html",
    types: ["pulumi:providers:postgresql"],
    check: (provider) => {
        sslmodeMust(
            provider,
            (mode = "") => !["disable", "allow", "prefer"].includes(mode),
            (got) => `sslmode is ${got}, which goes without TLS; set it to verify-full`,
        );
    },
});
