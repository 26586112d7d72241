import { rule } from "../../rule";

export const daxClusterTls = rule({
    name: "dax-cluster-tls",
    description: "DAX clusters speak TLS only.",
    why: "Personal data would otherwise cross the network in clear; it cannot be switched on later.",
    severity: "high",
    remediation: "Set clusterEndpointEncryptionType to 'TLS'; only at creation.",
    frameworks: {
        fsbp: ["DynamoDB.7"],
        pci: ["4.2.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-7",
    types: ["aws:dax/cluster:Cluster"],
    check: (cluster) => {
        cluster.must(
            "clusterEndpointEncryptionType",
            (type) => type === "TLS",
            'traffic is in clear; set clusterEndpointEncryptionType to "TLS"',
        );
    },
});
