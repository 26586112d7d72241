import type * as aws from "@pulumi/aws";
import type { Mistake } from "../mistake";

/**
 * What VPC encryption control does: `monitor` tells in the flow logs and the console which traffic
 * is not encrypted by the hardware, `enforce` refuses machines that cannot, and drops the rest.
 */
export type EncryptionControl = "monitor" | "enforce";

/**
 * Inputs of the encryption control of a VPC, but the VPC itself. AWS takes `enforce` only where
 * nothing is in its way, and so not over a VPC with machines of another kind, a VPN gateway, or
 * functions of Lambda, unless somebody excludes them by hand; `monitor` finds them
 * (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html).
 */
export function encryptionControl(
    mode: EncryptionControl,
): Omit<aws.ec2.VpcEncryptionControlArgs, "vpcId"> {
    return mode === "monitor"
        ? { mode }
        : {
              mode,
              // What leaves AWS's network is for TLS to encrypt. Of what is not there it costs
              // nothing, and without it AWS would refuse the exit that comes later.
              internetGatewayExclusion: "enable",
              natGatewayExclusion: "enable",
              egressOnlyInternetGatewayExclusion: "enable",
          };
}

/**
 * Families of c, m and r that encrypt what they send to each other: all since the seventh
 * generation, of the sixth those of Intel and AMD, and the network variants of before. Not one that
 * is burstable (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/data-protection.html).
 */
const ENCRYPTING = /^([cmr]([789]|\d\d)[a-z]*(-flex)?|[cmr]6(a|i|id|in|idn)|c6gn|c5n|[mr]5d?n)$/;

/** Whether machines of `type` encrypt in transit: an EC2 type, or a class of RDS or DAX. */
export function encryptsInTransit(type: string): boolean {
    const [, family = ""] = /^(?:db\.|dax\.)?([a-z0-9-]+)\./.exec(type) ?? [];
    return ENCRYPTING.test(family);
}

/**
 * What cannot be in a VPC that enforces encryption.
 * @param machines types of the VPC's machines by the key that sets each, such as
 * `aurora.instanceClass`
 */
export function encryptionControlMistakes(
    mode: EncryptionControl,
    machines: Readonly<Record<string, string>>,
): Mistake[] {
    return Object.entries(machines)
        .filter(([, type]) => mode === "enforce" && !encryptsInTransit(type))
        .map(([where, type]) => ({
            where,
            got: type,
            advice: "must be of a family that encrypts in transit where encryption is enforced, such as c7g, r6i or r7g; or only monitor it",
        }));
}
