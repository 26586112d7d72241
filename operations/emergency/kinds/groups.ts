import type { State } from "../journal";
import type { Kind } from "../kinds";
import { whenFree } from "../ready";
import type { Scene } from "../scene";

/** A membership that is about to end counts no more. */
function current<T extends { readonly Status?: string }>(groups: readonly T[] = []): readonly T[] {
    return groups.filter(({ Status }) => Status !== "removing");
}

const tell = (state: State) => (state as readonly string[]).join(", ") || "none";

/** Security groups of an Aurora cluster, and with that of its instances. */
export const clusterGroups: Kind = {
    says: (id) => `security groups of the cluster ${id}`,
    tell,
    look: async ({ clients }, id) => {
        const { DBClusters: [cluster] = [] } = await clients.rds.describeDBClusters({
            DBClusterIdentifier: id,
        });
        return current(cluster?.VpcSecurityGroups).map(
            ({ VpcSecurityGroupId: group = "" }) => group,
        );
    },
    put: async (scene, id, state) => {
        await whenFree(scene, () =>
            scene.clients.rds.modifyDBCluster({
                DBClusterIdentifier: id,
                VpcSecurityGroupIds: groupsIn(state),
                // Of a change of groups alone nothing restarts.
                ApplyImmediately: true,
            }),
        );
    },
};

/** Security groups of an RDS Proxy at its own endpoint. */
export const proxyGroups: Kind = {
    says: (id) => `security groups of the proxy ${id}`,
    tell,
    look: async ({ clients }, id) => {
        const { DBProxies: [proxy] = [] } = await clients.rds.describeDBProxies({
            DBProxyName: id,
        });
        return proxy?.VpcSecurityGroupIds ?? [];
    },
    put: async (scene, id, state) => {
        await whenFree(scene, () =>
            scene.clients.rds.modifyDBProxy({ DBProxyName: id, SecurityGroups: groupsIn(state) }),
        );
    },
};

/** Security groups of a further endpoint of a proxy. */
export const endpointGroups: Kind = {
    says: (id) => `security groups of the proxy's endpoint ${id}`,
    tell,
    look: async ({ clients }, id) => {
        const { DBProxyEndpoints: [endpoint] = [] } = await clients.rds.describeDBProxyEndpoints({
            DBProxyEndpointName: id,
        });
        return endpoint?.VpcSecurityGroupIds ?? [];
    },
    put: async (scene, id, state) => {
        await whenFree(scene, () =>
            scene.clients.rds.modifyDBProxyEndpoint({
                DBProxyEndpointName: id,
                VpcSecurityGroupIds: groupsIn(state),
            }),
        );
    },
};

/** Security groups of a DAX cluster. */
export const cacheGroups: Kind = {
    says: (id) => `security groups of the cache ${id}`,
    tell,
    look: async ({ clients }: Scene, id) => {
        const { Clusters: [cache] = [] } = await clients.dax.describeClusters({
            ClusterNames: [id],
        });
        return current(cache?.SecurityGroups).map(
            ({ SecurityGroupIdentifier: group = "" }) => group,
        );
    },
    put: async (scene, id, state) => {
        await whenFree(scene, () =>
            scene.clients.dax.updateCluster({ ClusterName: id, SecurityGroupIds: groupsIn(state) }),
        );
    },
};

function groupsIn(state: State): string[] {
    return [...(state as readonly string[])];
}
