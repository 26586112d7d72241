import { rule } from "../../rule";

const DEFAULT_TABLES = ["aws:ec2/defaultRouteTable:DefaultRouteTable"];
const VPC = "aws:ec2/vpc:Vpc";

export const defaultRouteTableClosed = rule({
    name: "default-route-table-closed",
    description: "The default route table of every VPC is adopted and leads nowhere.",
    why: "Every subnet that has no table of its own uses it; a route added to it opens all of them. Off by default, because AWS makes it without routes, and a VPC whose subnets share it can be sound.",
    severity: "low",
    remediation:
        "Give each subnet a route table of its own, and make an aws.ec2.DefaultRouteTable with routes: [].",
    frameworks: { pci: ["1.4.4"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html",
    level: "disabled",
    types: DEFAULT_TABLES,
    check: (table) => {
        for (const route of table.each("routes")) {
            route.fail("leads out of the VPC; the default route table must have no routes");
        }
    },
    checkStack: (stack) => {
        const byTable = stack.links(
            DEFAULT_TABLES,
            "defaultRouteTableId",
            [VPC],
            ["defaultRouteTableId", "mainRouteTableId"],
        );
        const byVpc = stack.links(DEFAULT_TABLES, "vpcId", [VPC], ["id"]);
        for (const vpc of stack.of(VPC)) {
            if (byTable.to(vpc).length === 0 && byVpc.to(vpc).length === 0) {
                vpc.fail(
                    "its default route table takes any route; make an aws.ec2.DefaultRouteTable with routes: [] for it",
                );
            }
        }
    },
});
