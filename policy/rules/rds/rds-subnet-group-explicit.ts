import { CLUSTER, INSTANCE, isReplica } from "../../databases";
import { rule } from "../../rule";

export const rdsSubnetGroupExplicit = rule({
    name: "rds-subnet-group-explicit",
    description: "Databases name their subnets.",
    why: "Without them AWS takes the default VPC, where whatever has an address has a public one.",
    severity: "high",
    remediation: "Set dbSubnetGroupName to a subnet group of your own VPC; only at creation.",
    frameworks: { fsbp: ["RDS.18"], pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        if (!isReplica(database)) {
            database.mustHave(
                "dbSubnetGroupName",
                "is in the default subnets; set dbSubnetGroupName",
            );
        }
    },
});
