import { CLUSTER } from "../../databases";
import { rule } from "../../rule";

export const rdsClusterDataApiOff = rule({
    name: "rds-cluster-data-api-off",
    description: "Clusters take no statements over the Data API.",
    why: "It answers from anywhere, past the VPC and its security groups, to whoever has the right in IAM and the secret.",
    severity: "medium",
    remediation:
        "Leave enableHttpEndpoint false; where it is needed, waive the rule for the cluster.",
    frameworks: { pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html",
    types: [CLUSTER],
    check: (cluster) => {
        cluster.must(
            "enableHttpEndpoint",
            (on) => on !== true,
            "takes statements over the Data API; set enableHttpEndpoint to false",
        );
    },
});
