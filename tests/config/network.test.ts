import assert from "node:assert/strict";
import { parseConfig } from "../../stacks/config/read";
import { mistakes, NETWORK, raw } from "./raw";

const VPN = {
    cidr: "192.168.10.0/24",
    to: "app",
    port: 8443,
    reason: "VPN of the operators",
    until: "2027-06-30",
};
const REPORTS = { from: "reporting", to: "aurora", port: 5432, why: "monthly reports" };

/** Zones of the region by their letters. */
const zones = (letters: readonly string[]) => letters.map((letter) => `eu-west-1${letter}`);

/** Every mistake of the network alone, with `changes` to a right one; the rest is prod's. */
function networkMistakes(changes: Record<string, unknown>, stack = "prod"): string[] {
    return mistakes(stack, { "pii:network": { ...NETWORK, ...changes } });
}

describe("configuration: the network", () => {
    it("is closed where the file says nothing", () => {
        const { network, organizationId } = parseConfig("prod", raw());
        assert.equal(organizationId, undefined);
        assert.deepEqual(network, {
            ...NETWORK,
            ipamPoolId: undefined,
            reservedCidrBlocks: [],
            nat: "none",
            ipv6Egress: false,
            peers: {},
            flows: [],
            allowedCidrs: [],
            extraEndpoints: [],
            flowLogs: "cloudwatch",
            logRetentionDays: 365,
            dnsFirewall: "threats",
            dnsAllowedDomains: [],
            accountWideBlockPublicAccess: "off",
            encryptionControl: "off",
            wayIn: "none",
        });
    });

    it("takes everything that it offers", () => {
        const given = {
            ...NETWORK,
            ipamPoolId: "ipam-pool-0123456789abcdef0",
            nat: "single",
            ipv6Egress: true,
            peers: { reporting: "private" },
            flows: [REPORTS],
            allowedCidrs: [VPN],
            extraEndpoints: ["sts", "rds-data"],
            flowLogs: "s3",
            dnsFirewall: "allowList",
            dnsAllowedDomains: ["*.example.com"],
            accountWideBlockPublicAccess: "ingress",
            encryptionControl: "monitor",
            wayIn: "host",
        };
        const changes = { "pii:network": given, "pii:organizationId": "o-a1b2c3d4e5" };
        const { network, organizationId } = parseConfig(
            "prod",
            raw(changes),
            new Date("2027-01-01"),
        );
        assert.equal(organizationId, "o-a1b2c3d4e5");
        assert.deepEqual(network, { reservedCidrBlocks: [], logRetentionDays: 365, ...given });
    });

    it("takes a day as Pulumi writes it when the file has no quotes around it", () => {
        const allowedCidrs = [{ ...VPN, until: "2027-06-30 00:00:00 +0000 UTC" }];
        const { network } = parseConfig(
            "prod",
            raw({ "pii:network": { ...NETWORK, allowedCidrs } }),
            new Date("2027-01-01"),
        );
        assert.deepEqual(network.allowedCidrs, [VPN]);
    });

    it("takes a range to the end of its last day", () => {
        const on = (today: string) =>
            mistakes("prod", { "pii:network": { ...NETWORK, allowedCidrs: [VPN] } }, today);
        assert.deepEqual(on("2027-06-30T23:59:59Z"), []);
        assert.deepEqual(on("2027-07-01T00:00:00Z"), [
            'pii:network.allowedCidrs[0].until is "2027-06-30"; has expired: today is 2027-07-01; take the range out, or set another day, 2028-07-01 at the latest',
        ]);
    });

    it("reports everything that is wrong with it at once", () => {
        assert.deepEqual(
            networkMistakes({
                flows: [
                    { ...REPORTS, from: "reportng" },
                    { from: "app", to: "aurora", port: 5432, why: "another reason" },
                    { from: "app", to: "internet", port: 443, why: "partners" },
                ],
                allowedCidrs: [
                    { ...VPN, cidr: "0.0.0.0/0", port: 0 },
                    { ...VPN, to: "aurora", port: 5432 },
                ],
            }),
            [
                'pii:network.flows[0].from is "reportng"; must be a peer: app, admin, endpoints, aurora, dax, proxy, lambda',
                'pii:network.flows[1] is "app to aurora 5432"; contradicts the platform, which gives another reason ("applications query the database"); keep one of the two',
                'pii:network.flows[2].to is "internet"; has no way there: set nat or ipv6Egress, or take the flow out',
                "pii:network.allowedCidrs[0].port is 0; must be a port from 1 to 65535",
                'pii:network.allowedCidrs[1].to is "aurora"; must be a peer of the private tier: the isolated one has no route back',
                'pii:network.allowedCidrs[0].cidr is "0.0.0.0/0"; must not be the whole internet; name the ranges of the organization or its VPNs',
            ],
        );
    });

    for (const [what, changes, expected] of [
        [
            "halves of the internet",
            {
                allowedCidrs: Array.from({ length: 2 }, (_, i) => ({
                    ...VPN,
                    cidr: `${i * 128}.0.0.0/1`,
                })),
            },
            [0, 128].map(
                (octet, i) =>
                    `pii:network.allowedCidrs[${i}].cidr is "${octet}.0.0.0/1"; must be a /8 or narrower: it holds a good part of the internet`,
            ),
        ],
        [
            "a flow without a port",
            { peers: { reporting: "private" }, flows: [{ ...REPORTS, port: undefined }] },
            ["pii:network.flows[0].port is missing; must be a port from 1 to 65535"],
        ],
        [
            "a peer's name that is taken",
            { peers: { aurora: "private" } },
            [
                'pii:network.peers.aurora is "aurora"; must have another name: the platform\'s own are app, admin, endpoints, aurora, dax, proxy, lambda, s3, dynamodb, internet',
            ],
        ],
        [
            "a peer in the public tier",
            { peers: { reporting: "public" } },
            ['pii:network.peers.reporting is "public"; must be one of private, isolated'],
        ],
        [
            "a service that has no endpoint",
            { extraEndpoints: ["sts", "dynamodb"] },
            [
                'pii:network.extraEndpoints[1] is "dynamodb"; must be one of secretsmanager, kms, logs, ssm, ssmmessages, ec2messages, sts, monitoring, xray, rds, rds-data, lambda, states, sns, sqs, events, ecr.api, ecr.dkr, backup, cloudtrail, config, guardduty',
            ],
        ],
        [
            "a top-level domain on the list of allowed ones",
            { dnsFirewall: "allowList", dnsAllowedDomains: ["*.com"] },
            [
                'pii:network.dnsAllowedDomains[0] is "*.com"; must be a domain of two or more labels, or all below one, such as *.example.com',
            ],
        ],
        [
            "allowed domains that nothing reads",
            { dnsAllowedDomains: ["*.example.com"] },
            [
                'pii:network.dnsAllowedDomains is ["*.example.com"]; counts only where pii:network.dnsFirewall is allowList, and it is threats',
            ],
        ],
        [
            "NAT behind a block in both directions",
            { nat: "single", accountWideBlockPublicAccess: "bidirectional" },
            [
                'pii:network.accountWideBlockPublicAccess is "bidirectional"; must be ingress where there is a way out, by nat: in both directions nothing would get through it',
            ],
        ],
        [
            "more NAT gateways than AWS has addresses for",
            { nat: "perZone", availabilityZones: zones(["a", "b", "c", "d", "e", "f"]) },
            [
                'pii:network.nat is "perZone"; must be none or single with more than 5 zones: each gateway takes an Elastic IP address, and AWS gives a region 5',
            ],
        ],
        [
            "nothing of as many as it has",
            { nat: "perZone", availabilityZones: zones(["a", "b", "c", "d", "e"]) },
            [],
        ],
        [
            "machines that cannot encrypt where that is enforced",
            { encryptionControl: "enforce", wayIn: "host" },
            [
                'pii:dynamodb.daxNodeType is "dax.r5.large"; must be of a family that encrypts in transit where encryption is enforced, such as c7g, r6i or r7g; or only monitor it',
                'pii:network.wayIn is "host"; must be none where encryption is enforced: the host is burstable, and no such machine encrypts in transit',
                "pii:aurora.proxy is true; must be false where pii:network.encryptionControl is enforce: AWS refuses a proxy there; or only monitor it",
                "pii:aurora.databaseAccess is true; must be false where pii:network.encryptionControl is enforce: AWS refuses functions of Lambda there; or only monitor it",
            ],
        ],
        [
            "a pool that is none",
            { ipamPoolId: "pool-1" },
            [
                'pii:network.ipamPoolId is "pool-1"; must be the id of an IPAM pool, such as ipam-pool-0123456789abcdef0',
            ],
        ],
        [
            "a range that is too small",
            { cidrBlock: "10.16.0.0/24" },
            [
                'pii:network.cidrBlock is "10.16.0.0/24"; must be a /23 or wider: it holds 256 addresses, and the tiers with their reserve need 512; 256 are missing',
            ],
        ],
        [
            "a range that is too small for what the platform puts into a subnet",
            {
                cidrBlock: "10.16.0.0/23",
                wayIn: "host",
                extraEndpoints: ["sts", "monitoring", "lambda", "sns", "sqs"],
            },
            [
                'pii:network.cidrBlock is "10.16.0.0/23"; must be wider: a private subnet has 11 addresses, and the platform alone takes 14 in one; 3 are missing, without any for applications',
            ],
        ],
        [
            "a range that is too large",
            { cidrBlock: "10.0.0.0/15" },
            [
                'pii:network.cidrBlock is "10.0.0.0/15"; must be a /16 or narrower: AWS takes no larger VPC',
            ],
        ],
    ] as const) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(networkMistakes(changes), expected);
        });
    }

    it("refuses more entries than a network ACL takes", () => {
        const peers = { a: "private", b: "isolated" };
        const flows = Array.from({ length: 25 }, (_, i) => ({
            from: "a",
            to: "b",
            port: 8000 + i,
            why: "many ports",
        }));
        assert.deepEqual(networkMistakes({ peers, flows }), [
            'pii:network.flows is "28 egress entries in the network ACL of the private tier"; must be at most 18, AWS\'s quota less its own two: 26 are for the isolated tier; let connections there share ports',
            'pii:network.flows is "26 ingress entries in the network ACL of the isolated tier"; must be at most 18, AWS\'s quota less its own two: 26 are for the private tier; let connections there share ports',
        ]);
    });

    for (const [what, stack, changes, expected] of [
        [
            "a zone of another region",
            "dev",
            { "pii:network": { ...NETWORK, availabilityZones: ["eu-west-1a", "us-east-1b"] } },
            [
                'pii:network.availabilityZones[1] is "us-east-1b"; must be a zone of eu-west-1: eu-west-1a to eu-west-1h',
            ],
        ],
        [
            "one zone twice",
            "dev",
            { "pii:network": { ...NETWORK, availabilityZones: ["eu-west-1a", "eu-west-1a"] } },
            [
                'pii:network.availabilityZones is ["eu-west-1a","eu-west-1a"]; must name each zone once',
            ],
        ],
        [
            "one zone only",
            "dev",
            { "pii:network": { ...NETWORK, availabilityZones: ["eu-west-1a"] } },
            [
                'pii:network.availabilityZones is ["eu-west-1a"]; must name at least two availability zones',
            ],
        ],
        [
            "a public range",
            "dev",
            { "pii:network": { ...NETWORK, cidrBlock: "8.8.0.0/16" } },
            [
                'pii:network.cidrBlock is "8.8.0.0/16"; must be within a private range: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16',
            ],
        ],
        [
            "a range that others have",
            "dev",
            {
                "pii:network": {
                    ...NETWORK,
                    reservedCidrBlocks: ["10.0.0.0/12", "10.16.128.0/24"],
                },
            },
            [
                'pii:network.cidrBlock is "10.16.0.0/16"; must not overlap 10.16.128.0/24, which pii:network.reservedCidrBlocks keeps for others',
            ],
        ],
    ] as const) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(mistakes(stack, changes), expected);
        });
    }
});
