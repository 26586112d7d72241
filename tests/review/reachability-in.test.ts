import type { Resource } from "../../review/resource";
import { changed, ec2, lacking, NETWORK, plus, WEB, WORLD, WORLD_6 } from "./small-network";
import { judge, IN, IN_6, OUT, OUT_6 } from "./verdict";

describe("what leads into a network", () => {
    judge([
        [
            "it has no public address",
            [WORLD, { ...WEB, publicAddress: false }, 443],
            NETWORK,
            /no public address/,
        ],
        [
            "IPv6 needs no public address of its own",
            [WORLD_6, { ...WEB, publicAddress: false }, 443],
            NETWORK,
            "always",
        ],
        ["no route leads back", IN, lacking("edge-route-0"), /edge-table.* has no route to 198/],
        [
            "the route back is a NAT gateway's",
            IN,
            changed("edge-route-0", { gatewayId: "", natGatewayId: "nat" }),
            /NAT gateway nat, which lets no connection in/,
        ],
        [
            "the route back is an egress-only gateway's",
            IN_6,
            changed("edge-route-1", { gatewayId: "", egressOnlyGatewayId: "eigw" }),
            /egress-only gateway eigw, which lets no connection in/,
        ],
        [
            "the group lets in another range",
            IN,
            changed("web-group", {
                ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/8"] }],
            }),
            /web-group.*: no ingress rule lets tcp 443 in from 198/,
        ],
        [
            "the ACL lets nothing in",
            IN,
            changed("edge-acl", { ingress: [] }),
            /edge-acl.*: no rule allows tcp 443 in/,
        ],
        [
            "the ACL lets no answers out",
            IN,
            changed("edge-acl", { egress: [] }),
            /edge-acl.*: no rule allows answers to tcp .* out to 198/,
        ],
    ]);
});

describe("what Block Public Access leaves", () => {
    judge([
        ...["block-ingress", "block-bidirectional"].map(
            (mode) =>
                [`the account is at ${mode}`, IN, blocked(mode), /Block Public Access/] as const,
        ),
        ["ingress alone is blocked", OUT, blocked("block-ingress"), "always"],
        ["ingress alone is blocked, IPv6", OUT_6, blocked("block-ingress"), "always"],
        [
            "both directions are blocked",
            OUT,
            blocked("block-bidirectional"),
            /is block-bidirectional/,
        ],
        [
            "both directions are blocked, IPv6",
            OUT_6,
            blocked("block-bidirectional"),
            /Block Public/,
        ],
        ["nothing is blocked", IN, blocked("off"), "always"],
        ["another region is blocked", IN, blocked("block-bidirectional", "us-east-1"), "always"],
        [
            "the VPC is excluded",
            IN,
            [...blocked("block-bidirectional"), excluded({ vpcId: "vpc" }, "allow-bidirectional")],
            "always",
        ],
        [
            "the subnet is excluded, for egress",
            IN,
            [...blocked("block-bidirectional"), excluded({ subnetId: "edge" }, "allow-egress")],
            /Block Public Access/,
        ],
        [
            "the NAT gateway's subnet is excluded, for egress",
            OUT,
            [...blocked("block-bidirectional"), excluded({ subnetId: "edge" }, "allow-egress")],
            "always",
        ],
    ]);
});

function blocked(mode: string, region = "eu-west-1"): Resource[] {
    return plus(
        ec2("vpcBlockPublicAccessOptions", "bpa", { internetGatewayBlockMode: mode }, { region }),
    );
}

function excluded(what: Readonly<Record<string, string>>, mode: string): Resource {
    return ec2("vpcBlockPublicAccessExclusion", "except", {
        ...what,
        internetGatewayExclusionMode: mode,
    });
}
