import { CLUSTER_INSTANCE, INSTANCE } from "../../databases";
import { rule } from "../../rule";

const CURRENT = /^rds-ca-(rsa2048|rsa4096|ecc384)-g\d+$/;

export const rdsInstanceCertificateAuthority = rule({
    name: "rds-instance-certificate-authority",
    description: "Certificates of databases are of an authority that has not expired.",
    why: "Clients that check the server, as they should, cannot connect any more when the authority expires; the old ones have.",
    severity: "medium",
    remediation:
        "Set caCertIdentifier to rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1, or leave it to AWS.",
    frameworks: { pci: ["4.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html",
    types: [CLUSTER_INSTANCE, INSTANCE],
    check: (instance) => {
        instance.must(
            "caCertIdentifier",
            (authority) =>
                authority === undefined ||
                (typeof authority === "string" && CURRENT.test(authority)),
            (got) => `caCertIdentifier is ${got}, which expires or has; set rds-ca-rsa2048-g1`,
        );
    },
});
