import { mustNotNamePublicSubnets } from "../../public-subnets";
import { rule } from "../../rule";

export const rdsSubnetGroupNotPublic = rule({
    name: "rds-subnet-group-not-public",
    description: "No subnet of a database leads to the internet.",
    why: "With a route to an internet gateway one switched-on public address exposes the database, and nothing else stands in between.",
    severity: "high",
    remediation:
        "Name subnets whose route tables have no route to an internet gateway in subnetIds.",
    frameworks: { fsbp: ["RDS.46"], pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-46",
    checkStack: (stack) => {
        mustNotNamePublicSubnets(stack, ["aws:rds/subnetGroup:SubnetGroup"], "subnetIds");
    },
});
