import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { endpointPolicy } from "./endpoint-policy";

/** Services that the platform calls and that have no gateway endpoint. */
const INTERFACE_SERVICES = [
    "secretsmanager",
    "kms",
    "logs",
    // Session Manager, the way in for administrators: without NAT its agent has no other way out.
    "ssm",
    "ssmmessages",
    "ec2messages",
];

export interface InterfaceEndpointsArgs {
    readonly scope: AccountScope;
    readonly vpcId: pulumi.Input<string>;
    /** One subnet per availability zone; each costs about 7 USD a month for each service. */
    readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    readonly securityGroupId: pulumi.Input<string>;
}

/** Endpoints with private DNS: programs in the VPC call the services without knowing of them. */
export class InterfaceEndpoints extends pulumi.ComponentResource {
    readonly endpointIds: Readonly<Record<string, pulumi.Output<string>>>;

    constructor(
        name: string,
        args: InterfaceEndpointsArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("pii:network:InterfaceEndpoints", name, {}, opts);
        const endpoints = INTERFACE_SERVICES.map((service) => {
            const endpoint = new aws.ec2.VpcEndpoint(
                `${name}-${service}`,
                {
                    vpcId: args.vpcId,
                    serviceName: `com.amazonaws.${args.scope.region}.${service}`,
                    vpcEndpointType: "Interface",
                    subnetIds: args.subnetIds,
                    // Without it AWS takes the VPC's default group, which is closed.
                    securityGroupIds: [args.securityGroupId],
                    privateDnsEnabled: true,
                    policy: endpointPolicy(args.scope),
                    tags: { Name: `${name}-${service}` },
                },
                { parent: this },
            );
            return [service, endpoint.id] as const;
        });
        this.endpointIds = Object.fromEntries(endpoints);
        this.registerOutputs({ endpointIds: this.endpointIds });
    }
}
