import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import type { ClientConfig } from "pg";
import { clusterParameters } from "../../infra/aurora/parameters";
import { INTERRUPTED } from "../../sandbox/cli/interrupt";
import { postgresBackend } from "../../sandbox/postgres/backend";
import { makeLogins, provision } from "../../sandbox/postgres/deployed";
import { SUPERUSER } from "../../sandbox/postgres/installation";
import { OWNER } from "../../sql/catalogue/roles";
import { connected } from "../../sql/connection";
import { ACCESS, loadMigrations, migrate } from "../../sql/runner";
import { Session } from "./sql-session";

const ID = "bench";

/** A database as a deployment leaves it, on a server of its own. */
export interface Database {
    /** Connects somebody who acts as `role`; `settings` such as `-c synchronous_commit=off`. */
    as(role: string, settings?: string): Promise<Session>;
    /** Takes server and data away. */
    remove(): Promise<void>;
}

/**
 * Starts a server in a temporary folder, which Ctrl-C takes away as well. Unlike a sandbox's it waits
 * for the disk and has room for all data; like Aurora it writes no full pages. What would work
 * beside what is measured does not: vacuum, checkpoints, parallel workers.
 */
export async function openDatabase(): Promise<Database> {
    const folder = mkdtempSync(join(tmpdir(), "pii-bench-"));
    const backend = postgresBackend(folder);
    let removal: Promise<void> | undefined;
    const remove = () =>
        (removal ??= backend.stopAll().then(() => {
            rmSync(backend.dir, { recursive: true, force: true });
            rmSync(folder, { recursive: true, force: true });
        }));
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, () => void remove().then(() => process.exit(INTERRUPTED)));
    }
    const master = { user: "postgres", password: randomBytes(12).toString("hex") };
    const parameters = Object.fromEntries(
        clusterParameters("optimized").map(({ name, value }) => [name, value]),
    );
    await backend.create({
        id: ID,
        databaseName: "pii",
        masterUsername: master.user,
        masterPassword: master.password,
        hostnames: ["bench.cluster-abc.eu-central-1.rds.amazonaws.com"],
        // TLS would be a part of each figure.
        parameters: { ...parameters, "rds.force_ssl": "0" },
    });
    const connection = () => ({ host: "127.0.0.1", port: backend.port(ID), database: "pii" });
    const superuser = {
        user: SUPERUSER,
        password: readFileSync(join(backend.dir, ID, "password"), "utf8"),
    };
    await tune({ ...connection(), ...superuser });
    await backend.stop(ID);
    await backend.startAll();
    const login = { ...connection(), ...master };
    await connected(login, async (client) => {
        await provision(client);
        await makeLogins(client, master.password);
    });
    await migrate(login, loadMigrations(), { setRole: OWNER, access: ACCESS });
    return {
        as: (role, settings = "") =>
            Session.open({ ...login, options: `-c role=${role} ${settings}` }),
        remove,
    };
}

/** Goes before what the sandbox has decided, from the next start on. */
async function tune(config: ClientConfig): Promise<void> {
    const gigabytes = Math.max(1, Math.min(2, Math.floor(totalmem() / 2 ** 32)));
    const session = await Session.open(config);
    for (const [name, value] of Object.entries({
        shared_buffers: `${gigabytes}GB`,
        fsync: "on",
        max_wal_size: "16GB",
        checkpoint_timeout: "1h",
        autovacuum: "off",
        max_parallel_workers_per_gather: "0",
        max_parallel_maintenance_workers: "0",
    })) {
        await session.run(`alter system set ${name} = '${value}'`);
    }
    await session.end();
}
