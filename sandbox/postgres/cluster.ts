import {
    chmodSync,
    constants,
    cpSync,
    existsSync,
    mkdirSync,
    readFileSync,
    renameSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { DatabaseSpec } from "../cloud/backends";
import { type Account, hand } from "./account";
import { caFileIn, serverIdentity } from "./certificates";
import { pgHbaConf, postgresqlConf } from "./configuration";
import { type Installation, SUPERUSER } from "./installation";
import { prepare, setPassword } from "./rds";
import { freePort, isServing, PortTaken, type Server, startServer, stopServer } from "./server";

/** File with what is kept of a cluster. */
export const RECORD = "cluster.json";

/** What is kept of a cluster; it is written last, so where it is the cluster is whole. */
interface ClusterRecord extends Omit<DatabaseSpec, "masterPassword"> {
    /** Where the server listens, or listened last. */
    readonly port: number;
}

/**
 * Where the server of cluster `id` under `root` listens on 127.0.0.1.
 * @throws Error when there is no such cluster
 */
export function portOf(root: string, id: string): number {
    const file = join(root, id, RECORD);
    if (!existsSync(file)) {
        throw new Error(`the sandbox has no PostgreSQL cluster "${id}"`);
    }
    return (JSON.parse(readFileSync(file, "utf8")) as ClusterRecord).port;
}

/** One cluster's folder: `data`, the superuser's password, and the record. */
export class Cluster {
    readonly #folder: string;

    constructor(
        private readonly root: string,
        readonly id: string,
        private readonly installed: Installation,
        private readonly account: Account | undefined,
    ) {
        this.#folder = join(root, id);
    }

    get exists(): boolean {
        return existsSync(this.#recordFile);
    }

    /** Makes the cluster and starts it; what a killed attempt left behind is thrown away. */
    async make(spec: DatabaseSpec): Promise<void> {
        await this.destroy();
        const { masterPassword, ...rest } = spec;
        mkdirSync(this.#folder, { mode: 0o755 });
        const mode = constants.COPYFILE_FICLONE;
        cpSync(this.installed.template, this.#data, { recursive: true, mode });
        const { certificate, key } = await serverIdentity(this.root, spec.hostnames);
        writeFileSync(join(this.#data, "server.pem"), certificate);
        writeFileSync(join(this.#data, "server.key"), key, { mode: 0o600 });
        writeFileSync(join(this.#data, "pg_hba.conf"), pgHbaConf(spec.parameters));
        hand(this.#data, this.account);
        chmodSync(this.#data, 0o700);
        writeFileSync(join(this.#folder, "password"), this.installed.password, { mode: 0o600 });
        const port = await this.#startOn(spec.parameters, undefined);
        await this.#asSuperuser(port, (client) => prepare(client, { ...rest, masterPassword }));
        this.#write({ ...rest, port });
    }

    /** Starts the server where it is down, on the port it had, when that is free. */
    async start(): Promise<void> {
        const record = this.#record();
        const port = await this.#startOn(record.parameters, record.port);
        this.#write({ ...record, port });
    }

    async stop(): Promise<void> {
        if (existsSync(this.#data)) {
            await stopServer(this.#server);
        }
    }

    async destroy(): Promise<void> {
        await this.stop();
        rmSync(this.#folder, { recursive: true, force: true });
    }

    async setMasterPassword(password: string): Promise<void> {
        await this.start();
        const { port, masterUsername } = this.#record();
        await this.#asSuperuser(port, (client) => setPassword(client, masterUsername, password));
    }

    get #data(): string {
        return join(this.#folder, "data");
    }

    get #recordFile(): string {
        return join(this.#folder, RECORD);
    }

    get #server(): Server {
        return { data: this.#data, pgCtl: this.installed.bin("pg_ctl"), account: this.account };
    }

    /** Starts the server, on `preferred` where that port is free. @returns the port */
    async #startOn(
        parameters: DatabaseSpec["parameters"],
        preferred: number | undefined,
    ): Promise<number> {
        for (let attempt = 0; attempt < 5; attempt++) {
            if (!isServing(this.#data)) {
                const port = await freePort(preferred);
                const text = postgresqlConf(parameters, port, this.installed);
                writeFileSync(join(this.#data, "postgresql.conf"), text);
            }
            try {
                return await startServer(this.#server);
            } catch (error) {
                // Taken since it was looked at.
                if (!(error instanceof PortTaken)) {
                    throw error;
                }
            }
        }
        throw new Error(`no port on 127.0.0.1 stays free for PostgreSQL cluster "${this.id}"`);
    }

    async #asSuperuser(port: number, work: (client: Client) => Promise<void>): Promise<void> {
        const client = new Client({
            host: "127.0.0.1",
            port,
            database: "postgres",
            user: SUPERUSER,
            password: readFileSync(join(this.#folder, "password"), "utf8"),
            ssl: { ca: readFileSync(caFileIn(this.root), "utf8") },
        });
        await client.connect();
        try {
            await work(client);
        } finally {
            await client.end();
        }
    }

    #record(): ClusterRecord {
        return JSON.parse(readFileSync(this.#recordFile, "utf8")) as ClusterRecord;
    }

    /** Replaces the record as a whole, so that nobody reads half of one. */
    #write(record: ClusterRecord): void {
        const draft = `${this.#recordFile}.${process.pid}`;
        writeFileSync(draft, JSON.stringify(record));
        renameSync(draft, this.#recordFile);
    }
}
