import { membersOf } from "../aws/rds/members";
import { CLUSTER, INSTANCE, PROXY, PROXY_ENDPOINT, SNAPSHOT } from "../aws/rds/types";
import { arn } from "../aws/shared/arn";
import { objectsOf } from "../aws/shared/rules";
import type { Account, Entry } from "../cloud/account";
import { BY_HAND, change, Refusal, type Service } from "./service";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Operations.html */
export const rds: Service = {
    DescribeDBClusters: ({ account, input }) => {
        const { id, outputs } = existing(
            account,
            CLUSTER,
            input.DBClusterIdentifier,
            "DBClusterNotFoundFault",
        );
        const [secret] = objectsOf(outputs.masterUserSecrets);
        return {
            DBClusters: [
                {
                    DBClusterIdentifier: id,
                    DatabaseName: outputs.databaseName,
                    Endpoint: outputs.endpoint,
                    Port: outputs.port,
                    Status: "available",
                    VpcSecurityGroups: (outputs.vpcSecurityGroupIds as string[]).map((group) => ({
                        VpcSecurityGroupId: group,
                        Status: "active",
                    })),
                    DBClusterMembers: membersOf({ account, id }).map((member) => ({
                        DBInstanceIdentifier: member.id,
                    })),
                    ...(secret && { MasterUserSecret: { SecretArn: secret.secretArn } }),
                },
            ],
        };
    },
    ModifyDBCluster: ({ account, input }) => {
        const { id } = existing(
            account,
            CLUSTER,
            input.DBClusterIdentifier,
            "DBClusterNotFoundFault",
        );
        change(account, CLUSTER, id, { vpcSecurityGroupIds: input.VpcSecurityGroupIds });
        return { DBCluster: { DBClusterIdentifier: id } };
    },
    CreateDBClusterSnapshot: ({ account, region, input }) => {
        const cluster = existing(
            account,
            CLUSTER,
            input.DBClusterIdentifier,
            "DBClusterNotFoundFault",
        );
        const id = String(input.DBClusterSnapshotIdentifier);
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
    RebootDBInstance: async ({ account, input, postgres }) => {
        const { id, inputs } = existing(
            account,
            INSTANCE,
            input.DBInstanceIdentifier,
            "DBInstanceNotFound",
        );
        await postgres.reboot(String(inputs.clusterIdentifier));
        return { DBInstance: { DBInstanceIdentifier: id } };
    },
    DescribeDBProxies: ({ account, input }) => {
        const { id, outputs } = existing(account, PROXY, input.DBProxyName, "DBProxyNotFoundFault");
        return {
            DBProxies: [{ DBProxyName: id, VpcSecurityGroupIds: outputs.vpcSecurityGroupIds }],
        };
    },
    ModifyDBProxy: ({ account, input }) => {
        const { id } = existing(account, PROXY, input.DBProxyName, "DBProxyNotFoundFault");
        change(account, PROXY, id, { vpcSecurityGroupIds: input.SecurityGroups });
        return { DBProxy: { DBProxyName: id } };
    },
    DescribeDBProxyEndpoints: ({ account, input }) => {
        const endpoints = account
            .all(PROXY_ENDPOINT)
            .filter(
                ({ inputs }) =>
                    isOr(input.DBProxyName, inputs.dbProxyName) &&
                    isOr(input.DBProxyEndpointName, inputs.dbProxyEndpointName),
            );
        return {
            DBProxyEndpoints: endpoints.map(({ inputs, outputs }) => ({
                DBProxyEndpointName: inputs.dbProxyEndpointName,
                DBProxyName: inputs.dbProxyName,
                VpcSecurityGroupIds: outputs.vpcSecurityGroupIds,
                IsDefault: false,
            })),
        };
    },
    ModifyDBProxyEndpoint: ({ account, input }) => {
        const endpoint = account
            .all(PROXY_ENDPOINT)
            .find(({ inputs }) => inputs.dbProxyEndpointName === input.DBProxyEndpointName);
        if (endpoint === undefined) {
            throw new Refusal("DBProxyEndpointNotFoundFault", "there is no such endpoint");
        }
        change(account, PROXY_ENDPOINT, endpoint.id, {
            vpcSecurityGroupIds: input.VpcSecurityGroupIds,
        });
        return { DBProxyEndpoint: { DBProxyEndpointName: input.DBProxyEndpointName } };
    },
};

/** What the elements of RDS's lists are called, where they are not members. */
const ITEMS: Readonly<Record<string, string>> = {
    DBClusters: "DBCluster",
    DBClusterMembers: "DBClusterMember",
    VpcSecurityGroups: "VpcSecurityGroupMembership",
};

export function rdsItem(list: string): string {
    return ITEMS[list] ?? "member";
}

function isOr(wanted: unknown, is: unknown): boolean {
    return wanted === undefined || wanted === is;
}

function existing(account: Account, type: string, id: unknown, code: string): Entry {
    const entry = account.get(type, String(id));
    if (entry === undefined) {
        throw new Refusal(code, `${String(id)} not found`, 404);
    }
    return entry;
}
