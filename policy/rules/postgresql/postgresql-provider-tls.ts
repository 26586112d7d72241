import { rule } from "../../rule";

export const postgresqlProviderTls = rule({
    name: "postgresql-provider-tls",
    description: "Pulumi's own connection to PostgreSQL is encrypted and checks the server.",
    why: "It carries the master password; without a check anyone on the way can pose as the database.",
    severity: "high",
    remediation:
        "Set sslmode of the postgresql provider to verify-full, or verify-ca behind a tunnel.",
    frameworks: { pci: ["2.2.7", "4.2.1"], gdpr: ["32(1)(a)"] },
    settings: {
        modes: {
            type: "array",
            items: { enum: ["require", "verify-ca", "verify-full"] },
            default: ["verify-ca", "verify-full"] as readonly string[],
            description: "values of sslmode that are allowed",
        },
    },
    types: ["pulumi:providers:postgresql"],
    check: (provider, { modes }) => {
        provider.must(
            "sslmode",
            (mode) => typeof mode === "string" && modes.includes(mode),
            (got) => `sslmode is ${got}; set it to ${modes.join(" or ")}`,
        );
    },
});
