import { mustNotNamePublicSubnets } from "../../public-subnets";
import { rule } from "../../rule";

export const rdsProxyNotInPublicSubnets = rule({
    name: "rds-proxy-not-in-public-subnets",
    description: "No subnet of a database proxy leads to the internet.",
    why: "A proxy leads straight to the database, so it belongs where nobody outside has a way to.",
    severity: "medium",
    remediation:
        "Name subnets whose route tables have no route to an internet gateway in vpcSubnetIds.",
    frameworks: { fsbp: ["RDS.46"], pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-network-prereqs.html",
    checkStack: (stack) => {
        mustNotNamePublicSubnets(
            stack,
            ["aws:rds/proxy:Proxy", "aws:rds/proxyEndpoint:ProxyEndpoint"],
            "vpcSubnetIds",
        );
    },
});
