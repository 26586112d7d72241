import { rule } from "../../rule";

export const rdsProxyIamAuthentication = rule({
    name: "rds-proxy-iam-authentication",
    description: "Clients log in to database proxies with tokens of IAM.",
    why: "A password is shared and never expires; a token is tied to a role and lives for minutes.",
    severity: "medium",
    remediation:
        "Set iamAuth of all auths to REQUIRED, or defaultAuthScheme to IAM_AUTH without any; where a client knows no IAM, waive the rule.",
    frameworks: { pci: ["8.3.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-connecting.html",
    types: ["aws:rds/proxy:Proxy"],
    check: (proxy) => {
        for (const auth of proxy.each("auths")) {
            auth.must(
                "iamAuth",
                (mode) => mode === "REQUIRED",
                (got) => `iamAuth is ${got}; set it to REQUIRED`,
            );
        }
    },
});
