import { constants, cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Client } from "pg";

/** What belongs to the running server, not to its data; the WAL is copied when all else is. */
const NOT_DATA = ["postmaster.pid", "postmaster.opts", "server.log", "pg_wal", "pg_internal.init"];

/** Files may go while they are copied; then all is copied again, so often. */
const ATTEMPTS = 5;

/** Folder of the image of that name. */
export function imageIn(root: string, image: string): string {
    // No cluster's identifier begins with a dot.
    return join(root, ".images", image);
}

/**
 * Copies the data of a running cluster into the new folder `image`: a base backup, so nobody who is
 * connected notices. A server on the copy recovers to the moment when copying ended.
 *
 * @param client the superuser's
 * @param cluster folder with `data` and `password`
 */
export async function takeImage(client: Client, cluster: string, image: string): Promise<void> {
    const draft = `${image}.${process.pid}`;
    await client.query("select pg_backup_start('image', fast => true)");
    copyData(join(cluster, "data"), join(draft, "data"));
    const { rows } = await client.query<{ labelfile: string }>(
        "select labelfile from pg_backup_stop(wait_for_archive => false)",
    );
    cpSync(join(cluster, "data", "pg_wal"), join(draft, "data", "pg_wal"), { recursive: true });
    writeFileSync(join(draft, "data", "backup_label"), rows[0]?.labelfile ?? "");
    cpSync(join(cluster, "password"), join(draft, "password"));
    rmSync(image, { recursive: true, force: true });
    renameSync(draft, image);
}

function copyData(from: string, to: string): void {
    const filter = (file: string) =>
        !NOT_DATA.includes(basename(file)) && !basename(file).startsWith("pgsql_tmp");
    for (let attempt = 1; ; attempt++) {
        rmSync(dirname(to), { recursive: true, force: true });
        mkdirSync(to, { recursive: true });
        try {
            cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE, filter });
            return;
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ENOENT" || attempt === ATTEMPTS) {
                throw error;
            }
        }
    }
}
