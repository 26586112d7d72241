import { newId } from "../aws/ec2/ids";
import { EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP } from "../aws/ec2/types";
import { DAX_CLUSTER } from "../aws/dax/types";
import { CLUSTER, PROXY, PROXY_ENDPOINT } from "../aws/rds/types";
import type { Account, Entry } from "../cloud/account";
import { BY_HAND, type Call, change, existing, Refusal, type Service } from "./service";

/** What AWS gives to a group that is made: the way to everywhere. */
const EVERYWHERE = { ipProtocol: "-1", ipRanges: [{ cidrIp: "0.0.0.0/0" }] };

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html */
export const ec2: Service = {
    DescribeSecurityGroups: (call) => {
        const { account, input } = call;
        const ids = input.GroupId as string[] | undefined;
        const filters = (input.Filter ?? []) as { Name: string; Value: string[] }[];
        const found = ids?.map((id) => groupOf(call, id)) ?? account.all(SECURITY_GROUP);
        const other = filters.find(({ Name }) => !(Name in FILTERS));
        if (other !== undefined) {
            throw new Refusal("InvalidParameterValue", `The filter '${other.Name}' is invalid`);
        }
        const wanted = ({ inputs }: Entry) =>
            filters.every(({ Name, Value }) => Value.includes(String(inputs[FILTERS[Name] ?? ""])));
        return {
            securityGroupInfo: found.filter(wanted).map(({ id, inputs }) => ({
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
    CreateSecurityGroup: ({ account, region, input }) => {
        const { GroupName: name, VpcId: vpcId, GroupDescription: description } = input;
        const rival = account
            .all(SECURITY_GROUP)
            .find(({ inputs }) => inputs.name === name && inputs.vpcId === vpcId);
        if (rival !== undefined) {
            throw new Refusal("InvalidGroup.Duplicate", `${String(name)} is there already`);
        }
        const id = newId("sg");
        const inputs = { name, vpcId, description, region, byHand: [EVERYWHERE] };
        account.put({ type: SECURITY_GROUP, id, urn: BY_HAND, inputs, outputs: inputs });
        return { groupId: id };
    },
    RevokeSecurityGroupEgress: (call) => {
        const group = groupOf(call, call.input.GroupId);
        change(call.account, group, { byHand: [] });
        return revoked(call, EGRESS_RULE, group);
    },
    RevokeSecurityGroupIngress: (call) =>
        revoked(call, INGRESS_RULE, groupOf(call, call.input.GroupId)),
    DeleteSecurityGroup: (call) => {
        const { account } = call;
        const { id } = groupOf(call, call.input.GroupId);
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

function groupOf(call: Call, id: unknown): Entry {
    return existing(call, SECURITY_GROUP, id, "InvalidGroup.NotFound");
}

/** Takes all rules away: nobody here asks for less. */
function revoked({ account }: Call, type: string, group: Entry) {
    for (const { id, inputs } of account.all(type)) {
        if (inputs.securityGroupId === group.id) {
            account.remove(type, id);
        }
    }
    return { return: true };
}

/** What groups can be told apart by. */
const FILTERS: Readonly<Record<string, string>> = { "vpc-id": "vpcId", "group-name": "name" };

function rulesOf(account: Account, type: string, groupId: string) {
    return account
        .all(type)
        .filter(({ inputs }) => inputs.securityGroupId === groupId)
        .map(({ inputs }) => ({ ipProtocol: inputs.ipProtocol, fromPort: inputs.fromPort }));
}
