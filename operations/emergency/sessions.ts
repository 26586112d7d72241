import { connected, type Connection } from "@pii-platform/sql";
import type { Client } from "pg";
import type { Act } from "./change";
import type { Io } from "./io";
import { whenFree } from "./ready";
import type { Scene } from "./scene";

/** Sessions of people and programs, readers of logical replication among them; RDS's own are nobody's to end. */
const OF_OTHERS = `
    from pg_stat_activity
    where backend_type in ('client backend', 'walsender') and pid <> pg_backend_pid()
        and usename not in ('rdsadmin', 'rdsproxyadmin')
        and not exists (select from pg_roles where rolname = usename and rolsuper)`;

/** Ends the sessions of `role`, or of everybody but the caller. @returns in words */
export async function endSessions(client: Client, role?: string): Promise<string> {
    const { rows } = await client.query<{ usename: string; ended: boolean }>(
        `select usename, pg_terminate_backend(pid) as ended ${OF_OTHERS}
            and ($1::text is null or usename = $1)`,
        [role ?? null],
    );
    const who = [...new Set(rows.map(({ usename }) => usename))].sort().join(", ");
    return rows.length === 0 ? "there were none" : `${rows.length} ended, of ${who}`;
}

/** Restarts an instance, which ends every session that it has. */
export function restartOf(scene: Scene, instance: string, once = true): Act {
    return {
        kind: "sessions",
        id: instance,
        says: `sessions of ${instance}, by a restart`,
        once,
        run: async () => {
            await whenFree(scene, () =>
                scene.clients.rds.rebootDBInstance({ DBInstanceIdentifier: instance }),
            );
            return "it restarts";
        },
    };
}

/**
 * Does `work` on a connection that is there before the way to the database is cut, or on none: that
 * somebody has changed the master's password keeps nothing from being done.
 */
export async function across<T>(
    way: () => Promise<Connection>,
    { say }: Pick<Io, "say">,
    work: (client: Client | undefined) => Promise<T>,
): Promise<T> {
    const done: { begun: boolean; result?: { readonly value: T } } = { begun: false };
    try {
        return await connected(await way(), async (client) => {
            done.begun = true;
            done.result = { value: await work(client) };
            return done.result.value;
        });
    } catch (error) {
        if (done.result !== undefined) {
            // It is only the farewell that did not get through any more.
            return done.result.value;
        }
        if (done.begun) {
            throw error;
        }
        say(`${(error as Error).message}; so the writer is restarted`);
        return work(undefined);
    }
}
