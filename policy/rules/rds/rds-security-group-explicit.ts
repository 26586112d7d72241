import { CLUSTER, INSTANCE, isReplica } from "../../databases";
import { rule } from "../../rule";

export const rdsSecurityGroupExplicit = rule({
    name: "rds-security-group-explicit",
    description: "Databases name their security groups.",
    why: "Without one AWS takes the default security group of the VPC, whose members all reach each other.",
    severity: "high",
    remediation: "Set vpcSecurityGroupIds to a security group of the database's own.",
    frameworks: {
        fsbp: ["RDS.18"],
        pci: ["1.3.1", "1.4.4"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.RDSSecurityGroups.html",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        if (!isReplica(database)) {
            database.mustHave(
                "vpcSecurityGroupIds",
                "is in the default security group; set vpcSecurityGroupIds",
            );
        }
    },
});
