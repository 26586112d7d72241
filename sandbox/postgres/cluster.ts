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
import { imageIn } from "./image";
import { type Installation, SUPERUSER } from "./installation";
import { prepare, setPassword } from "./rds";
import { freePort, isServing, PortTaken, type Server, startServer, stopServer } from "./server";

/** File with what is kept of a cluster. */
export const RECORD = "cluster.json";

/** What is kept of a cluster; it is written last, so where it is the cluster is whole. */
interface ClusterRecord extends Omit<DatabaseSpec, "masterPassword" | "image"> {
    /** Where the server listens, or listened last. */
    readonly port: number;
    /** The parameters after the next reboot, where they are others. */
    readonly pending?: DatabaseSpec["parameters"];
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
        const { masterPassword, image, ...rest } = spec;
        mkdirSync(this.#folder, { mode: 0o755 });
        const mode = constants.COPYFILE_FICLONE;
        const source = image === undefined ? undefined : imageIn(this.root, image);
        const data = source === undefined ? this.installed.template : join(source, "data");
        cpSync(data, this.#data, { recursive: true, mode });
        const { certificate, key } = await serverIdentity(this.root, spec.hostnames);
        writeFileSync(join(this.#data, "server.pem"), certificate);
        writeFileSync(join(this.#data, "server.key"), key, { mode: 0o600 });
        hand(this.#data, this.account);
        chmodSync(this.#data, 0o700);
        const superuser =
            source === undefined
                ? this.installed.password
                : readFileSync(join(source, "password"), "utf8");
        writeFileSync(join(this.#folder, "password"), superuser, { mode: 0o600 });
        const port = await this.#startOn(spec.parameters, undefined);
        await this.#connected(port, async (client) => {
            if (source === undefined) {
                await prepare(client, rest);
            }
            if (masterPassword !== undefined) {
                await setPassword(client, rest.masterUsername, masterPassword);
            }
        });
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
        const { masterUsername } = this.#record();
        await this.asSuperuser((client) => setPassword(client, masterUsername, password));
    }

    /** Puts the parameters that `now` names in force; the others wait for {@link reboot}. */
    async configure(parameters: DatabaseSpec["parameters"], now: readonly string[]): Promise<void> {
        await this.start();
        const record = this.#record();
        const kept = Object.entries(record.parameters).filter(([name]) => !now.includes(name));
        const changed = Object.entries(parameters).filter(([name]) => now.includes(name));
        const inForce = Object.fromEntries([...kept, ...changed]);
        this.#configureData(inForce, record.port);
        try {
            await this.asSuperuser(refuseWrong);
        } catch (error) {
            this.#configureData(record.parameters, record.port);
            throw error;
        }
        await this.#reload(record.port);
        this.#write({ ...record, parameters: inForce, pending: parameters });
    }

    /** Restarts the server with the parameters that it was given last. */
    async reboot(): Promise<void> {
        const { pending, ...record } = this.#record();
        await this.stop();
        this.#write({ ...record, parameters: pending ?? record.parameters });
        await this.start();
    }

    /** Runs `work` on a connection of the superuser's to the server, which runs. */
    async asSuperuser(work: (client: Client) => Promise<void>): Promise<void> {
        await this.#connected(this.#record().port, work);
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
                this.#configureData(parameters, port);
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

    #configureData(parameters: DatabaseSpec["parameters"], port: number): void {
        const text = postgresqlConf(parameters, port, this.installed);
        writeFileSync(join(this.#data, "postgresql.conf"), text);
        writeFileSync(join(this.#data, "pg_hba.conf"), pgHbaConf(parameters));
    }

    /** Returns when new connections have the parameters of the file. */
    async #reload(port: number): Promise<void> {
        const asked = await this.#connected(port, async (client) => {
            const { rows } = await client.query<{ now: string }>("select now()::text as now");
            await client.query("select pg_reload_conf()");
            return rows[0]?.now ?? "";
        });
        const isLoaded = async (client: Client) => {
            const text = "select pg_conf_load_time() >= $1::timestamptz as loaded";
            const { rows } = await client.query<{ loaded: boolean }>(text, [asked]);
            return rows[0]?.loaded === true;
        };
        while (!(await this.#connected(port, isLoaded)));
    }

    async #connected<T>(port: number, work: (client: Client) => Promise<T>): Promise<T> {
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
            return await work(client);
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

/** Refuses a configuration file with a value that PostgreSQL does not take. */
async function refuseWrong(client: Client): Promise<void> {
    const { rows } = await client.query<{ name: string; setting: string; error: string }>(
        "select name, setting, error from pg_file_settings where error is not null",
    );
    if (rows.length > 0) {
        const list = rows.map(({ name, setting, error }) => `${name} = '${setting}': ${error}`);
        throw new Error(`PostgreSQL refuses parameters: ${list.join("; ")}`);
    }
}
