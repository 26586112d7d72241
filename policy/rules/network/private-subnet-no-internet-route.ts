import { rule } from "../../rule";
import { publicSubnets } from "../../routes";

export const privateSubnetNoInternetRoute = rule({
    name: "private-subnet-no-internet-route",
    description:
        "No subnet that is tagged as private or isolated has a route to an internet gateway.",
    why: "Whatever is placed there as private, databases first of all, could be reached from the internet.",
    severity: "high",
    remediation:
        "Give the subnet a route table without an internet gateway: with endpoints, NAT or no way out at all.",
    frameworks: { fsbp: ["RDS.46"], pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
    checkStack: (stack) => {
        for (const subnet of publicSubnets(stack)) {
            const kind = subnet.read("tags.SubnetType");
            if (kind === "Private" || kind === "Isolated") {
                subnet.fail("its route table leads to an internet gateway; give it another one");
            }
        }
    },
});
