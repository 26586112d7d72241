import { APP, changed, ec2, entry, lacking, NETWORK, plus } from "./small-network";
import { judge, OUT, OUT_6, TO_S3 } from "./verdict";

const OFFICE = { cidr: "172.20.0.0/16" };

describe("what leads out of a network", () => {
    judge([
        [
            "there is no route out",
            OUT,
            lacking("app-route-0"),
            "route table app-table (app-table) has no route to 198.51.100.0/24",
        ],
        [
            "there is no route out for IPv6",
            OUT_6,
            lacking("app-route-1"),
            /has no route to 2001:db9/,
        ],
        [
            "the subnet of the NAT gateway has no route out",
            OUT,
            lacking("edge-route-0"),
            /edge-table.* has no route to 198.51.100.0\/24/,
        ],
        [
            "the subnet of the NAT gateway leads back to it",
            OUT,
            changed("edge-route-0", { gatewayId: "", natGatewayId: "nat" }),
            /which is no way out for it/,
        ],
        [
            "the NAT gateway is a private one",
            OUT,
            changed("nat", { connectivityType: "private" }),
            /no way out/,
        ],
        [
            "a gateway is not attached",
            OUT,
            changed("igw", { vpcId: "vpc-2" }),
            /igw is not attached/,
        ],
        [
            "the ACL of the NAT gateway's subnet lets nothing in from the source",
            OUT,
            changed("edge-acl", {
                ingress: [entry("allow", 100, { cidrBlock: "198.51.100.0/24" })],
            }),
            /edge-acl.*: no rule allows tcp 443 in from subnet app/,
        ],
        [
            "the ACL of the NAT gateway's subnet lets only Linux's ports in",
            OUT,
            changed("edge-acl", {
                ingress: [
                    entry("allow", 90, { cidrBlock: "10.0.1.0/24", fromPort: 443 }),
                    entry("allow", 100, { cidrBlock: "0.0.0.0/0", fromPort: 32768, toPort: 60999 }),
                ],
            }),
            "partly",
        ],
        [
            "a longer prefix leads elsewhere",
            OUT,
            plus(
                ec2("route", "detour", {
                    routeTableId: "app-table",
                    destinationCidrBlock: "198.51.100.0/23",
                    gatewayId: "igw",
                }),
            ),
            /to internet gateway igw, but it has no public address/,
        ],
        [
            "a route of the table itself leads out",
            OUT,
            [
                ...lacking("app-route-0").filter(({ id }) => id !== "app-table"),
                ec2("routeTable", "app-table", {
                    vpcId: "vpc",
                    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat" }],
                }),
            ],
            "always",
        ],
        [
            "the subnet has the main table, which leads nowhere",
            OUT,
            lacking("app-in"),
            /main of vpc.* has no route to/,
        ],
        [
            "the subnet has the main table, which leads out",
            OUT,
            [
                ...lacking("app-in"),
                ec2("mainRouteTableAssociation", "main", {
                    vpcId: "vpc",
                    routeTableId: "app-table",
                }),
            ],
            "always",
        ],
        [
            "private addresses of others are looked for on the internet",
            [APP, OFFICE, 443],
            NETWORK,
            /172.20.0.0\/16 is not on the internet/,
        ],
        [
            "others' private addresses are behind a transit gateway",
            [APP, OFFICE, 443],
            plus(
                ec2("route", "office", {
                    routeTableId: "app-table",
                    destinationCidrBlock: "172.16.0.0/12",
                    transitGatewayId: "tgw",
                }),
            ),
            "always",
        ],
        [
            "a VPN announces routes to a table",
            [APP, OFFICE, 443],
            changed("app-table", { propagatingVgws: ["vgw"] }),
            "always",
        ],
        ["the service has an endpoint, and no other way", TO_S3, lacking("app-route-0"), "always"],
        [
            "the endpoint is in no table of the subnet",
            [APP, { gateway: "s3" }, 443, { family: 4 }],
            changed("s3", { routeTableIds: ["data-table"] }).filter(
                ({ id }) => id !== "app-route-0",
            ),
            /app-table.* has no route to s3/,
        ],
        [
            "the endpoint is put into the table by an association",
            TO_S3,
            [
                ...changed("s3", { routeTableIds: [] }).filter(({ id }) => id !== "app-route-0"),
                ec2("vpcEndpointRouteTableAssociation", "in", {
                    routeTableId: "app-table",
                    vpcEndpointId: "s3",
                }),
            ],
            "always",
        ],
        [
            "the list of one service lets nothing out to another",
            [APP, { gateway: "dynamodb" }, 443],
            lacking("app-to-world"),
            /no egress rule lets tcp 443 out to dynamodb/,
        ],
        [
            "the list of a service lets nothing out to others",
            OUT,
            lacking("app-to-world"),
            /no egress rule/,
        ],
        [
            "the ACL lets out to a few of the service's addresses",
            TO_S3,
            changed("app-acl", {
                egress: [entry("allow", 1, { cidrBlock: "52.0.0.0/8", fromPort: 443 })],
            }),
            "partly",
        ],

        [
            "the gateway is attached by an attachment",
            OUT,
            [
                ...changed("igw", { vpcId: undefined }),
                ec2("internetGatewayAttachment", "in", { internetGatewayId: "igw", vpcId: "vpc" }),
            ],
            "always",
        ],
        [
            "the gateway is attached to nothing",
            OUT,
            changed("igw", { vpcId: undefined }),
            /igw is not attached/,
        ],
        [
            "IPv6 is sent to the NAT gateway",
            OUT_6,
            changed("app-route-1", { egressOnlyGatewayId: "", natGatewayId: "nat" }),
            "NAT gateway nat carries IPv4 alone",
        ],
        [
            "the NAT gateway is a regional one, in no subnet",
            OUT,
            changed("nat", { availabilityMode: "regional", vpcId: "vpc" }).filter(
                ({ id }) => id !== "edge-route-0",
            ),
            "always",
        ],
        [
            "a propagation lets a VPN announce routes",
            [APP, OFFICE, 443],
            plus(
                ec2("vpnGatewayRoutePropagation", "vpn", {
                    routeTableId: "app-table",
                    vpnGatewayId: "vgw",
                }),
            ),
            "always",
        ],
        [
            "the default table of the VPC, adopted, leads out",
            OUT,
            [
                ...lacking("app-in"),
                ec2(
                    "defaultRouteTable",
                    "adopted",
                    {
                        defaultRouteTableId: "rtb-0",
                        routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat" }],
                    },
                    { vpcId: "vpc" },
                ),
            ],
            "always",
        ],
        [
            "the endpoint is for both families, asked by IPv6",
            [APP, { gateway: "s3" }, 443, { family: 6 }],
            changed("s3", { ipAddressType: "dualstack" }).filter(({ id }) => id !== "app-route-1"),
            "always",
        ],
        [
            "the endpoint is for IPv4, asked by IPv6",
            [APP, { gateway: "s3" }, 443, { family: 6 }],
            lacking("app-route-1"),
            /app-table.* has no route to s3/,
        ],
        [
            "the target is a second range of the VPC",
            [APP, { subnetIds: ["second"], securityGroupIds: [] }, 443],
            [
                ...plus(
                    ec2("vpcIpv4CidrBlockAssociation", "more", {
                        vpcId: "vpc",
                        cidrBlock: "10.7.0.0/16",
                    }),
                    ec2("subnet", "second", { vpcId: "vpc", cidrBlock: "10.7.1.0/24" }),
                ),
            ],
            "always",
        ],
    ]);
});
