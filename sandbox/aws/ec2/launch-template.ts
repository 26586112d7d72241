import {
    AwsError,
    between,
    bool,
    type Draft,
    list,
    map,
    matching,
    maxLength,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { isUnknown } from "../../provider/unknown";
import { arn } from "../shared/arn";
import { usableKey } from "../shared/references";
import { broken, isGiven, objectsOf } from "../shared/rules";
import { newId } from "./ids";
import * as ec2 from "./types";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";

/** A boolean that may also be left open, which is a string in the provider. */
const trueOrFalse = str({ check: oneOf("true", "false", "") });
const onOrOff = str({ check: oneOf("enabled", "disabled") });

const EBS = {
    deleteOnTermination: trueOrFalse,
    encrypted: trueOrFalse,
    iops: num(),
    kmsKeyId: str(),
    snapshotId: str(),
    throughput: num({ check: between(125, 2000) }),
    volumeSize: num({ check: between(1, 65536) }),
    volumeType: str({ check: oneOf("standard", "gp2", "gp3", "io1", "io2", "sc1", "st1") }),
};

const INTERFACE = {
    associatePublicIpAddress: trueOrFalse,
    deleteOnTermination: trueOrFalse,
    description: str(),
    deviceIndex: num({ check: between(0, 15) }),
    networkInterfaceId: str(),
    securityGroups: list(ec2.idOf(ec2.SECURITY_GROUP)),
    subnetId: ec2.idOf(ec2.SUBNET),
};

const launchTemplate: Model = {
    type: TEMPLATE,
    autoName: { field: "name", maxLength: 128 },
    fields: {
        name: str({
            replaces: true,
            check: matching(/^[\w().\-/]{3,128}$/, "3 to 128 letters, digits and ().-/_"),
        }),
        description: str({ check: maxLength(255) }),
        imageId: str({
            check: matching(
                /^(ami-[0-9a-f]{8,17}|resolve:ssm:[\w.\-/]+(:[\w.-]+)?)$/,
                "the id of an image, ami-..., or resolve:ssm: and the name of a parameter",
            ),
        }),
        instanceType: str({
            check: matching(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "such as t4g.nano"),
        }),
        iamInstanceProfile: obj({
            arn: str({ refersTo: { type: PROFILE, by: "arn" }, conflictsWith: ["name"] }),
            name: str({ refersTo: { type: PROFILE, by: "name" } }),
        }),
        keyName: str(),
        metadataOptions: obj({
            httpEndpoint: onOrOff,
            httpProtocolIpv6: onOrOff,
            httpPutResponseHopLimit: num({ check: between(1, 64) }),
            httpTokens: str({ check: oneOf("optional", "required") }),
            instanceMetadataTags: onOrOff,
        }),
        monitoring: obj({ enabled: bool() }),
        networkInterfaces: list(INTERFACE),
        vpcSecurityGroupIds: list(ec2.idOf(ec2.SECURITY_GROUP)),
        blockDeviceMappings: list({ deviceName: str(), ebs: obj(EBS) }),
        ebsOptimized: trueOrFalse,
        disableApiStop: bool(),
        disableApiTermination: bool(),
        instanceInitiatedShutdownBehavior: str({ check: oneOf("stop", "terminate") }),
        tagSpecifications: list({
            resourceType: str({
                check: oneOf("instance", "volume", "network-interface", "spot-instances-request"),
            }),
            tags: map(str()),
        }),
        userData: str({ check: base64 }),
        defaultVersion: num({ check: between(1, Infinity) }),
        updateDefaultVersion: bool({ conflictsWith: ["defaultVersion"] }),
    },
    rules: (inputs) => [...groupRules(inputs), ...diskRules(inputs)],
    id: () => newId("lt"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `launch-template/${draft.id}`),
        latestVersion,
        defaultVersion: (draft) => {
            const { defaultVersion, updateDefaultVersion } = draft.inputs;
            const before = draft.account.get(TEMPLATE, draft.id)?.outputs.defaultVersion;
            return (
                defaultVersion ??
                (updateDefaultVersion === true ? latestVersion(draft) : (before ?? 1))
            );
        },
        namePrefix: () => "",
    },
    renews: (before, after) =>
        !isNewVersion(before, after)
            ? []
            : after.updateDefaultVersion === true
              ? ["latestVersion", "defaultVersion"]
              : ["latestVersion"],
    refuse: (draft) => {
        refuseKeys(draft);
        const version = draft.inputs.defaultVersion as number | undefined;
        if (version !== undefined && version > latestVersion(draft)) {
            throw new AwsError(
                "InvalidLaunchTemplateId.VersionNotFound",
                `defaultVersion: ${draft.id} has no version ${version}`,
            );
        }
    },
    onCreate: ({ account, inputs }) => {
        if (account.find(TEMPLATE, "name", inputs.name) !== undefined) {
            throw new AwsError(
                "InvalidLaunchTemplateName.AlreadyExistsException",
                `there is a launch template "${String(inputs.name)}" already`,
            );
        }
    },
};

/** Inputs of the template itself, and not of what it launches. */
const OF_TEMPLATE = ["name", "tags", "description", "defaultVersion", "updateDefaultVersion"];

/** Every change of what is launched makes one version more. */
function latestVersion({ account, id, inputs }: Draft): number {
    const existing = account.get(TEMPLATE, id);
    const before = existing?.outputs.latestVersion as number | undefined;
    return (before ?? 0) + (isNewVersion(existing?.inputs, inputs) ? 1 : 0);
}

function isNewVersion(before: Props | undefined, after: Props): boolean {
    const launched = (inputs: Props) =>
        JSON.stringify(
            Object.entries(inputs)
                .filter(([name]) => !OF_TEMPLATE.includes(name))
                .sort(([a], [b]) => (a < b ? -1 : 1)),
        );
    return before === undefined || launched(before) !== launched(after);
}

function base64(value: string): string | undefined {
    return Buffer.from(value, "base64").toString("base64") === value
        ? undefined
        : "must be base64; give it Buffer.from(text).toString('base64')";
}

function groupRules(inputs: Props): Failure[] {
    const interfaces = objectsOf(inputs.networkInterfaces);
    const reason = "cannot be given with networkInterfaces; put them into securityGroups there";
    return [
        ...broken([
            isGiven(inputs, "vpcSecurityGroupIds") && interfaces.length > 0,
            "vpcSecurityGroupIds",
            reason,
        ]),
        ...interfaces.flatMap((one, i) =>
            broken([
                !isGiven(one, "deviceIndex") && !isGiven(one, "networkInterfaceId"),
                `networkInterfaces[${i}].deviceIndex`,
                "is required",
            ]),
        ),
    ];
}

function diskRules(inputs: Props): Failure[] {
    return objectsOf(inputs.blockDeviceMappings).flatMap(({ ebs }, i) => {
        const disk = (ebs ?? {}) as Props;
        const { volumeType, encrypted } = disk;
        const path = `blockDeviceMappings[${i}].ebs.`;
        const isOf = (...types: readonly string[]) =>
            isUnknown(volumeType) || types.includes(volumeType as string);
        return broken(
            [
                isGiven(disk, "kmsKeyId") && encrypted !== "true" && !isUnknown(encrypted),
                `${path}encrypted`,
                'must be "true" with kmsKeyId',
            ],
            [
                isGiven(disk, "iops") && !isOf("io1", "io2", "gp3"),
                `${path}iops`,
                "can be given with volumeType io1, io2 and gp3 only",
            ],
            [
                isGiven(disk, "throughput") && !isOf("gp3"),
                `${path}throughput`,
                "can be given with volumeType gp3 only",
            ],
        );
    });
}

/** Refuses keys that a launch would fail for. */
function refuseKeys(draft: Draft): void {
    objectsOf(draft.inputs.blockDeviceMappings).forEach((_, i) => {
        usableKey(draft, `blockDeviceMappings.${i}.ebs.kmsKeyId`, "InvalidKmsKey.NotFound");
    });
}

export const launchTemplateModels: readonly Model[] = [launchTemplate];
