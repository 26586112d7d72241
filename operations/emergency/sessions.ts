import { connected, type Connection, UnreachableError } from "@pii-platform/sql";
import type { Client } from "pg";
import type { Io } from "./io";
import { whenFree } from "./ready";
import type { Scene } from "./scene";

/** Sessions of people and programs; RDS's own are nobody's to end. */
const OF_OTHERS = `
    from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()
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

/**
 * Restarts the instances, the writer first, and so ends every session; nobody can get in anew.
 * @returns in words
 */
export async function restart(scene: Scene, instances: readonly string[]): Promise<string> {
    for (const DBInstanceIdentifier of instances) {
        await whenFree(scene, () => scene.clients.rds.rebootDBInstance({ DBInstanceIdentifier }));
    }
    return `${instances.join(", ")} restart`;
}

/** Does `work` on a connection that is there before the way to the database is cut, or on none. */
export async function across<T>(
    way: Connection | undefined,
    { say }: Pick<Io, "say">,
    work: (client: Client | undefined) => Promise<T>,
): Promise<T> {
    if (way === undefined) {
        return work(undefined);
    }
    let result: { readonly value: T } | undefined;
    try {
        return await connected(way, async (client) => {
            result = { value: await work(client) };
            return result.value;
        });
    } catch (error) {
        if (result !== undefined) {
            // It is only the farewell that did not get through any more.
            return result.value;
        }
        if (!(error instanceof UnreachableError)) {
            throw error;
        }
        say(error.message);
        return work(undefined);
    }
}
