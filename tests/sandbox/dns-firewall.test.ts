import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";

const type = (name: string) => `aws:route53/resolver${name}:Resolver${name}`;
const LIST = type("FirewallDomainList");
const GROUP = type("FirewallRuleGroup");
const RULE = type("FirewallRule");
const ASSOCIATION = type("FirewallRuleGroupAssociation");
const CONFIG = type("FirewallConfig");

describe("sandbox: DNS Firewall", () => {
    let cloud: Cloud;
    let vpcId: string;
    beforeEach(async () => {
        cloud = new Cloud();
        vpcId = (await cloud.create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" })).id;
    });
    afterEach(() => {
        cloud.dispose();
    });

    const good: Readonly<Record<string, Props>> = {
        [LIST]: { domains: ["*.example.com", "example.com", "_dmarc.example.com", "*"] },
        [GROUP]: { name: "dns firewall" },
        [RULE]: {
            firewallRuleGroupId: "rslvr-frg-1",
            firewallDomainListId: "rslvr-fdl-1",
            action: "BLOCK",
            blockResponse: "NODATA",
            priority: 100,
        },
        [ASSOCIATION]: { firewallRuleGroupId: "rslvr-frg-1", vpcId: "vpc-1", priority: 101 },
        [CONFIG]: { resourceId: "vpc-1", firewallFailOpen: "DISABLED" },
    };
    const override = {
        blockResponse: "OVERRIDE",
        blockOverrideDnsType: "CNAME",
        blockOverrideDomain: "blocked.example.com",
        blockOverrideTtl: 60,
    };
    const threat = {
        firewallDomainListId: undefined,
        dnsThreatProtection: "DGA",
        confidenceThreshold: "HIGH",
    };

    const refused: readonly [type: string, what: string, Props, failure: RegExp][] = [
        [LIST, "a wildcard inside", { domains: ["a.*.com"] }, /^domains\[0\]: must be a domain/],
        [LIST, "a wildcard without a dot", { domains: ["*a.com"] }, /^domains\[0\]: must be a dom/],
        [LIST, "an empty label", { domains: ["a..com"] }, /^domains\[0\]: must be a domain/],
        [LIST, "a dot at the end", { domains: ["a.com."] }, /^domains\[0\]: must not end with/],
        [LIST, "a URL", { domains: ["https://a.com"] }, /^domains\[0\]: must be a domain/],
        [LIST, "256 characters", { domains: ["a".repeat(256)] }, /at most 255 characters/],
        [
            LIST,
            "1001 domains",
            { domains: Array.from({ length: 1001 }, (_, i) => `a${i}.com`) },
            /^domains: must have at most 1000 domains, got 1001/,
        ],
        [
            RULE,
            "another action",
            { action: "DROP", blockResponse: undefined },
            /^action: must be one of ALLOW, BLOCK, ALERT/,
        ],
        [RULE, "nothing to match", { firewallDomainListId: undefined }, /give exactly one of fire/],
        [
            RULE,
            "a list and a threat",
            { dnsThreatProtection: "DGA", confidenceThreshold: "LOW" },
            /^dnsThreatProtection: give exactly one of firewallDomainListId, dnsThreatProtection/,
        ],
        [
            RULE,
            "a threat without a threshold",
            { ...threat, confidenceThreshold: undefined },
            /^confidenceThreshold: is required with dnsThreatProtection/,
        ],
        [
            RULE,
            "a threshold for a list",
            { confidenceThreshold: "LOW" },
            /^confidenceThreshold: is for dnsThreatProtection only/,
        ],
        [
            RULE,
            "another threat",
            { ...threat, dnsThreatProtection: "MALWARE" },
            /^dnsThreatProtection: must be one of DGA, DNS_TUNNELING, DICTIONARY_DGA/,
        ],
        [
            RULE,
            "a threat that is allowed",
            { ...threat, action: "ALLOW", blockResponse: undefined },
            /^action: must be BLOCK or ALERT with dnsThreatProtection/,
        ],
        [RULE, "a block without an answer", { blockResponse: undefined }, /^blockResponse: is req/],
        [RULE, "an answer to an alert", { action: "ALERT" }, /^blockResponse: is for the action/],
        [
            RULE,
            "an override without a domain",
            { ...override, blockOverrideDomain: undefined },
            /^blockOverrideDomain: is required for the blockResponse OVERRIDE/,
        ],
        [
            RULE,
            "a domain without an override",
            { blockOverrideDomain: "a.com" },
            /^blockOverrideDomain: is for the blockResponse OVERRIDE only/,
        ],
        [
            RULE,
            "an override of no time",
            { ...override, blockOverrideTtl: 0 },
            /^blockOverrideTtl: must be a whole number from 1 to 604800, got 0/,
        ],
        [RULE, "an A record", { ...override, blockOverrideDnsType: "A" }, /^blockOverrideDnsType:/],
        [RULE, "half a priority", { priority: 1.5 }, /^priority: must be a whole number/],
        [RULE, "a made-up query type", { qType: "ANY" }, /^qType: must be one of A, AAAA/],
        [RULE, "a query type too high", { qType: "TYPE65335" }, /^qType: must be one of A, AAAA/],
        [ASSOCIATION, "the priority 100", { priority: 100 }, /above 100 and below 9900, got 100/],
        [ASSOCIATION, "the priority 9900", { priority: 9900 }, /^priority: must be a whole number/],
        [
            ASSOCIATION,
            "other protection",
            { mutationProtection: "ON" },
            /^mutationProtection: must/,
        ],
        [
            CONFIG,
            "another failure mode",
            { firewallFailOpen: "OPEN" },
            /^firewallFailOpen: must be/,
        ],
        [CONFIG, "no VPC", { resourceId: undefined }, /^resourceId: is required/],
    ];
    for (const [of, what, changes, failure] of refused) {
        it(`refuses at preview: ${of.split(":").at(-1)} with ${what}`, () => {
            const inputs = good[of] ?? {};
            assert.deepEqual(cloud.failures(of, inputs), []);
            assert.match(cloud.failure(of, { ...inputs, ...changes }), failure);
        });
    }

    let group: Made;
    let list: Made;
    beforeEach(async () => {
        group = await cloud.create(GROUP, good[GROUP] ?? {});
        list = await cloud.create(LIST, good[LIST] ?? {});
    });
    const rule = (changes: Props = {}) =>
        cloud.create(RULE, {
            ...good[RULE],
            firewallRuleGroupId: group.id,
            firewallDomainListId: list.id,
            ...changes,
        });
    const association = (changes: Props = {}) =>
        cloud.create(ASSOCIATION, {
            vpcId,
            firewallRuleGroupId: group.id,
            priority: 101,
            ...changes,
        });

    it("knows a rule by its group and list, or by the id of its threat", async () => {
        const byList = await rule();
        assert.equal(byList.id, `${group.id}:${list.id}`);
        assert.equal(byList.outputs.firewallThreatProtectionId, "");
        const { id, outputs } = await rule({ ...threat, priority: 200 });
        assert.match(id, /^rslvr-frg-\w+:rslvr-ftp-\w+$/);
        assert.equal(outputs.firewallThreatProtectionId, id.split(":")[1]);
    });

    it("takes a list once in a group, and a priority once", async () => {
        const made = await rule();
        await assert.rejects(rule({ priority: 200 }), /AlreadyExists/);
        await assert.rejects(rule(threat), /ValidationException: priority 100 is that of/);
        const other = await rule({ ...threat, priority: 200 });
        await assert.rejects(cloud.update(other, { priority: 100 }), /priority 100 is that of/);
        await cloud.update(made, { action: "ALERT", blockResponse: undefined });
    });

    it("replaces a rule for what it matches, not for what it does", async () => {
        const made = await rule(threat);
        const replaced = (changes: Props) => cloud.diff(made, changes).replaces;
        assert.deepEqual(replaced({ dnsThreatProtection: "DNS_TUNNELING" }), [
            "dnsThreatProtection",
        ]);
        assert.deepEqual(replaced({ confidenceThreshold: "LOW" }), ["confidenceThreshold"]);
        assert.deepEqual(replaced({ firewallRuleGroupId: "a" }), ["firewallRuleGroupId"]);
        assert.deepEqual(replaced({ ...override, priority: 7, name: "n", qType: "A" }), []);
    });

    it("needs a group and a list that exist", async () => {
        await assert.rejects(
            rule({ firewallDomainListId: "rslvr-fdl-2" }),
            /NotFound: firewallDomainListId/,
        );
        await assert.rejects(
            rule({ firewallRuleGroupId: "rslvr-frg-2" }),
            /NotFound: firewallRuleGroupId/,
        );
    });

    it("keeps lists and groups that are in use", async () => {
        const made = await rule();
        await assert.rejects(cloud.delete(list), /ConflictException: domain list .* in use/);
        await cloud.delete(made);
        await cloud.delete(list);
        const link = await association();
        await assert.rejects(cloud.delete(group), /ConflictException: rule group .* in use by/);
        await cloud.delete(link);
        await cloud.delete(group);
    });

    it("takes a group once in a VPC, and a priority once", async () => {
        await association();
        await assert.rejects(association({ priority: 102 }), /firewallRuleGroupId rslvr-frg-/);
        const other = await cloud.create(GROUP, { name: "other" }, "other");
        await assert.rejects(
            association({ firewallRuleGroupId: other.id }),
            /ValidationException: priority 101 is that of rslvr-frgassoc-/,
        );
        await association({ firewallRuleGroupId: other.id, priority: 102 });
    });

    it("lets a protected association neither change nor go", async () => {
        const made = await association({ mutationProtection: "ENABLED" });
        const refusal = /\[RSLVR-02307\] .* is under mutation protection/;
        await assert.rejects(cloud.update(made, { priority: 102 }), refusal);
        await assert.rejects(cloud.delete(made), refusal);
        const tagged = await cloud.update(made, { tags: { a: "b" } });
        const left = await cloud.update(tagged, { mutationProtection: undefined });
        assert.equal(left.outputs.mutationProtection, "ENABLED");
        await assert.rejects(cloud.delete(left), refusal);
        const changes = { mutationProtection: "DISABLED", priority: 102 };
        await cloud.delete(await cloud.update(left, changes));
    });

    it("replaces an association for its VPC and its group", async () => {
        const made = await association();
        assert.equal(made.outputs.mutationProtection, "DISABLED");
        const { replaces } = cloud.diff(made, { vpcId: "a", firewallRuleGroupId: "b" });
        assert.deepEqual([...replaces].sort(), ["firewallRuleGroupId", "vpcId"]);
        assert.deepEqual(cloud.diff(made, { priority: 102, name: "other" }).replaces, []);
    });

    it("fails closed in a VPC unless it is told otherwise, once", async () => {
        const made = await cloud.create(CONFIG, { resourceId: vpcId });
        assert.equal(made.outputs.firewallFailOpen, "DISABLED");
        assert.equal(made.outputs.ownerId, "123456789012");
        await assert.rejects(cloud.create(CONFIG, { resourceId: vpcId }), /AlreadyExists/);
        const open = await cloud.update(made, { firewallFailOpen: "ENABLED" });
        assert.equal(open.outputs.firewallFailOpen, "ENABLED");
    });
});
