import { rule } from "../../rule";

export const daxClusterSecurityGroupExplicit = rule({
    name: "dax-cluster-security-group-explicit",
    description: "DAX clusters name their security groups.",
    why: "Without one AWS takes the default security group of the VPC, whose members all reach each other.",
    severity: "high",
    remediation: "Set securityGroupIds to a security group of the cluster's own.",
    frameworks: { pci: ["1.3.1", "1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html",
    types: ["aws:dax/cluster:Cluster"],
    check: (cluster) => {
        cluster.mustHave(
            "securityGroupIds",
            "is in the default security group; set securityGroupIds",
        );
    },
});
