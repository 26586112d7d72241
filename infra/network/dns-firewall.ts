import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface DnsFirewallArgs {
    readonly vpcId: pulumi.Input<string>;
    /** Range of the VPC, /16 or narrower: addresses of its /16 may be looked up, too. */
    readonly cidrBlock: string;
    /**
     * `threats` refuses names that look made up by malware, or like data carried out in queries;
     * `allowList` refuses every name but those of AWS's APIs, the VPC's own and `allowedDomains`.
     */
    readonly mode: "threats" | "allowList";
    /** Names beside AWS's that `allowList` lets through; `isAllowableDomain` each. */
    readonly allowedDomains: readonly string[];
    /** AWS refuses to take the firewall off the VPC; it must be set to false, and that applied, first. */
    readonly protect: boolean;
}

/**
 * Names that AWS itself answers: of its services, endpoints, databases and caches, and of the
 * machines in the VPC. No query for one of them reaches a name server of anybody else.
 */
const AWS_DOMAINS = [
    "*.amazonaws.com",
    "*.api.aws",
    "*.on.aws",
    "*.compute.internal",
    "*.ec2.internal",
];

/** The zone of names by address that holds the VPC's; the resolver answers it without asking on. */
function reverseZone(cidrBlock: string): string {
    const [first = "", second = ""] = cidrBlock.split(".");
    return `*.${second}.${first}.in-addr.arpa`;
}

/** Kinds of DNS Firewall Advanced, with AWS's names for them and the order of their rules. */
const THREATS = [
    { threat: "dga", dnsThreatProtection: "DGA", priority: 100 },
    { threat: "dictionary-dga", dnsThreatProtection: "DICTIONARY_DGA", priority: 200 },
    { threat: "tunneling", dnsThreatProtection: "DNS_TUNNELING", priority: 300 },
] as const;

const BLOCK = { action: "BLOCK", blockResponse: "NODATA" } as const;

/** Between AWS's own bounds of 100 and 9900; the lowest of a VPC's rule groups comes first. */
const ASSOCIATION_PRIORITY = 101;

/**
 * Firewall over what the VPC's resolver is asked, fail closed: what it cannot judge it refuses.
 * A refused query gets an empty answer, and stands in the query log.
 */
export class DnsFirewall extends pulumi.ComponentResource {
    constructor(name: string, args: DnsFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:DnsFirewall", name, {}, opts);
        const parent = { parent: this };
        const group = new aws.route53.ResolverFirewallRuleGroup(name, {}, parent);
        const rules =
            args.mode === "threats"
                ? this.threatRules(name, group.id)
                : this.allowListRules(name, group.id, [
                      ...AWS_DOMAINS,
                      reverseZone(args.cidrBlock),
                      ...args.allowedDomains,
                  ]);
        new aws.route53.ResolverFirewallConfig(
            name,
            { resourceId: args.vpcId, firewallFailOpen: "DISABLED" },
            parent,
        );
        new aws.route53.ResolverFirewallRuleGroupAssociation(
            name,
            {
                vpcId: args.vpcId,
                firewallRuleGroupId: group.id,
                priority: ASSOCIATION_PRIORITY,
                mutationProtection: args.protect ? "ENABLED" : "DISABLED",
            },
            // With only some of the rules it would refuse what is allowed; and a VPC takes one of a
            // priority at a time.
            { ...parent, dependsOn: rules, deleteBeforeReplace: true },
        );
        this.registerOutputs({});
    }

    private threatRules(name: string, firewallRuleGroupId: pulumi.Output<string>) {
        return THREATS.map(
            ({ threat, ...what }) =>
                new aws.route53.ResolverFirewallRule(
                    `${name}-${threat}`,
                    {
                        firewallRuleGroupId,
                        ...what,
                        // The fewest false alarms: what is blocked here breaks a program.
                        confidenceThreshold: "HIGH",
                        ...BLOCK,
                    },
                    { parent: this, deleteBeforeReplace: true },
                ),
        );
    }

    private allowListRules(
        name: string,
        firewallRuleGroupId: pulumi.Output<string>,
        allowed: string[],
    ) {
        const list = (which: string, domains: string[]) =>
            new aws.route53.ResolverFirewallDomainList(
                `${name}-${which}`,
                { domains },
                { parent: this },
            ).id;
        const allow = new aws.route53.ResolverFirewallRule(
            `${name}-allowed`,
            {
                firewallRuleGroupId,
                // After the threats' places: where the mode changes, both kinds are there a while.
                priority: 400,
                firewallDomainListId: list("allowed", allowed),
                // Whoever owns an allowed name decides what it is an alias of.
                firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
                action: "ALLOW",
            },
            { parent: this, deleteBeforeReplace: true },
        );
        const block = new aws.route53.ResolverFirewallRule(
            `${name}-everything`,
            {
                firewallRuleGroupId,
                priority: 500,
                firewallDomainListId: list("everything", ["*"]),
                ...BLOCK,
            },
            { parent: this, dependsOn: allow, deleteBeforeReplace: true },
        );
        return [allow, block];
    }
}
