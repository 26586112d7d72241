import { mustNotNamePublicSubnets } from "../../public-subnets";
import { rule } from "../../rule";

export const daxSubnetGroupNotPublic = rule({
    name: "dax-subnet-group-not-public",
    description: "No subnet of a DAX cluster leads to the internet.",
    why: "Whoever reaches the cache reads the tables with the rights of the cluster, not with his own.",
    severity: "high",
    remediation:
        "Name subnets whose route tables have no route to an internet gateway in subnetIds.",
    frameworks: { pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html",
    checkStack: (stack) => {
        mustNotNamePublicSubnets(stack, ["aws:dax/subnetGroup:SubnetGroup"], "subnetIds");
    },
});
