import assert from "node:assert/strict";
import { Rehearsal } from "../support/rehearsal";

const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

const NETWORK = {
    cidrBlock: "10.32.0.0/16",
    availabilityZones: ["eu-west-1a", "eu-west-1b"],
};

/** Everything that the network offers, at once. */
const FULL = {
    ...NETWORK,
    nat: "perZone",
    ipv6Egress: true,
    peers: { reporting: "private", vault: "isolated" },
    flows: [
        { from: "reporting", to: "aurora", port: 5432, why: "monthly reports" },
        { from: "app", to: "vault", port: 8200, why: "applications fetch their secrets" },
    ],
    allowedCidrs: [
        {
            cidr: "192.168.10.0/24",
            to: "app",
            port: 8443,
            reason: "VPN of the operators",
            until: IN_A_MONTH,
        },
    ],
    extraEndpoints: ["sts"],
    flowLogs: "s3",
    dnsFirewall: "allowList",
    dnsAllowedDomains: ["*.example.com"],
    accountWideBlockPublicAccess: "ingress",
    encryptionControl: "monitor",
    wayIn: "host",
};

describe("the network on the real engine", function () {
    const staging = new Rehearsal("staging", ["pii-keys", "pii-network"]);
    after(() => staging.end());

    it("gets its public tier without touching a subnet that is there", async () => {
        const done = await staging.up({ "pii:network": NETWORK });
        assert.deepEqual(changesOf(done, "create"), []);
        const withNat = await staging.preview({ "pii:network": { ...NETWORK, nat: "single" } });
        assert.deepEqual(
            withNat.filter((step) => step.includes("subnet:Subnet")),
            ["public-1", "public-2"].map((subnet) => `create pii-staging-${subnet} (${SUBNET})`),
        );
        assert.deepEqual(fixedParts(changesOf(withNat, "create")), []);
    });

    it("takes everything that it offers, and a second update changes nothing", async () => {
        await staging.up({ "pii:network": FULL });
        assert.deepEqual(await staging.up({ "pii:network": FULL }), []);
    });

    it("touches no subnet, NAT gateway or address that is there when a zone comes or goes", async () => {
        const zones = [...NETWORK.availabilityZones, "eu-west-1c"];
        const added = await staging.up({ "pii:network": { ...FULL, availabilityZones: zones } });
        assert.deepEqual(fixedParts(changesOf(added, "create")), []);
        assert.deepEqual(fixedParts(added), [
            "create pii-staging-3 (aws:ec2/eip:Eip)",
            "create pii-staging-3 (aws:ec2/natGateway:NatGateway)",
            "create pii-staging-isolated-3 (aws:ec2/subnet:Subnet)",
            "create pii-staging-private-3 (aws:ec2/subnet:Subnet)",
            "create pii-staging-public-3 (aws:ec2/subnet:Subnet)",
        ]);
        const removed = await staging.up({ "pii:network": FULL });
        assert.deepEqual(
            fixedParts(removed),
            fixedParts(added).map((step) => step.replace("create", "delete")),
        );
    });
});

describe("the protected network on the real engine", function () {
    const prod = new Rehearsal("prod", ["pii-keys", "pii-network"]);
    after(() => prod.end());

    it("lets its public tier go with NAT, and nothing else", async () => {
        await prod.up({ "pii:network": { ...NETWORK, nat: "single" } });
        const publicTier = [
            "delete pii-prod-1 (aws:ec2/eip:Eip)",
            "delete pii-prod-1 (aws:ec2/natGateway:NatGateway)",
            `delete pii-prod-public-1 (${SUBNET})`,
            `delete pii-prod-public-2 (${SUBNET})`,
        ];
        const without = { "pii:network": { ...NETWORK, nat: "none" } };
        assert.deepEqual(fixedParts(await prod.preview(without)), publicTier);
        assert.deepEqual(fixedParts(await prod.up(without)), publicTier);
    });
});

const SUBNET = "aws:ec2/subnet:Subnet";

/** The steps that do anything but `usual`. */
function changesOf(done: readonly string[], usual: string): string[] {
    return done.filter((step) => !step.startsWith(`${usual} `));
}

/** The steps about what other things hold on to: subnets, NAT gateways and their addresses. */
function fixedParts(done: readonly string[]): string[] {
    return done.filter((step) => /\(aws:ec2\/(subnet|natGateway|eip):/.test(step));
}
