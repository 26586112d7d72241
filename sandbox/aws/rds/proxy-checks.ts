import type { Entry } from "../../cloud/account";
import { AwsError, type Draft } from "../../cloud/model";
import { zoneId } from "../ec2/zones";
import { findSecret } from "../secretsmanager/store";
import { allows } from "../shared/policy-evaluation";
import { securityGroupsIn, subnetsOf, vpcOf } from "../shared/references";

/** Zones that have no RDS Proxy, which leaves them out of the subnets without a word. */
const WITHOUT_PROXY = ["use1-az3", "usw1-az2"];

/** The subnets of a proxy or of an endpoint of one: two zones, one VPC, none without proxies. */
export function proxySubnets(draft: Draft): readonly Entry[] {
    const found = subnetsOf(
        { ...draft, inputs: { subnetIds: draft.inputs.vpcSubnetIds } },
        2,
        "InvalidSubnet",
    );
    for (const { id, outputs } of found) {
        const zone = zoneId(draft.region, outputs.availabilityZone as string);
        if (WITHOUT_PROXY.includes(zone)) {
            throw new AwsError(
                "InvalidSubnet",
                `vpcSubnetIds: ${id} is in ${zone}, which has no RDS Proxy: RDS would leave it ` +
                    "out, and the next update would replace the proxy",
            );
        }
    }
    const vpcId = found.map(vpcOf)[0];
    securityGroupsIn(draft, "vpcSecurityGroupIds", vpcId, "InvalidParameterValue");
    return found;
}

/** Refuses a VPC that RDS Proxy does not work in. */
export function checkVpc({ account }: Draft, vpcId: string | undefined): void {
    const vpc = account.get("aws:ec2/vpc:Vpc", String(vpcId));
    if (vpc?.inputs.instanceTenancy === "dedicated") {
        throw new AwsError(
            "InvalidSubnet",
            `${vpc.id} has dedicated tenancy, where no proxy can be`,
        );
    }
    const control = account
        .all("aws:ec2/vpcEncryptionControl:VpcEncryptionControl")
        .find(({ inputs }) => inputs.vpcId === vpcId && inputs.mode === "enforce");
    if (control !== undefined) {
        throw new AwsError(
            "InvalidVPCNetworkStateFault",
            `${String(vpcId)} enforces encryption in transit (${control.id}), where no proxy can ` +
                'be; set its mode to "monitor", or do without a proxy',
        );
    }
}

/** Makes sure that RDS can become the proxy's role; a proxy tells no condition key of itself. */
export function checkRole({ account, inputs }: Draft): void {
    const value = inputs.roleArn as string;
    const role = account.find("aws:iam/role:Role", "arn", value);
    if (role === undefined) {
        throw new AwsError("InvalidParameterValue", `roleArn: the role ${value} does not exist`);
    }
    const request = { service: "rds.amazonaws.com", action: "sts:AssumeRole", resource: value };
    if (!allows(role.inputs.assumeRolePolicy, request)) {
        throw new AwsError(
            "InvalidParameterValue",
            `roleArn: the trust policy of ${value} does not let rds.amazonaws.com assume it ` +
                "(conditions such as aws:SourceAccount hold for no proxy)",
        );
    }
}

/** Makes sure that the secrets exist, each once. */
export function checkSecrets({ account, inputs }: Draft): void {
    const auths = (inputs.auths ?? []) as { secretArn?: string }[];
    const seen = new Set<string>();
    for (const [i, { secretArn = "" }] of auths.entries()) {
        const secret = findSecret(account, secretArn);
        if (secret === undefined) {
            throw new AwsError(
                "InvalidParameterValue",
                `auths[${i}].secretArn: there is no secret ${secretArn}`,
            );
        }
        if (seen.has(secret.id)) {
            throw new AwsError(
                "InvalidParameterValue",
                `auths[${i}].secretArn: names a secret twice, ${secretArn}`,
            );
        }
        seen.add(secret.id);
    }
}
