import type { Client } from "pg";
import type { Act, Change } from "./change";
import type { Found } from "./find";
import { ISOLATING, isolationGroupIn } from "./kinds/isolation-group";
import { isolating } from "./kinds/table-policy";
import { whenFree } from "./ready";
import type { Scene } from "./scene";
import { endSessions, restartOf } from "./sessions";

/**
 * What cuts the data off, in this order: who is not in yet is kept out first, by what takes effect at
 * once before what takes minutes; then those who are in are thrown out. The snapshot comes last, as it
 * can wait and needs a cluster that is at rest.
 */
export function isolation(
    scene: Scene,
    found: Found,
    moment: Date,
    client: Client | undefined,
): (Change | Act)[] {
    const { vpcId } = found;
    return [
        ...(vpcId === undefined
            ? []
            : [{ kind: "isolation-group", id: vpcId, to: () => ISOLATING, aim: ISOLATING }]),
        ...found.functions.map((id) => ({ kind: "function", id, to: () => 0, aim: "none" })),
        ...found.tableArns.map((id) => ({
            kind: "table",
            id,
            to: (policy: Parameters<Change["to"]>[0]) => isolating(scene, id, policy),
            aim: "one that keeps everybody out",
        })),
        ...(vpcId === undefined ? [] : network(scene, found, vpcId)),
        ...databaseSessions(scene, found, client),
        ...cacheSessions(scene, found),
        ...snapshot(scene, found, moment),
    ];
}

function network(scene: Scene, found: Found, vpcId: string): Change[] {
    const things = [
        ...(found.cluster ? [{ kind: "cluster", id: found.cluster.id }] : []),
        ...found.proxies.map((id) => ({ kind: "proxy", id })),
        ...found.proxyEndpoints.map((id) => ({ kind: "proxy-endpoint", id })),
        ...found.caches.map(({ id }) => ({ kind: "cache", id })),
    ];
    return things.map((thing) => ({
        ...thing,
        to: async () => [await isolationGroupIn(scene, vpcId)],
        aim: "the isolation group",
    }));
}

/** A connection that is there when a security group changes goes on: each is ended by itself. */
function databaseSessions(scene: Scene, { cluster }: Found, client: Client | undefined): Act[] {
    if (cluster === undefined) {
        return [];
    }
    const { writer, readers } = cluster;
    return [
        ...(writer === undefined
            ? []
            : [
                  client === undefined
                      ? restartOf(scene, writer)
                      : {
                            ...{ kind: "sessions", id: writer, says: `sessions of ${writer}` },
                            once: false,
                            // Once cut off, a connection that waited too long may be dropped.
                            run: () =>
                                endSessions(client).catch(() => restartOf(scene, writer).run()),
                        },
              ]),
        // Nobody is connected to these: whoever reads there is only there to be seen.
        ...readers.map((reader) => restartOf(scene, reader)),
    ];
}

/** DAX answers from its memory, whatever the tables' policies say. */
function cacheSessions(scene: Scene, { caches }: Found): Act[] {
    return caches.flatMap(({ id: ClusterName, nodes }) =>
        nodes.map((NodeId) => ({
            kind: "sessions",
            id: `${ClusterName}/${NodeId}`,
            says: `sessions of the cache's node ${NodeId}, by a restart`,
            once: true,
            run: async () => {
                await whenFree(scene, () => scene.clients.dax.rebootNode({ ClusterName, NodeId }));
                return "it restarts";
            },
        })),
    );
}

function snapshot(scene: Scene, { cluster }: Found, moment: Date): Act[] {
    if (cluster === undefined) {
        return [];
    }
    const { id } = cluster;
    const name = `${id}-isolated-${moment.toISOString().replace(/\D/g, "").slice(0, 14)}`;
    return [
        {
            kind: "snapshot",
            id,
            says: `snapshot of ${id}`,
            once: true,
            run: async () => {
                await whenFree(scene, () =>
                    scene.clients.rds.createDBClusterSnapshot({
                        DBClusterIdentifier: id,
                        DBClusterSnapshotIdentifier: name,
                    }),
                );
                return `${name} is being taken`;
            },
        },
    ];
}
