import { newId } from "../aws/ec2/ids";
import { EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP } from "../aws/ec2/types";
import { DAX_CLUSTER } from "../aws/dax/types";
import { CLUSTER, PROXY, PROXY_ENDPOINT } from "../aws/rds/types";
import type { Account, Entry } from "../cloud/account";
import { BY_HAND, Refusal, type Service } from "./service";

/** What AWS gives to a group that is made: the way to everywhere. */
const EVERYWHERE = { ipProtocol: "-1", ipRanges: [{ cidrIp: "0.0.0.0/0" }] };

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html */
export const ec2: Service = {
    DescribeSecurityGroups: ({ account, input }) => {
        const ids = input.GroupId as string[] | undefined;
        const filters = (input.Filter ?? []) as { Name: string; Value: string[] }[];
        const wanted = (group: Entry) =>
            (ids === undefined || ids.includes(group.id)) &&
            filters.every(({ Name, Value }) =>
                Value.includes(String(Name === "vpc-id" ? group.inputs.vpcId : group.inputs.name)),
            );
        return {
            securityGroupInfo: account
                .all(SECURITY_GROUP)
                .filter(wanted)
                .map(({ id, inputs }) => ({
                    groupId: id,
                    groupName: inputs.name,
                    vpcId: inputs.vpcId,
                    ipPermissions: rulesOf(account, INGRESS_RULE, id),
                    ipPermissionsEgress: [
                        ...((inputs.byHand ?? []) as object[]),
                        ...rulesOf(account, EGRESS_RULE, id),
                    ],
                })),
        };
    },
    CreateSecurityGroup: ({ account, input }) => {
        const { GroupName: name, VpcId: vpcId, GroupDescription: description } = input;
        const rival = account
            .all(SECURITY_GROUP)
            .find(({ inputs }) => inputs.name === name && inputs.vpcId === vpcId);
        if (rival !== undefined) {
            throw new Refusal("InvalidGroup.Duplicate", `${String(name)} is there already`);
        }
        const id = newId("sg");
        const inputs = { name, vpcId, description, byHand: [EVERYWHERE] };
        account.put({ type: SECURITY_GROUP, id, urn: BY_HAND, inputs, outputs: inputs });
        return { groupId: id };
    },
    RevokeSecurityGroupEgress: ({ account, input }) => {
        const group = account.get(SECURITY_GROUP, String(input.GroupId));
        if (group !== undefined) {
            const inputs = { ...group.inputs, byHand: [] };
            account.put({ ...group, inputs, outputs: inputs });
        }
        return { return: true };
    },
    DeleteSecurityGroup: ({ account, input }) => {
        const id = String(input.GroupId);
        const users = [CLUSTER, PROXY, PROXY_ENDPOINT, DAX_CLUSTER].flatMap((type) =>
            account.all(type),
        );
        const user = users.find(({ outputs }) =>
            [outputs.vpcSecurityGroupIds, outputs.securityGroupIds].flat().includes(id),
        );
        if (user !== undefined) {
            throw new Refusal("DependencyViolation", `${id} is in use by ${user.id}`);
        }
        account.remove(SECURITY_GROUP, id);
        return { return: true };
    },
};

function rulesOf(account: Account, type: string, groupId: string) {
    return account
        .all(type)
        .filter(({ inputs }) => inputs.securityGroupId === groupId)
        .map(({ inputs }) => ({ ipProtocol: inputs.ipProtocol, fromPort: inputs.fromPort }));
}
