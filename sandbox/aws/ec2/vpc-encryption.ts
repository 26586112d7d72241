import type { Account, Entry } from "../../cloud/account";
import { AwsError, type Draft, type Model, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { broken, isOther } from "../shared/rules";
import { newId } from "./ids";
import * as ec2 from "./types";

/** Inputs that leave something out of the enforcement, and how `resourceExclusions` calls it. */
const EXCLUSIONS: Readonly<Record<string, string>> = {
    egressOnlyInternetGatewayExclusion: "egressOnlyInternetGateway",
    elasticFileSystemExclusion: "elasticFileSystem",
    internetGatewayExclusion: "internetGateway",
    lambdaExclusion: "lambda",
    natGatewayExclusion: "natGateway",
    virtualPrivateGatewayExclusion: "virtualPrivateGateway",
    vpcLatticeExclusion: "vpcLattice",
    vpcPeeringExclusion: "vpcPeering",
};

/** Types that carry cleartext out of a VPC, and the exclusion that lets each stay. */
const CARRIERS: Readonly<Record<string, string>> = {
    [ec2.INTERNET_GATEWAY]: "internetGatewayExclusion",
    [ec2.EGRESS_ONLY_GATEWAY]: "egressOnlyInternetGatewayExclusion",
    [ec2.NAT_GATEWAY]: "natGatewayExclusion",
};

const exclusion = str({ default: "disable", check: oneOf("enable", "disable") });

/**
 * Watches over encryption in transit in one VPC, or enforces it. The provider starts each in the
 * mode `monitor` and then changes it, which AWS wants for VPCs that exist.
 */
const encryptionControl: Model = {
    type: ec2.ENCRYPTION_CONTROL,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        mode: str({ required: true, check: oneOf("monitor", "enforce") }),
        ...Object.fromEntries(Object.keys(EXCLUSIONS).map((name) => [name, exclusion])),
    },
    rules: exclusionRules,
    id: () => newId("vpcec"),
    outputs: {
        resourceExclusions: ({ inputs }) =>
            inputs.mode === "enforce" ? exclusionsOf(inputs) : undefined,
        state: () => "available",
        stateMessage: () => "succeeded",
    },
    renews: (before, after) => (before.mode === after.mode ? [] : ["resourceExclusions"]),
    refuse: refuseBlockers,
    onCreate: ({ account, inputs }) => {
        const rival = controlOf(account, inputs.vpcId);
        if (rival !== undefined) {
            throw new AwsError(
                "VpcEncryptionControlAlreadyExists",
                `${String(inputs.vpcId)} has the encryption control ${rival.id} already`,
            );
        }
    },
};

function exclusionRules(inputs: Props): Failure[] {
    return Object.keys(EXCLUSIONS).flatMap((name) =>
        broken([
            inputs[name] === "enable" && isOther(inputs.mode, "enforce"),
            name,
            'can be "enable" with mode "enforce" only',
        ]),
    );
}

function exclusionsOf(inputs: Props): Props {
    const state = (name: string) => (inputs[name] === "enable" ? "enabled" : "disabled");
    return Object.fromEntries(
        Object.entries(EXCLUSIONS).map(([name, output]) => [
            output,
            { state: state(name), stateMessage: "succeeded" },
        ]),
    );
}

/** Refuses to enforce while something in the VPC carries cleartext and is not excluded. */
function refuseBlockers({ account, inputs }: Draft): void {
    if (inputs.mode !== "enforce") {
        return;
    }
    const blockers = Object.entries(CARRIERS).flatMap(([type, name]) =>
        inputs[name] === "enable"
            ? []
            : account
                  .all(type)
                  .filter((entry) => vpcOf(account, entry) === inputs.vpcId)
                  .map(({ id }) => `${id} (${name})`),
    );
    if (blockers.length > 0) {
        throw new AwsError(
            "InvalidState",
            `${String(inputs.vpcId)} cannot enforce encryption while it has ` +
                `${blockers.join(", ")}; set these exclusions to "enable", or keep mode "monitor"`,
        );
    }
}

/** Refuses something of `type` in a VPC that enforces encryption and does not exclude it. */
export function refuseCleartext(account: Account, vpcId: unknown, type: string): void {
    const control = controlOf(account, vpcId);
    const name = CARRIERS[type] ?? "";
    if (control?.inputs.mode === "enforce" && control.inputs[name] !== "enable") {
        throw new AwsError(
            "InvalidState",
            `${String(vpcId)} enforces encryption in transit: ${type} carries cleartext; ` +
                `set ${name} of ${control.id} to "enable" first`,
        );
    }
}

function controlOf(account: Account, vpcId: unknown): Entry | undefined {
    return account.all(ec2.ENCRYPTION_CONTROL).find((e) => e.inputs.vpcId === vpcId);
}

function vpcOf(account: Account, { inputs }: Entry): unknown {
    return inputs.vpcId ?? account.get(ec2.SUBNET, String(inputs.subnetId))?.inputs.vpcId;
}

export const vpcEncryptionModels: readonly Model[] = [encryptionControl];
