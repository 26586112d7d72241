import { PARAMETER_GROUPS, judgeParameter } from "../../database-parameters";
import { rule } from "../../rule";

export const rdsTlsVersion = rule({
    name: "rds-tls-version",
    description: "PostgreSQL takes no TLS older than 1.2.",
    why: "The older versions are broken: who listens in can read what was sent.",
    severity: "medium",
    remediation: "Set the parameter ssl_min_protocol_version to TLSv1.2 or TLSv1.3.",
    frameworks: { pci: ["4.2.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html",
    types: PARAMETER_GROUPS,
    check: (group) => {
        judgeParameter(
            group,
            "ssl_min_protocol_version",
            // The default is 1.2.
            (value = "TLSv1.2") => ["tlsv1.2", "tlsv1.3"].includes(value.toLowerCase()),
            "takes old TLS; set the parameter ssl_min_protocol_version to TLSv1.2",
        );
    },
});
