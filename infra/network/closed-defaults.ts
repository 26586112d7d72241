import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface ClosedDefaultsArgs {
    readonly vpcId: pulumi.Input<string>;
    readonly defaultNetworkAclId: pulumi.Input<string>;
    readonly defaultRouteTableId: pulumi.Input<string>;
}

/**
 * Adopts what AWS makes with every VPC, only to empty it: what forgets to name a security group, a
 * network ACL or a route table must reach nothing. Destroying them leaves them as they are, closed.
 * @param opts `dependsOn` the subnets' own network ACLs: until they have one, this one cuts them off
 */
export function closeDefaults(
    name: string,
    args: ClosedDefaultsArgs,
    opts: pulumi.CustomResourceOptions,
): void {
    const tags = { Name: `${name}-default-closed` };
    new aws.ec2.DefaultSecurityGroup(
        name,
        { vpcId: args.vpcId, ingress: [], egress: [], tags },
        opts,
    );
    new aws.ec2.DefaultNetworkAcl(
        name,
        { defaultNetworkAclId: args.defaultNetworkAclId, ingress: [], egress: [], tags },
        // A subnet that loses its own ACL falls back to this one; no update can push it out again.
        { ...opts, ignoreChanges: ["subnetIds"] },
    );
    new aws.ec2.DefaultRouteTable(
        name,
        { defaultRouteTableId: args.defaultRouteTableId, routes: [], tags },
        opts,
    );
}
