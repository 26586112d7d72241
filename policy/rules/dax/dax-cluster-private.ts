import { rule } from "../../rule";

export const daxClusterPrivate = rule({
    name: "dax-cluster-private",
    description: "DAX clusters name their subnets and security groups.",
    why: "Without them AWS takes the default VPC and its default security group.",
    severity: "high",
    remediation: "Set subnetGroupName and securityGroupIds.",
    frameworks: { pci: ["1.4.4"], gdpr: ["32(1)(b)"] },
    types: ["aws:dax/cluster:Cluster"],
    check: (cluster) => {
        cluster.mustHave("subnetGroupName", "is in the default subnets; set subnetGroupName");
        cluster.mustHave(
            "securityGroupIds",
            "is in the default security group; set securityGroupIds",
        );
    },
});
