import { isolationGroupName } from "../../../infra/isolation";
import type { Kind } from "../kinds";
import { until, whenFree } from "../ready";
import type { Scene } from "../scene";

/** What lets nothing in and nothing out. */
const WITHOUT_RULES = "without rules";
const WITH_RULES = "with rules";

function nameOf({ prefix }: Scene): string {
    return isolationGroupName(prefix);
}

async function find(scene: Scene, vpcId: string) {
    const { SecurityGroups: [group] = [] } = await scene.clients.ec2.describeSecurityGroups({
        Filters: [
            { Name: "vpc-id", Values: [vpcId] },
            { Name: "group-name", Values: [nameOf(scene)] },
        ],
    });
    return group;
}

/** Id of the group in a VPC. @throws Error when it is not there */
export async function isolationGroupIn(scene: Scene, vpcId: string): Promise<string> {
    const id = (await find(scene, vpcId))?.GroupId;
    if (id === undefined) {
        throw new Error(`there is no group ${nameOf(scene)} in ${vpcId}`);
    }
    return id;
}

/** A security group without rules in a VPC, which takes the place of all others. */
export const isolationGroup: Kind = {
    says: (vpcId) => `isolation group of ${vpcId}`,
    tell: (state) => (state === null ? "none" : String(state)),
    look: async (scene, vpcId) => {
        const group = await find(scene, vpcId);
        if (group === undefined) {
            return null;
        }
        const { IpPermissions: ingress = [], IpPermissionsEgress: egress = [] } = group;
        return ingress.length + egress.length === 0 ? WITHOUT_RULES : WITH_RULES;
    },
    put: async (scene, vpcId, state) => {
        const { ec2 } = scene.clients;
        if (state === null) {
            const GroupId = await isolationGroupIn(scene, vpcId);
            // Network interfaces let go of it with some delay.
            await whenFree(scene, () => ec2.deleteSecurityGroup({ GroupId }));
            return;
        }
        if (state === WITH_RULES) {
            throw new Error("somebody's group had that name, with rules that were taken away");
        }
        const isThere = async () => (await find(scene, vpcId)) !== undefined;
        if (!(await isThere())) {
            await ec2.createSecurityGroup({
                GroupName: nameOf(scene),
                VpcId: vpcId,
                Description: "pii-platform: lets nothing in and nothing out",
            });
            // EC2 does not know at once of what it has made.
            await until(scene, isThere, true);
        }
        const group = await find(scene, vpcId);
        const { GroupId = "", IpPermissions: ingress = [] } = group ?? {};
        // AWS gives every new group a way out to everywhere.
        const { IpPermissionsEgress: egress = [] } = group ?? {};
        if (egress.length > 0) {
            await ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions: egress });
        }
        if (ingress.length > 0) {
            await ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions: ingress });
        }
    },
};

/** The state in which it isolates. */
export const ISOLATING = WITHOUT_RULES;
