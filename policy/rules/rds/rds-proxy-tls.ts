import { rule } from "../../rule";

export const rdsProxyTls = rule({
    name: "rds-proxy-tls",
    description: "Database proxies refuse connections without TLS.",
    why: "Between client and proxy the database's own rule does not hold: passwords and personal data would go in clear.",
    severity: "high",
    remediation: "Set requireTls to true.",
    frameworks: {
        fsbp: ["RDS.43"],
        pci: ["4.2.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-43",
    types: ["aws:rds/proxy:Proxy"],
    check: (proxy) => {
        proxy.must(
            "requireTls",
            (on) => on === true,
            "takes connections without TLS; set requireTls to true",
        );
    },
});
