import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PrivateNetwork, type PrivateNetworkArgs } from "../../infra/network/private-network";
import { mockEngine, only, registrations, type Registered, SCOPE } from "./mocks";

const ARGS: PrivateNetworkArgs = {
    scope: SCOPE,
    organizationId: undefined,
    cidrBlock: "10.16.0.0/16",
    ipamPoolId: undefined,
    availabilityZones: ["eu-west-1a", "eu-west-1c"],
    nat: "none",
    ipv6Egress: false,
    auroraTier: "isolated",
    peers: {},
    flows: [],
    allowedCidrs: [],
    extraEndpoints: [],
    flowLogs: "cloudwatch",
    logs: { prefix: "/pii-dev", keyArn: "arn:logs", retentionDays: 30 },
    dnsFirewall: "off",
    dnsAllowedDomains: [],
    accountWideBlockPublicAccess: "off",
    encryptionControl: "off",
    wayIn: "none",
    protect: false,
};

const build = (changes: Partial<PrivateNetworkArgs> = {}): Promise<readonly Registered[]> =>
    registrations(() => new PrivateNetwork("pii-dev", { ...ARGS, ...changes }));

/** `type name` of everything of ours, but what awsx makes, that `changes` add to the network. */
async function added(changes: Partial<PrivateNetworkArgs>): Promise<string[]> {
    const named = (all: readonly Registered[]) =>
        all.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`);
    const before = new Set(named(await build()));
    return named(await build(changes)).filter((resource) => !before.has(resource));
}

describe("PrivateNetwork", () => {
    before(mockEngine);

    it("asks awsx for the ledger's subnets, and for no public ones without NAT", async () => {
        assert.deepEqual(only(await build(), "awsx:ec2:Vpc"), {
            cidrBlock: "10.16.0.0/16",
            assignGeneratedIpv6CidrBlock: false,
            availabilityZoneNames: ["eu-west-1a", "eu-west-1c"],
            subnetStrategy: "Auto",
            subnetSpecs: [
                {
                    type: "Private",
                    name: "private",
                    cidrBlocks: ["10.16.0.0/21", "10.16.16.0/21"],
                    assignIpv6AddressOnCreation: false,
                },
                {
                    type: "Isolated",
                    name: "isolated",
                    cidrBlocks: ["10.16.64.0/21", "10.16.80.0/21"],
                    assignIpv6AddressOnCreation: false,
                },
            ],
            natGateways: { strategy: "None" },
            enableDnsHostnames: true,
            enableDnsSupport: true,
        });
    });

    it("moves no subnet when the public tier or a zone comes", async () => {
        const specs = async (changes: Partial<PrivateNetworkArgs>) => {
            const { subnetSpecs } = only(await build(changes), "awsx:ec2:Vpc");
            return subnetSpecs as { name: string; cidrBlocks: string[] }[];
        };
        const before = await specs({});
        const withPublic = await specs({ nat: "perZone" });
        assert.deepEqual(withPublic.slice(0, 2), before);
        assert.deepEqual(withPublic[2]?.cidrBlocks, ["10.16.128.0/21", "10.16.144.0/21"]);
        const zones = [...ARGS.availabilityZones, "eu-west-1b"];
        assert.deepEqual(
            (await specs({ availabilityZones: zones })).map(({ cidrBlocks }) =>
                cidrBlocks.slice(0, 2),
            ),
            before.map(({ cidrBlocks }) => cidrBlocks),
        );
    });

    it("takes its range from an address pool", async () => {
        const { cidrBlock, ipv4IpamPoolId } = only(
            await build({ ipamPoolId: "ipam-pool-0123456789abcdef0" }),
            "awsx:ec2:Vpc",
        );
        assert.deepEqual(
            { cidrBlock, ipv4IpamPoolId },
            { cidrBlock: "10.16.0.0/16", ipv4IpamPoolId: "ipam-pool-0123456789abcdef0" },
        );
    });

    it("lets applications out to the internet with NAT, and nobody without", async () => {
        const open = async (changes: Partial<PrivateNetworkArgs>) =>
            (await build(changes))
                .filter(({ inputs }) => inputs.cidrIpv4 ?? inputs.cidrIpv6)
                .map(({ name, inputs }) => [
                    name,
                    inputs.cidrIpv4 ?? inputs.cidrIpv6,
                    inputs.toPort,
                ]);
        assert.deepEqual(await open({}), []);
        assert.deepEqual(await open({ nat: "single" }), [
            ["pii-dev-app-to-internet-443-egress", "0.0.0.0/0", 443],
        ]);
        assert.deepEqual(
            (await open({ ipv6Egress: true })).map(([, ...rest]) => rest),
            [["::/0", 443]],
        );
    });

    it("has a network ACL for every tier that there is", async () => {
        const acls = async (nat: PrivateNetworkArgs["nat"]) =>
            (await build({ nat }))
                .filter(({ type }) => type === "aws:ec2/networkAcl:NetworkAcl")
                .map(({ name, inputs }) => [name, inputs.subnetIds])
                .sort();
        const closed = [
            ["pii-dev-isolated", ["subnet-isolated-a", "subnet-isolated-b"]],
            ["pii-dev-private", ["subnet-private-a", "subnet-private-b"]],
        ];
        assert.deepEqual(await acls("none"), closed);
        assert.deepEqual(await acls("single"), [
            ...closed,
            ["pii-dev-public", ["subnet-public-a", "subnet-public-b"]],
        ]);
    });

    it("closes what AWS makes with every VPC", async () => {
        const all = await build();
        const { ingress, egress, vpcId } = only(
            all,
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        );
        assert.deepEqual({ ingress, egress, vpcId }, { ingress: [], egress: [], vpcId: "vpc-1" });
        const acl = only(all, "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl");
        assert.equal(acl.defaultNetworkAclId, "acl-default");
        const table = only(all, "aws:ec2/defaultRouteTable:DefaultRouteTable");
        assert.deepEqual([table.defaultRouteTableId, table.routes], ["rtb-default", []]);
    });

    it("has an endpoint for every service in use, and for no other", async () => {
        const services = async (changes: Partial<PrivateNetworkArgs>) =>
            (await build(changes))
                .filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint")
                .map(({ inputs }) =>
                    String(inputs.serviceName).replace("com.amazonaws.eu-west-1.", ""),
                )
                .sort();
        const own = ["s3", "dynamodb", "secretsmanager", "kms", "logs", "ssm"];
        assert.deepEqual(await services({}), own.toSorted());
        assert.deepEqual(
            await services({ wayIn: "host", extraEndpoints: ["sts"] }),
            [...own, "ssmmessages", "sts"].sort(),
        );
    });

    it("gives a peer of the user's its own group and the rules of its flows", async () => {
        const why = "monthly reports";
        assert.deepEqual(
            await added({
                peers: { reporting: "private" },
                flows: [{ from: "reporting", to: "aurora", port: 5432, why }],
            }),
            [
                "SecurityGroup pii-dev-reporting",
                "SecurityGroupEgressRule pii-dev-reporting-to-aurora-5432-egress",
                "SecurityGroupIngressRule pii-dev-reporting-to-aurora-5432-ingress",
                "VpcSecurityGroupRulesExclusive pii-dev-reporting",
            ],
        );
    });

    it("logs all traffic and every lookup, encrypted and for as long as it is told", async () => {
        const groups = (await build()).filter(
            ({ type }) => type === "aws:cloudwatch/logGroup:LogGroup",
        );
        assert.deepEqual(
            groups.map(({ inputs }) => inputs),
            ["/pii-dev/vpc-flow", "/pii-dev/dns-queries"].map((name) => ({
                name,
                kmsKeyId: "arn:logs",
                retentionInDays: 30,
            })),
        );
    });

    it("blocks public access and controls encryption where it is asked to", async () => {
        const all = await build({
            accountWideBlockPublicAccess: "ingress",
            encryptionControl: "monitor",
        });
        const { internetGatewayBlockMode } = only(
            all,
            "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
        );
        assert.equal(internetGatewayBlockMode, "block-ingress");
        assert.deepEqual(only(all, "aws:ec2/vpcEncryptionControl:VpcEncryptionControl"), {
            vpcId: "vpc-1",
            mode: "monitor",
        });
        assert.deepEqual(
            (await build()).filter(({ type }) => /BlockPublicAccess|EncryptionControl/.test(type)),
            [],
        );
    });

    it("has a firewall over names, a way in and a way out by IPv6 where they are asked for", async () => {
        const kinds = async (changes: Partial<PrivateNetworkArgs>) =>
            [
                ...new Set((await added(changes)).map((resource) => resource.split(" ", 1)[0])),
            ].sort();
        assert.ok((await kinds({ dnsFirewall: "threats" })).includes("DnsFirewall"));
        assert.ok((await kinds({ wayIn: "host" })).includes("WayIn"));
        const { name } = only(await build({ wayIn: "host" }), "aws:iam/policy:Policy");
        assert.equal(name, "pii-dev-tunnel");
        assert.deepEqual(
            (await added({ ipv6Egress: true })).filter((resource) =>
                /^(Egress|Route )/.test(resource),
            ),
            [
                "EgressOnlyInternetGateway pii-dev",
                "Route pii-dev-eu-west-1a",
                "Route pii-dev-eu-west-1c",
            ],
        );
        const routes = (await build({ ipv6Egress: true })).filter(
            ({ type }) => type === "aws:ec2/route:Route",
        );
        assert.deepEqual(
            routes.map(({ name, inputs }) => [name, inputs.routeTableId]),
            [
                ["pii-dev-eu-west-1a", "rtb-private-a"],
                ["pii-dev-eu-west-1c", "rtb-private-b"],
            ],
        );
    });

    it("says where its flow log and its way in are", async () => {
        let network: PrivateNetwork | undefined;
        await registrations(() => {
            network = new PrivateNetwork("pii-dev", { ...ARGS, wayIn: "host" });
        });
        const known = await new Promise((resolve) => {
            pulumi
                .all([
                    network?.flowLogDestinationArn,
                    network?.wayInGroupName,
                    network?.tunnelPolicyArn,
                ])
                .apply((values) => {
                    resolve(values);
                });
        });
        assert.deepEqual(known, [
            "arn:aws:cloudwatch/logGroup:LogGroup:pii-dev-flow",
            "pii-dev-way-in",
            "arn:aws:iam/policy:Policy:pii-dev-way-in-tunnel",
        ]);
    });
});
