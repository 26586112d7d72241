import type { ec2 } from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { Address6 } from "ip-address";
import type { Subnet } from "./subnets";

/** What a subnet is given of the IPv6 block of its VPC. */
export interface Ipv6 {
    readonly assignIpv6AddressOnCreation: pulumi.Output<boolean>;
    readonly ipv6CidrBlock: pulumi.Output<string>;
}

/** IPv6 of one subnet: what its spec says, or else what the VPC does. */
export function ipv6Of(
    { spec, ipv6Index }: Subnet,
    args: Pick<ec2.VpcArgs, "assignGeneratedIpv6CidrBlock">,
    vpcBlock: pulumi.Output<string>,
): Ipv6 {
    const assign = pulumi
        .all([spec.assignIpv6AddressOnCreation, args.assignGeneratedIpv6CidrBlock])
        .apply(([own, vpcs]) => own ?? vpcs ?? false);
    // As in awsx: not known before the VPC is there, even where it is nothing then.
    const block = pulumi
        .all([vpcBlock, assign])
        .apply(([around, isAssigned]) => (isAssigned ? subnetBlock(around, ipv6Index) : undefined));
    return {
        assignIpv6AddressOnCreation: assign,
        ipv6CidrBlock: block as pulumi.Output<string>,
    };
}

/**
 * The /64 with the number `index` in the /56 of a VPC.
 *
 * @throws with awsx's own words for what awsx refuses; it cannot read a /56 that ends with zeros
 */
export function subnetBlock(vpc: string, index: number): string {
    if (vpc === "") {
        throw new Error(
            "Subnets with assignIpv6AddressOnCreation=true require the VPC to have an IPv6 CIDR " +
                "block. Set assignGeneratedIpv6CidrBlock=true or provide ipv6CidrBlock.",
        );
    }
    const [address = "", mask] = vpc.split("/");
    if (mask !== "56") {
        throw new Error(`VPC must be a /56 block (got /${mask})`);
    }
    if (index > 255) {
        throw new Error("index must be an integer from 0-255");
    }
    if (address.split(":")[3] === "") {
        throw new Error(`Vpc ipv6 cidr block was not in an expected form: ${vpc}`);
    }
    const first = new Address6(vpc).startAddress().bigInt();
    return `${Address6.fromBigInt(first + (BigInt(index) << 64n)).correctForm()}/64`;
}
