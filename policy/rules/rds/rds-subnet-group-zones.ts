import { mustNameSubnets, mustSpanZones } from "../../availability-zones";
import { rule } from "../../rule";

const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";

export const rdsSubnetGroupZones = rule({
    name: "rds-subnet-group-zones",
    description: "Subnets of databases are in two availability zones or more.",
    why: "When a zone fails there must be another one for the database to go on in; AWS refuses the group late in the update.",
    severity: "medium",
    remediation: "Name subnets of at least two availability zones in subnetIds.",
    frameworks: { fsbp: ["RDS.15"], cis: ["2.2.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-15",
    types: [SUBNET_GROUP],
    check: (group) => {
        mustNameSubnets(group, 2);
    },
    checkStack: (stack) => {
        mustSpanZones(stack, SUBNET_GROUP, 2);
    },
});
