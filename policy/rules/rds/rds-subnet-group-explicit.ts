import { rule } from "../../rule";

export const rdsSubnetGroupExplicit = rule({
    name: "rds-subnet-group-explicit",
    description: "Aurora clusters name their subnets and security groups.",
    why: "Without them AWS takes the default VPC, where instances are public, and the default security group.",
    severity: "high",
    remediation: "Set dbSubnetGroupName and vpcSecurityGroupIds.",
    frameworks: { fsbp: ["RDS.18"], pci: ["1.4.4"], gdpr: ["32(1)(b)"] },
    types: ["aws:rds/cluster:Cluster"],
    check: (cluster) => {
        cluster.mustHave("dbSubnetGroupName", "is in the default subnets; set dbSubnetGroupName");
        cluster.mustHave(
            "vpcSecurityGroupIds",
            "is in the default security group; set vpcSecurityGroupIds",
        );
    },
});
