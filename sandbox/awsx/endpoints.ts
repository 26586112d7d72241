import * as aws from "@pulumi/aws";
import type { ec2, types } from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { Subnet } from "./subnets";

type EndpointSpec = types.input.ec2.VpcEndpointSpecArgs;

/** What endpoints attach themselves to under the strategy "Auto". */
export interface Surroundings {
    readonly vpc: aws.ec2.Vpc;
    readonly subnets: readonly { readonly plan: Subnet; readonly id: pulumi.Output<string> }[];
    readonly routeTableIds: readonly pulumi.Output<string>[];
    readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Kinds of subnet that an interface endpoint goes into, the best first. */
const PREFERRED = ["Private", "Isolated", "Public"];

/**
 * The DNS settings of a VPC: private DNS needs both, so "Auto" switches them on.
 *
 * @throws when the program switches one of them off, or an endpoint's type is not known in time
 */
export function dnsSettings(
    args: ec2.VpcArgs,
): Pick<ec2.VpcArgs, "enableDnsHostnames" | "enableDnsSupport"> {
    const { enableDnsHostnames, enableDnsSupport, vpcEndpointSpecs = [] } = args;
    if (args.vpcEndpointStrategy !== "Auto") {
        return { enableDnsHostnames, enableDnsSupport };
    }
    for (const { serviceName, vpcEndpointType } of vpcEndpointSpecs) {
        if (vpcEndpointType !== undefined && typeof vpcEndpointType !== "string") {
            throw new Error(
                `vpcEndpointStrategy "Auto" requires vpcEndpointType for endpoint ` +
                    `"${serviceName}" to be omitted or a plain string. Use vpcEndpointStrategy ` +
                    `"Legacy" for dynamic endpoint types.`,
            );
        }
    }
    const isNeeded = vpcEndpointSpecs.some(
        (spec) => isInterface(spec) && (spec.privateDnsEnabled ?? true),
    );
    if (!isNeeded) {
        return { enableDnsHostnames, enableDnsSupport };
    }
    for (const [name, value] of Object.entries({ enableDnsHostnames, enableDnsSupport })) {
        if (value === false) {
            throw new Error(
                `vpcEndpointStrategy "Auto" requires ${name} to be true when Interface endpoint ` +
                    "private DNS is enabled.",
            );
        }
    }
    return {
        enableDnsHostnames: enableDnsHostnames ?? true,
        enableDnsSupport: enableDnsSupport ?? true,
    };
}

/** The endpoints of a VPC. Under the strategy "Legacy" they attach to what the program names. */
export function createEndpoints(args: ec2.VpcArgs, around: Surroundings): aws.ec2.VpcEndpoint[] {
    const isAuto = args.vpcEndpointStrategy === "Auto";
    return (args.vpcEndpointSpecs ?? []).map((spec) => {
        if (!isAuto) {
            warnOfLooseEnds(spec, around.vpc);
        }
        const attached = isAuto ? attachments(args, spec, around) : {};
        return new aws.ec2.VpcEndpoint(
            spec.serviceName,
            {
                ...spec,
                ...attached,
                region: spec.region ?? args.region,
                tags: pulumi.all([around.tags, spec.tags]).apply(([a, b]) => ({ ...a, ...b })),
                vpcId: around.vpc.id,
            },
            { parent: around.vpc, dependsOn: [around.vpc] },
        );
    });
}

/** What "Auto" fills in where a spec says nothing. */
function attachments(
    args: ec2.VpcArgs,
    spec: EndpointSpec,
    around: Surroundings,
): Partial<aws.ec2.VpcEndpointArgs> {
    if (!isInterface(spec)) {
        return { routeTableIds: spec.routeTableIds ?? [...around.routeTableIds] };
    }
    const hasSubnets = spec.subnetIds !== undefined || spec.subnetConfigurations !== undefined;
    return {
        subnetIds: hasSubnets ? spec.subnetIds : subnetPerZone(around),
        privateDnsEnabled: spec.privateDnsEnabled ?? true,
        securityGroupIds: spec.securityGroupIds ?? [openToTheVpc(args, spec, around)],
    };
}

function subnetPerZone({ subnets }: Surroundings): pulumi.Output<string>[] {
    const zones = [...new Set(subnets.map(({ plan }) => plan.zone))];
    return zones.flatMap((zone) => {
        const inZone = PREFERRED.map((type) =>
            subnets.find(({ plan }) => plan.zone === zone && plan.type === type),
        );
        return inZone.find((subnet) => subnet !== undefined)?.id ?? [];
    });
}

/** A security group that lets the whole VPC reach the endpoint. */
function openToTheVpc(args: ec2.VpcArgs, spec: EndpointSpec, around: Surroundings) {
    const { vpc, tags } = around;
    const region = spec.region ?? args.region;
    const group = new aws.ec2.SecurityGroup(
        `${spec.serviceName}-sg`,
        {
            region,
            vpcId: vpc.id,
            tags: pulumi.all([tags, spec.tags]).apply(([a, b]) => ({ ...a, ...b })),
        },
        { parent: vpc, dependsOn: [vpc] },
    );
    new aws.ec2.SecurityGroupRule(
        `${spec.serviceName}-ingress`,
        {
            region,
            type: "ingress",
            securityGroupId: group.id,
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrBlocks: [vpc.cidrBlock],
            ...(takesIpv6(spec) ? { ipv6CidrBlocks: [vpc.ipv6CidrBlock] } : {}),
        },
        { parent: vpc, dependsOn: [group] },
    );
    return group.id;
}

function takesIpv6({ ipAddressType }: EndpointSpec): boolean {
    return typeof ipAddressType === "string" && /^(ipv6|dualstack)$/i.test(ipAddressType);
}

function warnOfLooseEnds(spec: EndpointSpec, vpc: aws.ec2.Vpc): void {
    const warn = (type: string, lacking: string, thing: string) => {
        void pulumi.log.warn(
            `VPC endpoint "${spec.serviceName}" is ${type} endpoint without ${lacking}. Specify ` +
                `vpcEndpointStrategy: "Auto" to use generated VPC ${thing}.`,
            vpc,
        );
    };
    const isKnown = spec.vpcEndpointType === undefined || typeof spec.vpcEndpointType === "string";
    if (!isKnown) {
        return;
    }
    if (isInterface(spec)) {
        if (spec.subnetIds === undefined && spec.subnetConfigurations === undefined) {
            warn("an Interface", "subnetIds or subnetConfigurations", "subnets");
        }
    } else if (spec.routeTableIds === undefined) {
        warn("a Gateway", "routeTableIds", "route tables");
    }
}

function isInterface({ vpcEndpointType }: EndpointSpec): boolean {
    return vpcEndpointType === "Interface";
}
