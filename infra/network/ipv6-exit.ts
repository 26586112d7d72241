import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface Ipv6ExitArgs {
    readonly vpcId: pulumi.Input<string>;
    readonly availabilityZones: readonly string[];
    /** Route tables of the private tier, in the order of the zones. */
    readonly routeTableIds: pulumi.Output<string[]>;
}

/** The private tier's way out over IPv6; nothing comes in by it. It costs only what passes. */
export class Ipv6Exit extends pulumi.ComponentResource {
    constructor(name: string, args: Ipv6ExitArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:Ipv6Exit", name, {}, opts);
        const parent = { parent: this };
        const gateway = new aws.ec2.EgressOnlyInternetGateway(name, { vpcId: args.vpcId }, parent);
        args.availabilityZones.forEach((zone, index) => {
            new aws.ec2.Route(
                `${name}-${zone}`,
                {
                    routeTableId: args.routeTableIds.apply((ids) => idOf(ids[index], zone)),
                    destinationIpv6CidrBlock: "::/0",
                    egressOnlyGatewayId: gateway.id,
                },
                parent,
            );
        });
        this.registerOutputs({});
    }
}

function idOf(routeTableId: string | undefined, zone: string): string {
    if (routeTableId === undefined) {
        throw new Error(`the private tier has no route table in ${zone}`);
    }
    return routeTableId;
}
