import assert from "node:assert/strict";
import { compileRules, FLOWS } from "../../infra/network/flow-matrix";
import { PrivateNetwork, type PrivateNetworkArgs } from "../../infra/network/private-network";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const ARGS: PrivateNetworkArgs = {
    scope: SCOPE,
    cidrBlock: "10.16.0.0/16",
    availabilityZones: ["eu-west-1a", "eu-west-1c"],
    nat: "none",
    flowLog: { logGroupName: "/pii-dev/vpc-flow", keyArn: "arn:logs", retentionDays: 30 },
};

describe("PrivateNetwork", () => {
    before(mockEngine);

    it("asks awsx for the ledger's subnets, and for no public ones without NAT", async () => {
        const all = await registrations(() => new PrivateNetwork("pii-dev", ARGS));
        assert.deepEqual(only(all, "awsx:ec2:Vpc"), {
            cidrBlock: "10.16.0.0/16",
            availabilityZoneNames: ["eu-west-1a", "eu-west-1c"],
            subnetStrategy: "Auto",
            subnetSpecs: [
                { type: "Private", name: "private", cidrBlocks: ["10.16.0.0/21", "10.16.16.0/21"] },
                {
                    type: "Isolated",
                    name: "isolated",
                    cidrBlocks: ["10.16.64.0/21", "10.16.80.0/21"],
                },
            ],
            natGateways: { strategy: "None" },
            enableDnsHostnames: true,
            enableDnsSupport: true,
        });
    });

    it("adds the public tier with NAT, and moves no other subnet", async () => {
        const specs = async (nat: PrivateNetworkArgs["nat"]) => {
            const all = await registrations(() => new PrivateNetwork("pii-dev", { ...ARGS, nat }));
            const { subnetSpecs, natGateways } = only(all, "awsx:ec2:Vpc");
            return { subnetSpecs: subnetSpecs as unknown[], natGateways };
        };
        const [none, perZone] = [await specs("none"), await specs("perZone")];
        assert.deepEqual(perZone.natGateways, { strategy: "OnePerAz" });
        assert.deepEqual(perZone.subnetSpecs.slice(0, 2), none.subnetSpecs);
        assert.deepEqual(perZone.subnetSpecs.slice(2), [
            { type: "Public", name: "public", cidrBlocks: ["10.16.128.0/21", "10.16.144.0/21"] },
        ]);
    });

    it("lets applications out to the internet with NAT, and nobody without", async () => {
        const open = async (nat: PrivateNetworkArgs["nat"]) => {
            const all = await registrations(() => new PrivateNetwork("pii-dev", { ...ARGS, nat }));
            return all
                .filter(({ inputs }) => inputs.cidrIpv4 !== undefined)
                .map(({ name, inputs }) => [name, inputs.cidrIpv4, inputs.toPort]);
        };
        assert.deepEqual(await open("none"), []);
        assert.deepEqual(await open("single"), [
            ["pii-dev-app-to-internet-443-egress", "0.0.0.0/0", 443],
        ]);
    });

    it("closes the default security group", async () => {
        const all = await registrations(() => new PrivateNetwork("pii-dev", ARGS));
        const { ingress, egress, vpcId } = only(
            all,
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        );
        assert.deepEqual({ ingress, egress, vpcId }, { ingress: [], egress: [], vpcId: "vpc-1" });
    });

    it("has exactly the rules of the flow matrix, none of them with an address range", async () => {
        const all = await registrations(() => new PrivateNetwork("pii-dev", ARGS));
        const rules = all.filter(({ type }) => /securityGroup(In|E)gressRule/.test(type));
        assert.deepEqual(
            rules.map(({ name }) => name).sort(),
            compileRules(FLOWS)
                .map(({ name }) => `pii-dev-${name}`)
                .sort(),
        );
        for (const { inputs } of rules) {
            assert.equal(inputs.cidrIpv4 ?? inputs.cidrIpv6, undefined);
            assert.equal(inputs.ipProtocol, "tcp");
            assert.equal(inputs.fromPort, inputs.toPort);
        }
    });

    it("reaches AWS services by endpoints that serve our account alone", async () => {
        const all = await registrations(() => new PrivateNetwork("pii-dev", ARGS));
        const endpoints = all.filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint");
        assert.deepEqual(
            endpoints.map(({ inputs }) => [inputs.vpcEndpointType, inputs.serviceName]),
            [
                ["Gateway", "com.amazonaws.eu-west-1.s3"],
                ["Gateway", "com.amazonaws.eu-west-1.dynamodb"],
                ["Interface", "com.amazonaws.eu-west-1.secretsmanager"],
                ["Interface", "com.amazonaws.eu-west-1.kms"],
                ["Interface", "com.amazonaws.eu-west-1.logs"],
                ["Interface", "com.amazonaws.eu-west-1.ssm"],
                ["Interface", "com.amazonaws.eu-west-1.ssmmessages"],
                ["Interface", "com.amazonaws.eu-west-1.ec2messages"],
            ],
        );
        for (const { inputs } of endpoints) {
            const { Statement } = JSON.parse(inputs.policy as string) as {
                Statement: { Condition: unknown }[];
            };
            assert.deepEqual(
                Statement.map(({ Condition }) => Condition),
                [
                    {
                        StringEquals: {
                            "aws:PrincipalAccount": "111111111111",
                            "aws:ResourceAccount": "111111111111",
                        },
                    },
                ],
            );
        }
    });

    it("logs all traffic, encrypted and for as long as it is told", async () => {
        const all = await registrations(() => new PrivateNetwork("pii-dev", ARGS));
        const { trafficType, maxAggregationInterval } = only(all, "aws:ec2/flowLog:FlowLog");
        assert.deepEqual(
            { trafficType, maxAggregationInterval },
            { trafficType: "ALL", maxAggregationInterval: 60 },
        );
        assert.deepEqual(only(all, "aws:cloudwatch/logGroup:LogGroup"), {
            name: "/pii-dev/vpc-flow",
            kmsKeyId: "arn:logs",
            retentionInDays: 30,
        });
    });
});
