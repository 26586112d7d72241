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
    this.timeout(300_000);
    const staging = new Rehearsal("staging", ["pii-keys", "pii-network"]);
    after(() => staging.end());

    it("comes up with everything that it offers, and a second update changes nothing", async () => {
        const created = await staging.up({ "pii:network": FULL });
        assert.deepEqual(
            created.filter((step) => !step.startsWith("create ")),
            [],
        );
        assert.deepEqual(await staging.up({ "pii:network": FULL }), []);
    });
});
