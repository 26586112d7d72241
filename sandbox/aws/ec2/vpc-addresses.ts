import { createHash } from "node:crypto";
import { Address6 } from "ip-address";
import { AwsError, type Draft } from "../../cloud/model";
import { isGiven } from "../shared/rules";
import { addressIn, overlaps } from "../shared/cidr";
import * as ec2 from "./types";

/** What the pools of the simulated account hand out blocks of. */
const POOL = "10.0.0.0/8";
const POOL_SIZE = 2 ** 24;

/** The first block of the pool that no VPC of the account has. */
export function ipv4FromPool({ account, inputs }: Draft): string {
    const length = inputs.ipv4NetmaskLength as number;
    const taken = account.all(ec2.VPC).map((e) => e.outputs.cidrBlock as string);
    for (let offset = 0; offset < POOL_SIZE; offset += 2 ** (32 - length)) {
        const block = `${addressIn(POOL, offset)}/${length}`;
        if (!taken.some((other) => overlaps(other, block))) {
            return block;
        }
    }
    throw new AwsError(
        "InsufficientCidrBlocks",
        `${String(inputs.ipv4IpamPoolId)} has no free /${length} left`,
    );
}

/** The IPv6 block of a VPC, always the same for one VPC; empty where it has none. */
export function ipv6Of({ id, inputs }: Draft): string {
    if (inputs.assignGeneratedIpv6CidrBlock !== true && !isGiven(inputs, "ipv6IpamPoolId")) {
        return "";
    }
    if (isGiven(inputs, "ipv6CidrBlock")) {
        return inputs.ipv6CidrBlock as string;
    }
    const digits = createHash("sha256").update(id).digest("hex");
    // Never zero: awsx cannot read a /56 whose last group is not written out.
    const last = (parseInt(digits.slice(4, 6), 16) | 1).toString(16);
    const length = (inputs.ipv6NetmaskLength as number | undefined) ?? 56;
    // Amazon's blocks in Ireland begin so.
    const somewhere = `2a05:d018:${digits.slice(0, 4)}:${last}00::/${length}`;
    return `${new Address6(somewhere).startAddress().correctForm()}/${length}`;
}
