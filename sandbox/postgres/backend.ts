import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import type { Backends } from "../cloud/backends";
import { reachable, serverAccount } from "./account";
import { caFileIn, ensureAuthority } from "./certificates";
import { Cluster, portOf, RECORD } from "./cluster";
import { imageIn, takeImage } from "./image";
import { type Installation, installation } from "./installation";

type ClusterBackend = Backends["postgres"];

/** The PostgreSQL servers of a sandbox: one, with its own data, for each cluster. */
export interface PostgresBackend extends ClusterBackend {
    /**
     * Where the data are: the folder that was asked for, or one under `/var/lib/pii-platform` where
     * root asked for a folder that the server's account cannot get to (see {@link serverAccount}).
     */
    readonly dir: string;
    /** Certificate of the authority that signed the servers' certificates; made by `create`. */
    readonly caFile: string;
    /**
     * Where a cluster's server listens on 127.0.0.1.
     * @throws Error when there is no such cluster
     */
    port(id: string): number;
    /** Starts the servers of all clusters that are there, each on the port it had if that is free. */
    startAll(): Promise<void>;
    /** Stops a cluster's server, if it runs; the data stay. */
    stop(id: string): Promise<void>;
    /** Stops every server. */
    stopAll(): Promise<void>;
}

/**
 * Real PostgreSQL 16 for the simulated Aurora. Servers are detached: they outlive this process and
 * are found again by `dir`. Everything may be called by several processes at once.
 */
export function postgresBackend(folder: string): PostgresBackend {
    const account = serverAccount();
    const dir = reachable(folder, account);
    let installed: Promise<Installation> | undefined;

    const withCluster = async (id: string, work: (cluster: Cluster) => Promise<void>) => {
        if (!/^[a-z][a-z0-9-]*$/.test(id)) {
            throw new Error(
                `a cluster's id is made of lower-case letters, digits and hyphens, got "${id}"`,
            );
        }
        installed ??= installation(account);
        const cluster = new Cluster(dir, id, await installed, account);
        await locked(join(dir, `${id}.lock`), () => work(cluster));
    };
    /** The clusters that have `file` in their folder. */
    const each = async (file: string, work: (id: string) => Promise<void>) => {
        const ids = readdirSync(dir).filter((id) => existsSync(join(dir, id, file)));
        await Promise.all(ids.map(work));
    };
    const stop = (id: string) => withCluster(id, (cluster) => cluster.stop());

    return {
        dir,
        caFile: caFileIn(dir),
        create: async (spec) => {
            await locked(join(dir, "ca.lock"), () => ensureAuthority(dir));
            await withCluster(spec.id, (cluster) =>
                cluster.exists ? cluster.start() : cluster.make(spec),
            );
        },
        setMasterPassword: (id, password) =>
            withCluster(id, async (cluster) => {
                // A cluster without instances has no server yet; it is made with its password.
                if (cluster.exists) {
                    await cluster.setMasterPassword(password);
                }
            }),
        configure: (id, parameters, now) =>
            withCluster(id, (cluster) => cluster.configure(parameters, now)),
        reboot: (id) => withCluster(id, (cluster) => cluster.reboot()),
        save: async (id, image) => {
            let hasData = false;
            await withCluster(id, async (cluster) => {
                hasData = cluster.exists;
                if (hasData) {
                    await cluster.start();
                    await cluster.asSuperuser((client) =>
                        takeImage(client, join(dir, id), imageIn(dir, image)),
                    );
                }
            });
            return hasData;
        },
        forget: (image) => {
            rmSync(imageIn(dir, image), { recursive: true, force: true });
            return Promise.resolve();
        },
        delete: (id) => withCluster(id, (cluster) => cluster.destroy()),
        port: (id) => portOf(dir, id),
        startAll: () => each(RECORD, (id) => withCluster(id, (cluster) => cluster.start())),
        stop,
        // Half-made ones too: their servers may run.
        stopAll: () => each("data", stop),
    };
}

/** Waits for its turn; a lock whose holder was killed is broken after `stale` milliseconds. */
async function locked(lockfilePath: string, work: () => Promise<void>): Promise<void> {
    const release = await lock(lockfilePath, {
        lockfilePath,
        realpath: false,
        stale: 15_000,
        retries: { retries: 1800, factor: 1, minTimeout: 100, maxTimeout: 100 },
    });
    try {
        await work();
    } finally {
        await release();
    }
}
