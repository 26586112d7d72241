import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type EndpointTrust, endpointPolicy, imageLayers } from "./endpoint-policy";
import type { EndpointService } from "./endpoint-services";
import { type Gateway, GATEWAYS } from "./flow-matrix";

export interface GatewayEndpointsArgs extends EndpointTrust {
    readonly vpcId: pulumi.Input<string>;
    /** Route tables that get a route to the services: those of every tier but the public one. */
    readonly routeTableIds: pulumi.Input<pulumi.Input<string>[]>;
    /** Services with an interface endpoint: ECR keeps the layers of images in S3. */
    readonly services: readonly EndpointService[];
}

/** Free endpoints for S3 and DynamoDB, so that their traffic never leaves AWS's network. */
export class GatewayEndpoints extends pulumi.ComponentResource {
    /** The services' managed prefix lists, for security-group rules. */
    readonly prefixListIds: Readonly<Record<Gateway, pulumi.Output<string>>>;

    constructor(name: string, args: GatewayEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:GatewayEndpoints", name, {}, opts);
        const more = { s3: imageLayers(args.scope, args.services), dynamodb: [] };
        const lists = GATEWAYS.map((service) => {
            const endpoint = new aws.ec2.VpcEndpoint(
                `${name}-${service}`,
                {
                    vpcId: args.vpcId,
                    serviceName: `com.amazonaws.${args.scope.region}.${service}`,
                    vpcEndpointType: "Gateway",
                    routeTableIds: args.routeTableIds,
                    policy: endpointPolicy(args, service, more[service]),
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
