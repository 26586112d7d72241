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
    readonly ids: Readonly<Partial<Record<Tier, pulumi.Output<string>>>>;

    constructor(name: string, args: NetworkAclsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:NetworkAcls", name, {}, opts);
        const acls = Object.entries(args.subnetIds).map(([tier, subnetIds]) => {
            const { ingress, egress } = args.acls[tier as Tier];
            const acl = new aws.ec2.NetworkAcl(
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
            return [tier, acl.id] as const;
        });
        this.ids = Object.fromEntries(acls);
        this.registerOutputs({ ids: this.ids });
    }
}

function rules(entries: readonly AclEntry[]) {
    return numbered(entries).map(({ cidr, ruleNo, fromPort, toPort }) => ({
        ruleNo,
        action: "allow",
        // TCP: the provider reads protocols back as numbers, and a name would differ from them.
        protocol: "6",
        fromPort,
        toPort,
        ...(cidr.includes(":") ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr }),
    }));
}
