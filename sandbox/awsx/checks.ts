import type { ec2 } from "@pulumi/awsx";
import type { NatStrategy } from "./subnets";

/** Under a pool, a block or the length of one must be given; in awsx's own words. */
export function refusePoolInputs(args: ec2.VpcArgs): void {
    const { ipv4IpamPoolId, ipv4NetmaskLength, cidrBlock } = args;
    if (ipv4IpamPoolId === undefined) {
        return;
    }
    if (cidrBlock !== undefined && ipv4NetmaskLength !== undefined) {
        throw new Error("Only one of 'cidrBlock', 'ipv4NetmaskLength' is allowed.");
    }
    if (cidrBlock === undefined && ipv4NetmaskLength === undefined) {
        throw new Error(
            "If 'ipv4IpamPoolId' is specified, 'ipv4NetmaskLength' or 'cidrBlock' must also be " +
                "specified.",
        );
    }
}

/** Addresses that the program brings must be as many as there are NAT gateways. */
export function refuseAddresses(nat: NatStrategy, count: number, zones: number): void {
    if (!["None", "Single", "OnePerAz"].includes(nat)) {
        throw new Error(`Unknown NatGatewayStrategy '${nat as string}'`);
    }
    if (nat === "None" && count > 0) {
        throw new Error(
            "Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is 'None'.",
        );
    }
    if (nat === "Single" && count > 1) {
        throw new Error(
            "Exactly one Elastic IP may be specified when NAT Gateway strategy is 'Single'.",
        );
    }
    if (nat === "OnePerAz" && count > 0 && count !== zones) {
        throw new Error(
            "The number of Elastic IPs, if specified, must match the number of availability " +
                `zones for the VPC (${zones}) when NAT Gateway strategy is 'OnePerAz'`,
        );
    }
}
