import { membersOf } from "../aws/rds/members";
import { globalMembers, globalOf, primaryOf } from "../aws/rds/global-members";
import {
    CLUSTER,
    GLOBAL_CLUSTER,
    INSTANCE,
    PROXY,
    PROXY_ENDPOINT,
    SNAPSHOT,
} from "../aws/rds/types";
import { arn } from "../aws/shared/arn";
import { objectsOf } from "../aws/shared/rules";
import type { Account, Entry } from "../cloud/account";
import { BY_HAND, change, existing, groupsIn, refuseBusy, Refusal, type Service } from "./service";

const NO_CLUSTER = "DBClusterNotFoundFault";
const NO_PROXY = "DBProxyNotFoundFault";
const NO_NETWORK = "InvalidVPCNetworkStateFault";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Operations.html */
export const rds: Service = {
    DescribeDBClusters: (call) => {
        const { account } = call;
        const { id, outputs } = existing(call, CLUSTER, call.input.DBClusterIdentifier, NO_CLUSTER);
        const [secret] = objectsOf(outputs.masterUserSecrets);
        return {
            DBClusters: [
                {
                    DBClusterIdentifier: id,
                    DatabaseName: outputs.databaseName,
                    Endpoint: outputs.endpoint,
                    Port: outputs.port,
                    Status: outputs.status ?? "available",
                    VpcSecurityGroups: (outputs.vpcSecurityGroupIds as string[]).map((group) => ({
                        VpcSecurityGroupId: group,
                        Status: "active",
                    })),
                    DBClusterMembers: membersOf({ account, id }).map((member, index) => ({
                        DBInstanceIdentifier: member.id,
                        IsClusterWriter: index === 0 && !isFollower(account, id),
                    })),
                    ...(secret && { MasterUserSecret: { SecretArn: secret.secretArn } }),
                },
            ],
        };
    },
    DescribeGlobalClusters: ({ account }) => ({
        GlobalClusters: account.all(GLOBAL_CLUSTER).map(({ id }) => ({
            GlobalClusterIdentifier: id,
            GlobalClusterMembers: globalMembers(account, id).map(({ cluster, isWriter }) => ({
                DBClusterArn: cluster.outputs.arn,
                IsWriter: isWriter,
            })),
        })),
    }),
    ModifyDBCluster: async (call) => {
        const { account, input, postgres } = call;
        const cluster = existing(call, CLUSTER, input.DBClusterIdentifier, NO_CLUSTER);
        refuseBusy(cluster, "InvalidDBClusterStateFault");
        const { MasterUserPassword: password, VpcSecurityGroupIds: groups } = input;
        if (password !== undefined) {
            if (objectsOf(cluster.outputs.masterUserSecrets).length > 0) {
                throw new Refusal(
                    "InvalidParameterCombination",
                    "You can't specify MasterUserPassword for a cluster with a managed password.",
                );
            }
            await postgres.setMasterPassword(cluster.id, password as string);
        }
        if (groups !== undefined) {
            change(account, cluster, { vpcSecurityGroupIds: groupsIn(call, groups, NO_NETWORK) });
        }
        return { DBCluster: { DBClusterIdentifier: cluster.id } };
    },
    CreateDBClusterSnapshot: (call) => {
        const { account, region, input } = call;
        const cluster = existing(call, CLUSTER, input.DBClusterIdentifier, NO_CLUSTER);
        refuseBusy(cluster, "InvalidDBClusterStateFault");
        const id = String(input.DBClusterSnapshotIdentifier);
        if (!/^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/i.test(id)) {
            throw new Refusal("InvalidParameterValue", `${id} is no identifier of a snapshot`);
        }
        if (account.get(SNAPSHOT, id) !== undefined) {
            throw new Refusal("DBClusterSnapshotAlreadyExistsFault", `${id} is there already`);
        }
        const outputs = {
            dbClusterIdentifier: cluster.id,
            dbClusterSnapshotIdentifier: id,
            dbClusterSnapshotArn: arn({ region, account }, "rds", `cluster-snapshot:${id}`),
            snapshotType: "manual",
            status: "available",
        };
        account.put({ type: SNAPSHOT, id, urn: BY_HAND, inputs: {}, outputs });
        return { DBClusterSnapshot: { DBClusterSnapshotIdentifier: id } };
    },
    RebootDBInstance: async (call) => {
        const { account, input, postgres } = call;
        const instance = existing(call, INSTANCE, input.DBInstanceIdentifier, "DBInstanceNotFound");
        refuseBusy(instance, "InvalidDBInstanceState");
        const cluster = String(instance.inputs.clusterIdentifier);
        const [writer] = membersOf({ account, id: cluster });
        // Readers are the writer's server here, whose sessions are not theirs.
        if (writer?.id === instance.id) {
            await postgres.reboot(cluster);
        }
        return { DBInstance: { DBInstanceIdentifier: instance.id } };
    },
    DescribeDBProxies: (call) => {
        const { id, outputs } = existing(call, PROXY, call.input.DBProxyName, NO_PROXY);
        return {
            DBProxies: [{ DBProxyName: id, VpcSecurityGroupIds: outputs.vpcSecurityGroupIds }],
        };
    },
    ModifyDBProxy: (call) => {
        const { account, input } = call;
        const proxy = existing(call, PROXY, input.DBProxyName, NO_PROXY);
        refuseBusy(proxy, "InvalidDBProxyStateFault");
        const vpcSecurityGroupIds = groupsIn(call, input.SecurityGroups, NO_NETWORK);
        change(account, proxy, { vpcSecurityGroupIds });
        return { DBProxy: { DBProxyName: proxy.id } };
    },
    DescribeDBProxyEndpoints: (call) => {
        const { account, input } = call;
        const { DBProxyName: proxy, DBProxyEndpointName: name } = input;
        if (proxy !== undefined) {
            existing(call, PROXY, proxy, NO_PROXY);
        }
        const found = name === undefined ? account.all(PROXY_ENDPOINT) : [endpoint(account, name)];
        return {
            DBProxyEndpoints: found
                .filter(({ inputs }) => proxy === undefined || proxy === inputs.dbProxyName)
                .map(({ inputs, outputs }) => ({
                    DBProxyEndpointName: inputs.dbProxyEndpointName,
                    DBProxyName: inputs.dbProxyName,
                    VpcSecurityGroupIds: outputs.vpcSecurityGroupIds,
                    IsDefault: false,
                })),
        };
    },
    ModifyDBProxyEndpoint: (call) => {
        const { account, input } = call;
        const found = endpoint(account, input.DBProxyEndpointName);
        refuseBusy(found, "InvalidDBProxyEndpointStateFault");
        const vpcSecurityGroupIds = groupsIn(call, input.VpcSecurityGroupIds, NO_NETWORK);
        change(account, found, { vpcSecurityGroupIds });
        return { DBProxyEndpoint: { DBProxyEndpointName: input.DBProxyEndpointName } };
    },
};

/** What the elements of RDS's lists are called, where they are not members. */
const ITEMS: Readonly<Record<string, string>> = {
    DBClusters: "DBCluster",
    DBClusterMembers: "DBClusterMember",
    GlobalClusterMembers: "GlobalClusterMember",
    GlobalClusters: "GlobalClusterMember",
    VpcSecurityGroups: "VpcSecurityGroupMembership",
};

export function rdsItem(list: string): string {
    return ITEMS[list] ?? "member";
}

function isFollower(account: Account, cluster: string): boolean {
    const global = globalOf(account, cluster);
    return global !== undefined && primaryOf(account, global)?.id !== cluster;
}

function endpoint(account: Account, name: unknown): Entry {
    const found = account
        .all(PROXY_ENDPOINT)
        .find(({ inputs }) => inputs.dbProxyEndpointName === name);
    if (found === undefined) {
        throw new Refusal("DBProxyEndpointNotFoundFault", `${String(name)} not found`, 404);
    }
    return found;
}
