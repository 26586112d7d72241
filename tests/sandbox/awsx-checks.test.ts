import assert from "node:assert/strict";
import { refuseAddresses, refusePoolInputs } from "../../sandbox/awsx/checks";
import { dnsSettings } from "../../sandbox/awsx/endpoints";
import { subnetBlock } from "../../sandbox/awsx/ipv6";
import type { NatStrategy } from "../../sandbox/awsx/subnets";

const VPC = "10.0.0.0/16";

describe("awsx stand-in: IPv6 blocks of subnets", () => {
    it("are the /64s of the VPC's block", () => {
        assert.equal(subnetBlock("2a05:d018:1a2:b300::/56", 0), "2a05:d018:1a2:b300::/64");
        assert.equal(subnetBlock("2a05:d018:1a2:b300::/56", 255), "2a05:d018:1a2:b3ff::/64");
        assert.equal(subnetBlock("2a05:d018:0:b300::/56", 10), "2a05:d018:0:b30a::/64");
    });

    const refused: readonly [what: string, vpc: string, index: number, error: RegExp][] = [
        ["without a block of the VPC", "", 0, /require the VPC to have an IPv6 CIDR block/],
        ["of a VPC with another block than a /56", "2a05:d018::/48", 0, /must be a \/56/],
        ["beyond the last one", "2a05:d018:1a2:b300::/56", 256, /integer from 0-255/],
        ["that awsx cannot read", "2a05:d018:1a2::/56", 0, /not in an expected form/],
    ];
    for (const [what, vpc, index, error] of refused) {
        it(`refuses one ${what}`, () => {
            assert.throws(() => subnetBlock(vpc, index), error);
        });
    }
});

describe("awsx stand-in: pools and addresses", () => {
    const ipv4IpamPoolId = "ipam-pool-0123456789abcdef0";
    const refused: readonly [what: string, check: () => void, error: RegExp][] = [
        [
            "a block and a length out of a pool",
            () => {
                refusePoolInputs({ cidrBlock: VPC, ipv4IpamPoolId, ipv4NetmaskLength: 16 });
            },
            /Only one of 'cidrBlock', 'ipv4NetmaskLength' is allowed/,
        ],
        [
            "a pool alone",
            () => {
                refusePoolInputs({ ipv4IpamPoolId });
            },
            /If 'ipv4IpamPoolId' is specified, 'ipv4NetmaskLength' or 'cidrBlock' must/,
        ],
        [
            "an address without NAT",
            () => {
                refuseAddresses("None", 1, 2);
            },
            /cannot be specified when NAT Gateway strategy is 'None'/,
        ],
        [
            "two addresses for one gateway",
            () => {
                refuseAddresses("Single", 2, 2);
            },
            /Exactly one Elastic IP may be specified/,
        ],
        [
            "one address for two gateways",
            () => {
                refuseAddresses("OnePerAz", 1, 2);
            },
            /must match the number of availability zones for the VPC \(2\)/,
        ],
        [
            "a strategy of no name",
            () => {
                refuseAddresses("Two" as NatStrategy, 0, 2);
            },
            /Unknown NatGatewayStrategy 'Two'/,
        ],
    ];
    for (const [what, check, error] of refused) {
        it(`refuses ${what}`, () => {
            assert.throws(check, error);
        });
    }

    it("takes a block or a length out of a pool, and as many addresses as gateways", () => {
        refusePoolInputs({ cidrBlock: VPC, ipv4IpamPoolId });
        refusePoolInputs({ ipv4NetmaskLength: 16, ipv4IpamPoolId });
        refuseAddresses("None", 0, 2);
        refuseAddresses("Single", 1, 2);
        refuseAddresses("OnePerAz", 2, 2);
        refuseAddresses("OnePerAz", 0, 2);
    });
});

describe("awsx stand-in: DNS of endpoints", () => {
    const kms = { serviceName: "com.amazonaws.eu-west-1.kms", vpcEndpointType: "Interface" };
    const auto = { vpcEndpointStrategy: "Auto" as const };

    it("is switched on under Auto, for an interface endpoint with private DNS", () => {
        const both = { enableDnsHostnames: true, enableDnsSupport: true };
        const neither = { enableDnsHostnames: undefined, enableDnsSupport: undefined };
        assert.deepEqual(dnsSettings({ ...auto, vpcEndpointSpecs: [kms] }), both);
        assert.deepEqual(dnsSettings({ vpcEndpointSpecs: [kms] }), neither);
        const withoutDns = { ...auto, vpcEndpointSpecs: [{ ...kms, privateDnsEnabled: false }] };
        assert.deepEqual(dnsSettings(withoutDns), neither);
    });

    it("may not be switched off then", () => {
        const args = { ...auto, vpcEndpointSpecs: [kms], enableDnsSupport: false };
        assert.throws(() => dnsSettings(args), /requires enableDnsSupport to be true/);
    });
});
