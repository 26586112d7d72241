import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { endpointPolicy } from "./endpoint-policy";
import { type Gateway, GATEWAYS } from "./flow-matrix";

export interface GatewayEndpointsArgs {
    readonly scope: AccountScope;
    readonly vpcId: pulumi.Input<string>;
    /** Route tables that get a route to the services: those of every tier but the public one. */
    readonly routeTableIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** Free endpoints for S3 and DynamoDB, so that their traffic never leaves AWS's network. */
export class GatewayEndpoints extends pulumi.ComponentResource {
    /** The services' managed prefix lists, for security-group rules. */
    readonly prefixListIds: Readonly<Record<Gateway, pulumi.Output<string>>>;

    constructor(name: string, args: GatewayEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:GatewayEndpoints", name, {}, opts);
        const lists = GATEWAYS.map((service) => {
            const endpoint = new aws.ec2.VpcEndpoint(
                `${name}-${service}`,
                {
                    vpcId: args.vpcId,
                    serviceName: `com.amazonaws.${args.scope.region}.${service}`,
                    vpcEndpointType: "Gateway",
                    routeTableIds: args.routeTableIds,
                    policy: endpointPolicy(args.scope),
                    tags: { Name: `${name}-${service}` },
                },
                { parent: this },
            );
            return [service, endpoint.prefixListId] as const;
        });
        this.prefixListIds = Object.fromEntries(lists) as Record<Gateway, pulumi.Output<string>>;
        this.registerOutputs({ prefixListIds: this.prefixListIds });
    }
}
