import { mustNameSubnets, mustSpanZones } from "../../availability-zones";
import { rule } from "../../rule";

const SUBNET_GROUP = "aws:dax/subnetGroup:SubnetGroup";

const settings = {
    zones: {
        type: "integer",
        minimum: 1,
        default: 3 as number,
        description: "fewest availability zones of a cache",
    },
} as const;

export const daxSubnetGroupZones = rule({
    name: "dax-subnet-group-zones",
    description: "Subnets of DAX clusters are in three availability zones or more.",
    why: "Three nodes in fewer zones lose their majority with one zone; subnets can be added in place.",
    severity: "medium",
    remediation:
        "Name subnets of as many availability zones as there are to be nodes in subnetIds.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html",
    settings,
    types: [SUBNET_GROUP],
    check: (group, { zones }) => {
        mustNameSubnets(group, zones);
    },
    checkStack: (stack, { zones }) => {
        mustSpanZones(stack, SUBNET_GROUP, zones);
    },
});
