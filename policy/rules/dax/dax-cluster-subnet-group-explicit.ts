import { rule } from "../../rule";

export const daxClusterSubnetGroupExplicit = rule({
    name: "dax-cluster-subnet-group-explicit",
    description: "DAX clusters name their subnets.",
    why: "Without them AWS takes the default VPC, whose subnets lead to the internet.",
    severity: "high",
    remediation: "Set subnetGroupName to a subnet group of your own VPC; only at creation.",
    frameworks: { pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html",
    types: ["aws:dax/cluster:Cluster"],
    check: (cluster) => {
        cluster.mustHave("subnetGroupName", "is in the default subnets; set subnetGroupName");
    },
});
