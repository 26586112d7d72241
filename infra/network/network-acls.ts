import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Acl, AclEntry } from "./acl-entries";
import { numbered } from "./acl-rule-numbers";
import type { Tier } from "./address-ledger";

export interface NetworkAclsArgs {
    readonly vpcId: pulumi.Input<string>;
    /** What each tier lets through. A change replaces the entries it concerns, and no other. */
    readonly acls: Readonly<Record<Tier, Acl>>;
    /** The subnets of every tier that there is. Taken away, they return to the default ACL. */
    readonly subnetIds: Readonly<Partial<Record<Tier, pulumi.Input<pulumi.Input<string>[]>>>>;
}

/**
 * The second wall: a network ACL for each tier, with exactly the entries that the flow matrix asks
 * for. They stand inline, so that an entry of anybody else's is removed.
 */
export class NetworkAcls extends pulumi.ComponentResource {
    constructor(name: string, args: NetworkAclsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:NetworkAcls", name, {}, opts);
        for (const [tier, subnetIds] of Object.entries(args.subnetIds)) {
            const { ingress, egress } = args.acls[tier as Tier];
            new aws.ec2.NetworkAcl(
                `${name}-${tier}`,
                {
                    vpcId: args.vpcId,
                    subnetIds,
                    ingress: rules(ingress),
                    egress: rules(egress),
                    tags: { Name: `${name}-${tier}` },
                },
                { parent: this },
            );
        }
        this.registerOutputs({});
    }
}

/** The provider reads protocols back as numbers, and a name would differ from them. */
const TCP = "6";

/** "Packet too big", as either family says it; the provider wants ports, which ICMP does not have. */
const TOO_BIG = {
    ipv4: { protocol: "1", icmpType: 3, icmpCode: 4, fromPort: 0, toPort: 0 },
    ipv6: { protocol: "58", icmpType: 2, icmpCode: 0, fromPort: 0, toPort: 0 },
};

function rules(entries: readonly AclEntry[]) {
    return numbered(entries).map(({ entry, ruleNo }) => {
        const isIpv6 = entry.cidr.includes(":");
        const traffic =
            "icmp" in entry
                ? TOO_BIG[isIpv6 ? "ipv6" : "ipv4"]
                : { protocol: TCP, fromPort: entry.fromPort, toPort: entry.toPort };
        return {
            ruleNo,
            action: "allow",
            ...traffic,
            ...(isIpv6 ? { ipv6CidrBlock: entry.cidr } : { cidrBlock: entry.cidr }),
        };
    });
}
