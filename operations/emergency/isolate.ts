import type { Client } from "pg";
import type { Act, Change } from "./change";
import type { Found } from "./find";
import { ISOLATING, isolationGroupIn } from "./kinds/isolation-group";
import { isolating } from "./kinds/table-policy";
import { whenFree } from "./ready";
import type { Scene } from "./scene";
import { endSessions, restart } from "./sessions";

/**
 * What cuts the data off, in this order: who is not in yet is kept out first, then those who are in
 * are thrown out. The snapshot comes last, as it can wait and needs a cluster that is at rest.
 */
export function isolation(
    scene: Scene,
    found: Found,
    moment: Date,
    client: Client | undefined,
): (Change | Act)[] {
    return [
        ...network(scene, found),
        ...found.functions.map((id) => ({ kind: "function", id, to: () => 0, aim: "none" })),
        ...found.tableArns.map((id) => ({
            kind: "table",
            id,
            to: (policy: Parameters<Change["to"]>[0]) => isolating(scene, id, policy),
            aim: "one that keeps everybody out",
        })),
        ...database(scene, found, moment, client),
    ];
}

/** A security group cuts off whoever comes; a connection that is there goes on. */
function network(scene: Scene, { vpcId, ...found }: Found): Change[] {
    if (vpcId === undefined) {
        return [];
    }
    const things = [
        ...(found.cluster ? [{ kind: "cluster", id: found.cluster.id }] : []),
        ...found.proxies.map((id) => ({ kind: "proxy", id })),
        ...found.proxyEndpoints.map((id) => ({ kind: "proxy-endpoint", id })),
        ...found.caches.map((id) => ({ kind: "cache", id })),
    ];
    return [
        { kind: "isolation-group", id: vpcId, to: () => ISOLATING, aim: ISOLATING },
        ...things.map((thing) => ({
            ...thing,
            to: async () => [await isolationGroupIn(scene, vpcId)],
            aim: "the isolation group",
        })),
    ];
}

function database(
    scene: Scene,
    { cluster }: Found,
    moment: Date,
    client: Client | undefined,
): Act[] {
    if (cluster === undefined) {
        return [];
    }
    const { id, instances } = cluster;
    const snapshot = `${id}-isolated-${moment.toISOString().replace(/\D/g, "").slice(0, 14)}`;
    return [
        {
            kind: "sessions",
            id,
            says:
                client === undefined
                    ? `sessions of ${id}, by a restart of ${instances.join(", ")}`
                    : `sessions of ${id}`,
            once: client === undefined,
            run: () => (client ? endSessions(client) : restart(scene, instances)),
        },
        {
            kind: "snapshot",
            id,
            says: `snapshot of ${id}`,
            once: true,
            run: async () => {
                await whenFree(scene, () =>
                    scene.clients.rds.createDBClusterSnapshot({
                        DBClusterIdentifier: id,
                        DBClusterSnapshotIdentifier: snapshot,
                    }),
                );
                return `${snapshot} is being taken`;
            },
        },
    ];
}
