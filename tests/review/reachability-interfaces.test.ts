import assert from "node:assert/strict";
import { reachableFromInternet } from "../../review/reachability/from-internet";
import { readInterfaces } from "../../review/reachability/interfaces";
import { readNetwork } from "../../review/reachability/network";
import type { Resource } from "../../review/resource";
import { ec2, NETWORK } from "./small-network";

type Values = Readonly<Record<string, unknown>>;

function resource(type: string, id: string, inputs: Values, outputs: Values = {}): Resource {
    return { urn: `urn:pulumi:dev::test::${type}::${id}`, type, id, inputs, outputs };
}

/** Subnets, groups and public address of what `resources` add to the network, by its name. */
function interfaces(...resources: readonly Resource[]) {
    const all = [...NETWORK, ...resources];
    return readInterfaces(all, readNetwork(all)).map(
        ({ name, subnetIds, securityGroupIds, publicAddress = false }) => [
            name,
            subnetIds,
            securityGroupIds,
            publicAddress,
        ],
    );
}

const LAUNCH = { launchTemplate: { id: "lt" }, vpcZoneIdentifiers: ["app"] };

describe("network interfaces of registered resources", () => {
    const cases: readonly (readonly [string, readonly Resource[], readonly unknown[]])[] = [
        [
            "an instance",
            [ec2("instance", "i", { subnetId: "app", vpcSecurityGroupIds: ["app-group"] })],
            [["app"], ["app-group"], false],
        ],
        [
            "an instance that asks for a public address",
            [ec2("instance", "i", { subnetId: "app", associatePublicIpAddress: true })],
            [["app"], [], true],
        ],
        [
            "an instance in a subnet that gives public addresses",
            [
                ec2("subnet", "open", { vpcId: "vpc", mapPublicIpOnLaunch: true }),
                ec2("instance", "i", { subnetId: "open", vpcSecurityGroupIds: ["app-group"] }),
            ],
            [["open"], ["app-group"], true],
        ],
        [
            "an instance there that refuses one",
            [
                ec2("subnet", "open", { vpcId: "vpc", mapPublicIpOnLaunch: true }),
                ec2("instance", "i", { subnetId: "open", associatePublicIpAddress: false }),
            ],
            [["open"], [], false],
        ],
        [
            "an instance with an elastic IP",
            [
                ec2("instance", "i", { subnetId: "app" }),
                ec2("eipAssociation", "a", { instanceId: "i", allocationId: "eip" }),
            ],
            [["app"], [], true],
        ],
        [
            "a network interface",
            [ec2("networkInterface", "i", { subnetId: "app", securityGroups: ["app-group"] })],
            [["app"], ["app-group"], false],
        ],
        [
            "an interface endpoint, which has the default group where it names none",
            [
                ec2("vpcEndpoint", "i", { vpcEndpointType: "Interface", subnetIds: ["app"] }),
                ec2("defaultSecurityGroup", "sg-0", { vpcId: "vpc" }),
            ],
            [["app"], ["sg-0"], false],
        ],
        [
            "an EC2 Instance Connect Endpoint",
            [
                resource(
                    "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint",
                    "i",
                    { subnetId: "app", securityGroupIds: ["app-group"] },
                ),
            ],
            [["app"], ["app-group"], false],
        ],
        [
            "an auto-scaling group",
            [
                resource("aws:autoscaling/group:Group", "i", LAUNCH),
                ec2("launchTemplate", "lt", { vpcSecurityGroupIds: ["app-group"] }),
            ],
            [["app"], ["app-group"], false],
        ],
        [
            "an auto-scaling group whose template has an interface",
            [
                resource("aws:autoscaling/group:Group", "i", LAUNCH),
                ec2("launchTemplate", "lt", {
                    networkInterfaces: [
                        { associatePublicIpAddress: "true", securityGroups: ["app-group"] },
                    ],
                }),
            ],
            [["app"], ["app-group"], true],
        ],
        [
            "a function",
            [
                resource("aws:lambda/function:Function", "i", {
                    vpcConfig: { subnetIds: ["app"], securityGroupIds: ["app-group"] },
                }),
            ],
            [["app"], ["app-group"], false],
        ],
        [
            "a database cluster",
            [
                resource("aws:rds/subnetGroup:SubnetGroup", "g", {
                    name: "g",
                    subnetIds: ["data"],
                }),
                resource("aws:rds/cluster:Cluster", "i", {
                    dbSubnetGroupName: "g",
                    vpcSecurityGroupIds: ["data-group"],
                }),
            ],
            [["data"], ["data-group"], false],
        ],
        [
            "a database cluster with a public instance",
            [
                resource("aws:rds/subnetGroup:SubnetGroup", "g", {
                    name: "g",
                    subnetIds: ["data"],
                }),
                resource("aws:rds/cluster:Cluster", "i", {
                    dbSubnetGroupName: "g",
                    vpcSecurityGroupIds: ["data-group"],
                }),
                resource("aws:rds/clusterInstance:ClusterInstance", "i-1", {
                    clusterIdentifier: "i",
                    publiclyAccessible: true,
                }),
            ],
            [["data"], ["data-group"], true],
        ],
        [
            "a database proxy",
            [
                resource("aws:rds/proxy:Proxy", "i", {
                    vpcSubnetIds: ["data"],
                    vpcSecurityGroupIds: ["data-group"],
                }),
            ],
            [["data"], ["data-group"], false],
        ],
        [
            "a DAX cluster",
            [
                resource("aws:dax/subnetGroup:SubnetGroup", "g", {
                    name: "g",
                    subnetIds: ["data"],
                }),
                resource("aws:dax/cluster:Cluster", "i", {
                    subnetGroupName: "g",
                    securityGroupIds: ["data-group"],
                }),
            ],
            [["data"], ["data-group"], false],
        ],
        [
            "a load balancer, which is public unless it says otherwise",
            [
                resource("aws:lb/loadBalancer:LoadBalancer", "i", {
                    subnets: ["edge"],
                    securityGroups: ["web-group"],
                }),
            ],
            [["edge"], ["web-group"], true],
        ],
        [
            "a container service",
            [
                resource("aws:ecs/service:Service", "i", {
                    networkConfiguration: { subnets: ["app"], securityGroups: ["app-group"] },
                }),
            ],
            [["app"], ["app-group"], false],
        ],
    ];
    for (const [what, resources, expected] of cases) {
        it(`are those of ${what}`, () => {
            assert.deepEqual(interfaces(...resources), [["i (i)", ...expected]]);
        });
    }

    it("are none of gateway endpoints, and of functions outside of the network", () => {
        const outside = resource("aws:lambda/function:Function", "f", { role: "r" });
        assert.deepEqual(interfaces(outside), []);
    });
});

describe("what the internet can reach", () => {
    const exposed = (inputs: Values) => {
        const all = [...NETWORK, ec2("instance", "i", { subnetId: "edge", ...inputs })];
        const network = readNetwork(all);
        return reachableFromInternet(network, readInterfaces(all, network)).map(
            ({ name, protocol, ports }) => `${name} ${protocol} ${ports.join("-")}`,
        );
    };

    it("is a port that groups and ACLs let in, of what has a public address", () => {
        const web = { vpcSecurityGroupIds: ["web-group"] };
        assert.deepEqual(exposed({ ...web, associatePublicIpAddress: true }), [
            "i (i) tcp 443-443",
        ]);
        assert.deepEqual(exposed({ ...web, subnetId: "app" }), []);
        assert.deepEqual(exposed({ vpcSecurityGroupIds: ["data-group"] }), []);
    });

    it("is what has an IPv6 address too, public or not", () => {
        assert.deepEqual(exposed({ vpcSecurityGroupIds: ["web-group"] }), ["i (i) tcp 443-443"]);
    });
});
