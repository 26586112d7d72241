import { changed, DATA, ec2, lacking, NETWORK, plus, sgRule } from "./small-network";
import { type Case, judge, QUERY } from "./verdict";

describe("what security groups let through", () => {
    judge([
        ["a rule out is missing", QUERY, lacking("app-to-data"), /app-group.*: no egress rule/],
        ["a rule in is missing", QUERY, lacking("data-from-app"), /data-group.*: no ingress rule/],
        [
            "a rule in names another group",
            QUERY,
            changed("data-from-app", { referencedSecurityGroupId: "web-group" }),
            /no ingress rule lets tcp 5432 in from subnet app/,
        ],
        [
            "a rule is for other ports",
            QUERY,
            changed("data-from-app", { fromPort: 5433, toPort: 6000 }),
            /no ingress rule/,
        ],
        [
            "a rule is for another protocol",
            QUERY,
            changed("app-to-data", { ipProtocol: "udp" }),
            /no egress rule/,
        ],
        [
            "a rule is for all protocols",
            QUERY,
            changed("app-to-data", { ipProtocol: "-1", fromPort: undefined, toPort: undefined }),
            "always",
        ],
        [
            "a rule out names the range of the subnet",
            QUERY,
            changed("app-to-data", { referencedSecurityGroupId: "", cidrIpv4: "10.0.2.0/23" }),
            "always",
        ],
        [
            "a rule out names a part of the subnet's range",
            QUERY,
            changed("app-to-data", { referencedSecurityGroupId: "", cidrIpv4: "10.0.2.0/25" }),
            "partly",
        ],
        [
            "a rule out names the range next to it",
            QUERY,
            changed("app-to-data", { referencedSecurityGroupId: "", cidrIpv4: "10.0.3.0/24" }),
            /no egress rule/,
        ],
        [
            "a rule in is an inline one",
            QUERY,
            [
                ...lacking("data-from-app").filter(({ id }) => id !== "data-group"),
                ec2("securityGroup", "data-group", {
                    vpcId: "vpc",
                    ingress: [
                        {
                            protocol: "tcp",
                            fromPort: 0,
                            toPort: 65535,
                            securityGroups: ["app-group"],
                        },
                    ],
                }),
            ],
            "always",
        ],
        [
            "a rule out is of the old kind",
            QUERY,
            [
                ...lacking("app-to-data"),
                ec2("securityGroupRule", "old", {
                    type: "egress",
                    securityGroupId: "app-group",
                    sourceSecurityGroupId: "data-group",
                    protocol: "-1",
                    fromPort: 0,
                    toPort: 0,
                }),
            ],
            "always",
        ],
        [
            "an old rule is for the other direction",
            QUERY,
            [
                ...lacking("app-to-data"),
                ec2("securityGroupRule", "old", {
                    type: "ingress",
                    securityGroupId: "app-group",
                    sourceSecurityGroupId: "data-group",
                    protocol: "-1",
                    fromPort: 0,
                    toPort: 0,
                }),
            ],
            /no egress rule/,
        ],
        [
            "a rule names a prefix list that holds the range",
            QUERY,
            [
                ...changed("app-to-data", { referencedSecurityGroupId: "", prefixListId: "list" }),
                ec2("managedPrefixList", "list", { entries: [{ cidr: "10.0.2.0/24" }] }),
            ],
            "always",
        ],
        [
            "a rule names a prefix list that holds none of it",
            QUERY,
            [
                ...changed("app-to-data", { referencedSecurityGroupId: "", prefixListId: "list" }),
                ec2("managedPrefixList", "list", { entries: [{ cidr: "10.0.4.0/24" }] }),
            ],
            /no egress rule/,
        ],
        [
            "a rule names a prefix list that is not known",
            QUERY,
            changed("app-to-data", { referencedSecurityGroupId: "", prefixListId: "pl-1" }),
            "partly",
        ],

        ...[{ self: true }, {}].map((peer): Case => [
            `members of a group that ${"self" in peer ? "lets" : "does not let"} itself in`,
            [DATA, DATA, 6000],
            [
                ...changed("data-group", {
                    ingress: [{ protocol: "tcp", fromPort: 6000, toPort: 6000, ...peer }],
                    egress: [{ protocol: "-1", cidrBlocks: ["10.0.0.0/8"] }],
                }),
            ],
            "self" in peer ? "always" : /no ingress rule/,
        ]),
        ...["sg-0", "app-group"].map((group): Case => [
            `the default group, as AWS made it, for what is in ${group}`,
            [
                { subnetIds: ["app"], securityGroupIds: [group] },
                { subnetIds: ["app"], securityGroupIds: ["sg-0"] },
                443,
            ],
            NETWORK.map((one) =>
                one.id === "vpc"
                    ? { ...one, outputs: { ...one.outputs, defaultSecurityGroupId: "sg-0" } }
                    : one,
            ),
            group === "sg-0" ? "always" : /default security group \(sg-0\).*: no ingress rule/,
        ]),
        [
            "the default group, emptied",
            [
                { subnetIds: ["app"], securityGroupIds: ["sg-0"] },
                { subnetIds: ["app"], securityGroupIds: ["sg-0"] },
                443,
            ],
            plus(ec2("defaultSecurityGroup", "sg-0", { vpcId: "vpc", ingress: [], egress: [] })),
            /sg-0.*: no egress rule/,
        ],
        [
            "a prefix list gets the range by an entry of its own",
            QUERY,
            [
                ...changed("app-to-data", { referencedSecurityGroupId: "", prefixListId: "list" }),
                ec2("managedPrefixList", "list", {}),
                ec2("managedPrefixListEntry", "in", { prefixListId: "list", cidr: "10.0.2.0/24" }),
            ],
            "always",
        ],
        [
            "a rule names a prefix list that is not known, and another the group",
            QUERY,
            [
                sgRule("Egress", "first", { securityGroupId: "app-group", prefixListId: "pl-1" }),
                ...NETWORK,
            ],
            "always",
        ],
    ]);
});
