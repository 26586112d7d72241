import type { Entry } from "../../cloud/account";
import { AwsError, type Draft } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { allows } from "./policy-evaluation";

/** ARN of a key itself: ids, aliases and alias ARNs are no ARNs of keys. */
export const isKeyArn = (value: string): string | undefined =>
    /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(value)
        ? undefined
        : `must be the ARN of a KMS key (not an id, an alias or an alias ARN), got "${value}"`;

/**
 * The KMS key that `field` names by its ARN, when a service can use it: it is in the same region,
 * is enabled and not about to be deleted.
 */
export function usableKey(draft: Draft, field: string, code: string): Entry | undefined {
    const value = valueAt(draft.inputs, field);
    if (typeof value !== "string") {
        return undefined;
    }
    if (value.startsWith("arn:") && value.split(":")[3] !== draft.region) {
        throw new AwsError(code, `${field}: the key ${value} is not in region ${draft.region}`);
    }
    const key =
        draft.account.find("aws:kms/key:Key", "arn", value) ??
        draft.account.get("aws:kms/key:Key", value);
    if (key === undefined) {
        throw new AwsError(
            code,
            `${field}: the key ${value} does not exist, or is pending deletion`,
        );
    }
    if (key.outputs.isEnabled === false) {
        throw new AwsError(code, `${field}: the key ${value} is disabled`);
    }
    return key;
}

/**
 * Makes sure that `service` may assume the role that `field` names by its ARN.
 *
 * @param sourceArn what the service assumes it for, where it says so
 */
export function assumableRole(
    draft: Draft,
    field: string,
    service: string,
    code: string,
    sourceArn?: string,
): void {
    const value = valueAt(draft.inputs, field);
    if (typeof value !== "string") {
        return;
    }
    const role = draft.account.find("aws:iam/role:Role", "arn", value);
    if (role === undefined) {
        throw new AwsError(code, `${field}: the role ${value} does not exist`);
    }
    const request = {
        service,
        action: "sts:AssumeRole",
        resource: value,
        context: {
            "aws:SourceAccount": draft.account.accountId,
            ...(sourceArn === undefined ? {} : { "aws:SourceArn": sourceArn }),
        },
    };
    if (!allows(role.inputs.assumeRolePolicy, request)) {
        throw new AwsError(
            code,
            `${field}: the trust policy of ${value} does not let ${service} assume it`,
        );
    }
}

/** The subnets of a subnet group: they exist, are of one VPC, and lie in `minZones` zones or more. */
export function subnetsOf(draft: Draft, minZones: number, code: string): readonly Entry[] {
    const subnets = (draft.inputs.subnetIds as string[]).map((id) => {
        const subnet = draft.account.get("aws:ec2/subnet:Subnet", id);
        if (subnet === undefined) {
            throw new AwsError("InvalidSubnet", `subnetIds: the subnet ${id} does not exist`);
        }
        return subnet;
    });
    if (new Set(subnets.map(vpcOf)).size > 1) {
        throw new AwsError("InvalidSubnet", "subnetIds: the subnets are not all of one VPC");
    }
    const zones = zonesOf(subnets);
    if (zones.length < minZones) {
        throw new AwsError(
            code,
            `subnetIds: must cover at least ${minZones} availability zones, got ${zones.join(", ")}`,
        );
    }
    return subnets;
}

/** Names of the availability zones that `subnets` lie in, each once. */
export function zonesOf(subnets: readonly Entry[]): string[] {
    return [...new Set(subnets.map(({ outputs }) => outputs.availabilityZone as string))].sort();
}

/** The VPC of a subnet or security group. */
export function vpcOf({ outputs }: Entry): string {
    return outputs.vpcId as string;
}

/** Makes sure that the security groups of `field` exist, in the VPC of the subnets. */
export function securityGroupsIn(
    draft: Draft,
    field: string,
    vpcId: string | undefined,
    code: string,
): void {
    for (const id of (draft.inputs[field] ?? []) as string[]) {
        const group = draft.account.get("aws:ec2/securityGroup:SecurityGroup", id);
        if (group === undefined) {
            throw new AwsError(code, `${field}: the security group ${id} does not exist`);
        }
        if (vpcId !== undefined && vpcOf(group) !== vpcId) {
            throw new AwsError(
                code,
                `${field}: the security group ${id} is in another VPC than the subnets`,
            );
        }
    }
}

/** The value at a path such as `serverSideEncryption.kmsKeyArn`. */
function valueAt(inputs: Props, path: string): unknown {
    return path
        .split(".")
        .reduce<unknown>((value, name) => (value as Props | undefined)?.[name], inputs);
}
