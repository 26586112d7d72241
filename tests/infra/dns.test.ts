import assert from "node:assert/strict";
import { isAllowableDomain } from "../../infra/network/allowable-domain";
import { DnsFirewall } from "../../infra/network/dns-firewall";
import { ResolverLog } from "../../infra/network/resolver-log";
import { mockEngine, only, type Registered, registrations, SCOPE } from "./mocks";

describe("ResolverLog", () => {
    before(mockEngine);

    const make = () =>
        registrations(
            () =>
                new ResolverLog("net-dns", {
                    scope: SCOPE,
                    vpcId: "vpc-1",
                    logGroupName: "/pii-prod/dns-queries",
                    keyArn: "arn:logs",
                    retentionDays: 90,
                }),
        );

    it("logs the VPC's queries, encrypted and for as long as it is told", async () => {
        const all = await make();
        assert.deepEqual(only(all, "aws:cloudwatch/logGroup:LogGroup"), {
            name: "/pii-prod/dns-queries",
            kmsKeyId: "arn:logs",
            retentionInDays: 90,
        });
        assert.deepEqual(only(all, "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig"), {
            destinationArn: "arn:aws:cloudwatch/logGroup:LogGroup:net-dns",
        });
        assert.deepEqual(
            only(
                all,
                "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
            ),
            { resolverQueryLogConfigId: "net-dns-id", resourceId: "vpc-1" },
        );
    });

    it("lets the delivery of this account's logs write to this group, and nothing else", async () => {
        const { policyName, policyDocument } = only(
            await make(),
            "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        );
        assert.equal(policyName, "net-dns");
        assert.deepEqual(JSON.parse(policyDocument as string), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "DeliverDnsQueries",
                    Effect: "Allow",
                    Principal: { Service: "delivery.logs.amazonaws.com" },
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: "arn:aws:cloudwatch/logGroup:LogGroup:net-dns:log-stream:*",
                    Condition: {
                        ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111111111111:*" },
                        StringEquals: { "aws:SourceAccount": "111111111111" },
                    },
                },
            ],
        });
    });
});

interface Rule extends Record<string, unknown> {
    readonly priority: number;
}

describe("DnsFirewall", () => {
    before(mockEngine);

    const make = (mode: "threats" | "allowList", protect = true) =>
        registrations(
            () =>
                new DnsFirewall("net-dns", {
                    vpcId: "vpc-1",
                    cidrBlock: "10.16.32.0/20",
                    mode,
                    allowedDomains: ["api.partner.example", "*.bank.example"],
                    protect,
                }),
        );

    const rules = (all: readonly Registered[]) =>
        all
            .filter(({ type }) => type === "aws:route53/resolverFirewallRule:ResolverFirewallRule")
            .map(({ name, inputs }) => ({ ...(inputs as Rule), logical: name }))
            .sort((a, b) => a.priority - b.priority);

    it("blocks what looks like malware or a tunnel, and only that, against threats", async () => {
        const rule = (logical: string, dnsThreatProtection: string, priority: number) => ({
            logical,
            firewallRuleGroupId: "net-dns-id",
            dnsThreatProtection,
            priority,
            confidenceThreshold: "HIGH",
            action: "BLOCK",
            blockResponse: "NODATA",
        });
        assert.deepEqual(rules(await make("threats")), [
            rule("net-dns-dga", "DGA", 100),
            rule("net-dns-dictionary-dga", "DICTIONARY_DGA", 200),
            rule("net-dns-tunneling", "DNS_TUNNELING", 300),
        ]);
    });

    it("lets through AWS's names and the allowed ones, and nothing after them", async () => {
        const all = await make("allowList");
        const common = { firewallRuleGroupId: "net-dns-id" };
        assert.deepEqual(rules(all), [
            {
                ...common,
                logical: "net-dns-allowed",
                priority: 400,
                firewallDomainListId: "net-dns-allowed-id",
                firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
                action: "ALLOW",
            },
            {
                ...common,
                logical: "net-dns-everything",
                priority: 500,
                firewallDomainListId: "net-dns-everything-id",
                action: "BLOCK",
                blockResponse: "NODATA",
            },
        ]);
        const lists = all.filter(
            ({ type }) =>
                type === "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
        );
        assert.deepEqual(
            Object.fromEntries(lists.map(({ name, inputs }) => [name, inputs.domains])),
            {
                "net-dns-allowed": [
                    "*.amazonaws.com",
                    "*.api.aws",
                    "*.on.aws",
                    "*.compute.internal",
                    "*.ec2.internal",
                    "*.16.10.in-addr.arpa",
                    "api.partner.example",
                    "*.bank.example",
                ],
                "net-dns-everything": ["*"],
            },
        );
    });

    it("uses no place of a rule twice, so that the mode can be changed in place", async () => {
        const all = [...rules(await make("threats")), ...rules(await make("allowList"))];
        assert.equal(new Set(all.map(({ priority }) => priority)).size, 5);
    });

    for (const mode of ["threats", "allowList"] as const) {
        it(`fails closed, and cannot be taken off a protected VPC (${mode})`, async () => {
            const all = await make(mode);
            assert.deepEqual(
                only(all, "aws:route53/resolverFirewallConfig:ResolverFirewallConfig"),
                { resourceId: "vpc-1", firewallFailOpen: "DISABLED" },
            );
            const association = (found: readonly Registered[]) => {
                const type =
                    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
                return only(found, type);
            };
            assert.deepEqual(association(all), {
                vpcId: "vpc-1",
                firewallRuleGroupId: "net-dns-id",
                priority: 101,
                mutationProtection: "ENABLED",
            });
            assert.equal(association(await make(mode, false)).mutationProtection, "DISABLED");
        });
    }

    for (const domain of ["example.com", "*.example.com", "_dmarc.a-b.example", "a1.example"]) {
        it(`can allow ${domain}`, () => {
            assert.equal(isAllowableDomain(domain), true);
        });
    }

    for (const domain of [
        "*",
        "*.com",
        "com",
        "a.*.example",
        "*example.com",
        "example.com.",
        "-a.example",
        "a..example",
        "A.example",
        "https://a.example",
        `${"a".repeat(64)}.example`,
        `${"a.".repeat(130)}example`,
        "",
    ]) {
        it(`cannot allow "${domain.slice(0, 20)}"`, () => {
            assert.equal(isAllowableDomain(domain), false);
        });
    }
});
