import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { steadyPort } from "../../sandbox/shared/loopback";
import { ensureAuthority, serverIdentity } from "../../sandbox/postgres/certificates";

const ROOT = resolve(__dirname, "../..");

type Tool = "aws" | "session-manager-plugin" | "pulumi";

/** What the fake tools answer from. */
export interface World {
    /** Account of the credentials; none when there are no credentials. */
    account?: string;
    /** Whether the credentials may look the way in up. @default true */
    mayDescribe?: boolean;
    pluginVersion: string;
    /** Outputs of the stacks, by `<folder>@<stack>`; the folder of the whole is empty. */
    stacks: Record<string, unknown>;
    /** Error of the Pulumi CLI, whatever it is asked. */
    pulumiSays?: string;
    region: string;
    /** Name of the way in's group, and its instances. */
    group: string;
    instances: { InstanceId: string; LifecycleState: string; HealthStatus: string }[];
    /** The instance that Session Manager can reach. */
    connected?: string;
    /** Loopback ports behind what the instance can reach, by `<host>:<port>`. */
    reachable: Record<string, number>;
    /** The plugin does not heed Ctrl-C. */
    stubborn?: boolean;
}

/** A machine with the tools that a tunnel needs, and no others. */
export class Machine {
    readonly #folder = mkdtempSync(join(tmpdir(), "pii-tools-"));
    readonly #running: Running[] = [];

    constructor() {
        symlinkSync(process.execPath, join(this.#folder, "node"));
        for (const tool of ["aws", "session-manager-plugin", "pulumi"]) {
            symlinkSync(join(__dirname, "fake-tools", tool), join(this.#folder, tool));
        }
    }

    uninstall(...tools: Tool[]): void {
        for (const tool of tools) {
            unlinkSync(join(this.#folder, tool));
        }
    }

    /** Runs `npm run tunnel -- ARGS` in `world`. */
    tunnel(world: World, ...args: string[]): Running {
        return this.#run("operations/tunnel/main.ts", world, args, {});
    }

    /** Runs `npm run data -- ARGS` in `world`. */
    data(world: Pick<World, "stacks">, env: NodeJS.ProcessEnv, ...args: string[]): Running {
        return this.#run("operations/data/main.ts", world, args, env);
    }

    #run(main: string, world: object, args: readonly string[], env: NodeJS.ProcessEnv): Running {
        const file = join(this.#folder, "world.json");
        writeFileSync(file, JSON.stringify(world));
        const running = new Running(
            spawn(process.execPath, ["--require", "tsx/cjs", main, ...args], {
                cwd: ROOT,
                env: {
                    ...process.env,
                    PATH: this.#folder,
                    FAKE_WORLD: file,
                    NO_COLOR: "1",
                    ...env,
                },
                stdio: ["ignore", "pipe", "pipe"],
            }),
        );
        this.#running.push(running);
        return running;
    }

    async remove(): Promise<void> {
        for (const running of this.#running) {
            running.signal("SIGINT");
            await running.exit;
        }
        rmSync(this.#folder, { recursive: true, force: true });
    }
}

/** A command that may be running still. */
export class Running {
    stdout = "";
    stderr = "";
    readonly exit: Promise<number | null>;
    #watchers: (() => void)[] = [];
    #over = false;

    constructor(private readonly child: ChildProcess) {
        child.stdout?.on("data", (chunk) => {
            this.stdout += String(chunk);
            this.#look();
        });
        child.stderr?.on("data", (chunk) => {
            this.stderr += String(chunk);
            this.#look();
        });
        this.exit = new Promise((resolve) => {
            child.on("close", (code) => {
                this.#over = true;
                this.#look();
                resolve(code);
            });
        });
    }

    /** The first match of `pattern` in what it writes, once that is written. */
    says(pattern: RegExp): Promise<RegExpExecArray> {
        return new Promise((resolve, reject) => {
            const look = () => {
                const found = pattern.exec(this.stdout) ?? pattern.exec(this.stderr);
                if (found !== null) {
                    resolve(found);
                } else if (this.#over) {
                    reject(
                        new Error(`never said ${String(pattern)}:\n${this.stdout}${this.stderr}`),
                    );
                } else {
                    return;
                }
                this.#watchers = this.#watchers.filter((watcher) => watcher !== look);
            };
            this.#watchers.push(look);
            look();
        });
    }

    signal(signal: NodeJS.Signals): void {
        this.child.kill(signal);
    }

    #look(): void {
        for (const watcher of [...this.#watchers]) {
            watcher();
        }
    }
}

/** A server on a loopback port that answers PostgreSQL's request for TLS, and echoes all else. */
export async function fakeDatabase(): Promise<{ port: number; close: () => void }> {
    const server = createServer((socket) => {
        socket.on("error", () => undefined);
        socket.on("data", (data) => {
            const asksForTls = data.length === 8 && data.readUInt32BE(4) === 80877103;
            socket.write(asksForTls ? "S" : data);
        });
    });
    return { port: await listen(server), close: () => server.close() };
}

/** A server on a loopback port that speaks TLS, under a name of its own making. */
export async function fakeTables(): Promise<{ port: number; close: () => void }> {
    const dir = mkdtempSync(join(tmpdir(), "pii-tables-"));
    await ensureAuthority(dir);
    const { certificate: cert, key } = await serverIdentity(dir, ["tables.example"]);
    rmSync(dir, { recursive: true });
    const server = createTlsServer({ cert, key });
    return { port: await listen(server), close: () => server.close() };
}

/** Takes a free loopback port. */
export function listen(server: Server): Promise<number> {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
            resolve((server.address() as AddressInfo).port);
        });
    });
}

/** What comes back through the port for `text`. */
export function roundTrip(port: number, text: string): Promise<string> {
    return new Promise((resolve, reject) => {
        const socket = connect(port, "127.0.0.1", () => socket.write(text));
        socket.once("error", reject);
        socket.once("data", (data) => {
            socket.destroy();
            resolve(data.toString());
        });
    });
}

/** A loopback port that is free, and that nobody else comes by. */
export async function freePort(): Promise<number> {
    const port = steadyPort();
    return (await isFree(port)) ? port : freePort();
}

/** Whether nobody listens on the loopback port. */
export function isFree(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1", () => {
            socket.destroy();
            resolve(false);
        });
        socket.once("error", () => {
            resolve(true);
        });
    });
}
