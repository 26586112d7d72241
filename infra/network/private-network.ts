import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parseCidr } from "../cidr";
import { compileAcls } from "./acl-entries";
import type { BlockPublicAccess } from "./block-public-access";
import { closeDefaults } from "./closed-defaults";
import { DnsFirewall } from "./dns-firewall";
import { type EncryptionControl, encryptionControl } from "./encryption-control";
import type { EndpointTrust } from "./endpoint-policy";
import { type EndpointService, platformServices } from "./endpoint-services";
import { FlowLog } from "./flow-log";
import { type Declared, flowMatrix } from "./flow-matrix";
import { GatewayEndpoints } from "./gateway-endpoints";
import { InterfaceEndpoints } from "./interface-endpoints";
import { Ipv6Exit } from "./ipv6-exit";
import { NetworkAcls } from "./network-acls";
import { ResolverLog } from "./resolver-log";
import { SecurityGroups } from "./security-groups";
import { ledgerVpc, privateRouteTables, type VpcArgs } from "./vpc";
import { WayIn } from "./way-in";

export interface PrivateNetworkArgs
    extends EndpointTrust, Omit<VpcArgs, "ipv6">, Omit<Declared, "exits"> {
    /**
     * A way out over IPv6 for the private tier, and none in. It moves no IPv4 range, and cannot be
     * set back to false: AWS takes no IPv6 range away that is in use.
     */
    readonly ipv6Egress: boolean;
    /** Services beside the platform's own that get an interface endpoint. */
    readonly extraEndpoints: readonly EndpointService[];
    /** Flow logs in a log group, or as Parquet in a bucket. */
    readonly flowLogs: "cloudwatch" | "s3";
    readonly logs: {
        /** What the names of the log groups begin with, such as `/pii-prod`. */
        readonly prefix: string;
        readonly keyArn: pulumi.Input<string>;
        readonly retentionDays: number;
    };
    readonly dnsFirewall: "off" | "threats" | "allowList";
    readonly dnsAllowedDomains: readonly string[];
    /** Holds for every VPC of the account and region; destroying the network lifts it. */
    readonly accountWideBlockPublicAccess: "off" | BlockPublicAccess;
    readonly encryptionControl: "off" | EncryptionControl;
    /** A host that Session Manager forwards ports through, or none. */
    readonly wayIn: "none" | "host";
}

/**
 * A VPC that nothing enters (no ingress), and that nothing leaves (egress) but where it is told to:
 * tiers on the address ledger, security groups and network ACLs compiled
 * from one flow matrix, endpoints for the AWS services in use, everything that AWS makes by default
 * closed, all traffic and every name lookup logged.
 */
export class PrivateNetwork extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    readonly privateSubnetIds: pulumi.Output<string[]>;
    readonly isolatedSubnetIds: pulumi.Output<string[]>;
    /** Route tables of the private tier, for routes to networks of the organization. */
    readonly privateRouteTableIds: pulumi.Output<string[]>;
    readonly securityGroupIds: SecurityGroups["ids"];
    /** ARN of the log group or bucket that the flow log is in. */
    readonly flowLogDestinationArn: pulumi.Output<string>;
    /** Name of the autoscaling group of the host that is the way in, where there is one. */
    readonly wayInGroupName: pulumi.Output<string> | undefined;
    /** ARN of the policy that opens tunnels through it, where there is one. */
    readonly tunnelPolicyArn: pulumi.Output<string> | undefined;

    constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:PrivateNetwork", name, {}, opts);
        const parent = { parent: this };
        const { scope, organizationId, logs, nat, ipv6Egress } = args;
        const matrix = flowMatrix({ ...args, exits: { ipv4: nat !== "none", ipv6: ipv6Egress } });
        const services = platformServices(args.wayIn, args.extraEndpoints);

        const vpc = ledgerVpc(name, { ...args, ipv6: ipv6Egress }, parent);
        const { vpcId } = vpc;
        const privateRouteTableIds = privateRouteTables(vpc);
        const acls = new NetworkAcls(
            name,
            {
                vpcId,
                acls: compileAcls(matrix, parseCidr(args.cidrBlock)),
                subnetIds: {
                    private: vpc.privateSubnetIds,
                    isolated: vpc.isolatedSubnetIds,
                    ...(nat === "none" ? {} : { public: vpc.publicSubnetIds }),
                },
            },
            parent,
        );
        closeDefaults(
            name,
            {
                vpcId,
                defaultNetworkAclId: vpc.vpc.defaultNetworkAclId,
                defaultRouteTableId: vpc.vpc.defaultRouteTableId,
            },
            { ...parent, dependsOn: acls },
        );
        if (ipv6Egress) {
            const { availabilityZones } = args;
            new Ipv6Exit(
                name,
                { vpcId, availabilityZones, routeTableIds: privateRouteTableIds },
                parent,
            );
        }

        const kept = { scope, vpcId, keyArn: logs.keyArn, retentionDays: logs.retentionDays };
        const flowLog = new FlowLog(
            `${name}-flow`,
            {
                ...kept,
                destination:
                    args.flowLogs === "s3"
                        ? { kind: "s3", protect: args.protect }
                        : { kind: "cloudwatch", logGroupName: `${logs.prefix}/vpc-flow` },
            },
            parent,
        );
        new ResolverLog(
            `${name}-dns`,
            { ...kept, logGroupName: `${logs.prefix}/dns-queries` },
            parent,
        );
        if (args.dnsFirewall !== "off") {
            const { cidrBlock, dnsFirewall: mode, dnsAllowedDomains: allowedDomains } = args;
            const { protect } = args;
            new DnsFirewall(name, { vpcId, cidrBlock, mode, allowedDomains, protect }, parent);
        }
        if (args.accountWideBlockPublicAccess !== "off") {
            const internetGatewayBlockMode = `block-${args.accountWideBlockPublicAccess}`;
            new aws.ec2.VpcBlockPublicAccessOptions(name, { internetGatewayBlockMode }, parent);
        }
        if (args.encryptionControl !== "off") {
            const control = encryptionControl(args.encryptionControl);
            new aws.ec2.VpcEncryptionControl(name, { vpcId, ...control }, parent);
        }

        const gateways = new GatewayEndpoints(
            `${name}-gateway`,
            { scope, organizationId, vpcId, routeTableIds: privateRouteTableIds, services },
            parent,
        );
        const groups = new SecurityGroups(
            name,
            { vpcId, matrix, prefixListIds: gateways.prefixListIds },
            parent,
        );
        const endpoints = new InterfaceEndpoints(
            `${name}-interface`,
            {
                scope,
                organizationId,
                vpcId,
                subnetIds: vpc.privateSubnetIds,
                securityGroupId: groups.ids.endpoints,
                services,
            },
            parent,
        );
        const wayIn =
            args.wayIn === "none"
                ? undefined
                : new WayIn(
                      `${name}-way-in`,
                      {
                          scope,
                          subnetIds: vpc.privateSubnetIds,
                          securityGroupId: groups.ids.admin,
                          operatorPolicyName: `${name}-tunnel`,
                      },
                      // Without them its agent would find nobody to report to, and wait to try again.
                      { ...parent, dependsOn: [endpoints, groups, acls] },
                  );

        this.vpcId = vpcId;
        this.privateSubnetIds = vpc.privateSubnetIds;
        this.isolatedSubnetIds = vpc.isolatedSubnetIds;
        this.privateRouteTableIds = privateRouteTableIds;
        this.securityGroupIds = groups.ids;
        this.flowLogDestinationArn = flowLog.destinationArn;
        this.wayInGroupName = wayIn?.groupName;
        this.tunnelPolicyArn = wayIn?.operatorPolicyArn;
        this.registerOutputs({
            vpcId: this.vpcId,
            privateSubnetIds: this.privateSubnetIds,
            isolatedSubnetIds: this.isolatedSubnetIds,
            privateRouteTableIds: this.privateRouteTableIds,
            securityGroupIds: this.securityGroupIds,
            flowLogDestinationArn: this.flowLogDestinationArn,
            wayInGroupName: this.wayInGroupName,
            tunnelPolicyArn: this.tunnelPolicyArn,
        });
    }
}
