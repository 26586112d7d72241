import type { Entry } from "../../cloud/account";
import { AwsError, type Draft } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { SUBNET } from "../ec2/types";
import { securityGroupsIn, vpcOf } from "../shared/references";
import { objectsOf } from "../shared/rules";

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** The subnets that instances start in. */
export function subnetsOf({ account, inputs }: Draft): Entry[] {
    const ids = inputs.vpcZoneIdentifiers as string[];
    return ids.flatMap((id) => account.get(SUBNET, id) ?? []);
}

/** What instances are started from. */
export function templateOf({ account, inputs }: Draft): Entry {
    const { id, name } = inputs.launchTemplate as Props;
    const found =
        typeof id === "string"
            ? account.get(LAUNCH_TEMPLATE, id)
            : account.find(LAUNCH_TEMPLATE, "name", name);
    if (found === undefined) {
        throw invalid(`the launch template ${String(id ?? name)} does not exist`);
    }
    return found;
}

/** AWS tries whether an instance could start before it takes a group. */
export function refuseUnlaunchable(draft: Draft): void {
    const [vpcId, another] = new Set(subnetsOf(draft).map(vpcOf));
    if (another !== undefined) {
        throw invalid("vpcZoneIdentifiers: the subnets are not all of one VPC");
    }
    const template = templateOf(draft);
    const { version } = draft.inputs.launchTemplate as Props;
    const latest = template.outputs.latestVersion as number;
    if (Number(version) > latest) {
        throw invalid(`the launch template ${template.id} has no version ${String(version)} yet`);
    }
    for (const needed of ["imageId", "instanceType"]) {
        if (template.inputs[needed] === undefined) {
            throw invalid(`the launch template ${template.id} has no ${needed}`);
        }
    }
    const securityGroups = [template.inputs, ...objectsOf(template.inputs.networkInterfaces)]
        .flatMap((place) => [place.vpcSecurityGroupIds, place.securityGroups].flat())
        .filter((id) => id !== undefined);
    const ofTemplate = { ...draft, inputs: { securityGroups } };
    securityGroupsIn(ofTemplate, "securityGroups", vpcId, "ValidationError");
    const refresh = draft.inputs.instanceRefresh as Props | undefined;
    const preferences = refresh?.preferences as Props | undefined;
    if (
        preferences?.autoRollback === true &&
        String(template.inputs.imageId).startsWith("resolve:ssm:")
    ) {
        throw invalid(
            "instanceRefresh.preferences.autoRollback: there is no way back for an image that an " +
                "SSM parameter names; leave it out",
        );
    }
}

function invalid(reason: string): AwsError {
    return new AwsError(
        "ValidationError",
        `You must use a valid fully-formed launch template (${reason})`,
    );
}
