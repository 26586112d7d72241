import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type EndpointTrust, endpointPolicy } from "./endpoint-policy";
import { type EndpointService, purposeOf } from "./endpoint-services";

export interface InterfaceEndpointsArgs extends EndpointTrust {
    readonly vpcId: pulumi.Input<string>;
    /** One subnet per availability zone; each costs about 7 USD a month for each service. */
    readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    readonly securityGroupId: pulumi.Input<string>;
    /** Services that get an endpoint. Taking one away cuts its callers off. */
    readonly services: readonly EndpointService[];
}

/** Endpoints with private DNS: programs in the VPC call the services without knowing of them. */
export class InterfaceEndpoints extends pulumi.ComponentResource {
    constructor(
        name: string,
        args: InterfaceEndpointsArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("pii:network:InterfaceEndpoints", name, {}, opts);
        for (const service of args.services) {
            new aws.ec2.VpcEndpoint(
                `${name}-${service}`,
                {
                    vpcId: args.vpcId,
                    serviceName: `com.amazonaws.${args.scope.region}.${service}`,
                    vpcEndpointType: "Interface",
                    subnetIds: args.subnetIds,
                    // Without it AWS takes the VPC's default group, which is closed.
                    securityGroupIds: [args.securityGroupId],
                    privateDnsEnabled: true,
                    policy: endpointPolicy(args, service),
                    tags: { Name: `${name}-${service}`, Purpose: purposeOf(service) },
                },
                { parent: this },
            );
        }
        this.registerOutputs({});
    }
}
