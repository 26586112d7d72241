import { rule } from "../../rule";

export const rdsProxySecurityGroupExplicit = rule({
    name: "rds-proxy-security-group-explicit",
    description: "Database proxies name their security groups.",
    why: "Without one AWS takes the default security group of the VPC, whose members all reach each other.",
    severity: "medium",
    remediation: "Set vpcSecurityGroupIds to a security group of the proxy's own.",
    frameworks: { pci: ["1.3.1", "1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-network-prereqs.html",
    types: ["aws:rds/proxy:Proxy", "aws:rds/proxyEndpoint:ProxyEndpoint"],
    check: (proxy) => {
        proxy.mustHave(
            "vpcSecurityGroupIds",
            "is in the default security group; set vpcSecurityGroupIds",
        );
    },
});
