import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { DatabaseSpec } from "../../sandbox/cloud/backends";
import { type PostgresBackend, postgresBackend } from "../../sandbox/postgres/backend";
import { SUPERUSER } from "../../sandbox/postgres/installation";

/** How to log in to a database of the shared server. */
export interface TestConnection {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
    /** Settings of the session, such as `-c role=pii_reader`. */
    readonly options?: string;
    readonly ssl?: { readonly ca: string };
}

/** A cluster whose master password is known. */
export type TestSpec = DatabaseSpec & Required<Pick<DatabaseSpec, "masterPassword">>;

/** What RDS would be asked for; a test changes what it is about. */
export function databaseSpec(changes: Partial<TestSpec> = {}): TestSpec {
    return {
        id: "test",
        databaseName: "pii",
        masterUsername: "postgres",
        masterPassword: randomBytes(12).toString("hex"),
        hostnames: ["test.cluster-abc.eu-central-1.rds.amazonaws.com"],
        parameters: { "rds.force_ssl": "1" },
        ...changes,
    };
}

/** A folder for clusters, with what takes them away again. */
export function backendInTemporaryFolder(): {
    backend: PostgresBackend;
    remove: () => Promise<void>;
} {
    const folder = mkdtempSync(join(tmpdir(), "pii-platform-"));
    const backend = postgresBackend(folder);
    return {
        backend,
        remove: async () => {
            await backend.stopAll();
            rmSync(backend.dir, { recursive: true, force: true });
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** How the master user logs in to a cluster of `backend`. */
export function masterConnection(backend: PostgresBackend, spec: TestSpec): TestConnection {
    return {
        host: "127.0.0.1",
        port: backend.port(spec.id),
        database: spec.databaseName,
        user: spec.masterUsername,
        password: spec.masterPassword,
        ssl: { ca: readFileSync(backend.caFile, "utf8") },
    };
}

/**
 * How RDS itself logs in to a cluster of `backend`, which nobody else can: as the superuser, for what
 * a test wants to find there.
 */
export function superuserConnection(backend: PostgresBackend, spec: TestSpec): TestConnection {
    const password = readFileSync(join(backend.dir, spec.id, "password"), "utf8");
    return { ...masterConnection(backend, spec), user: SUPERUSER, password };
}

interface Shared {
    readonly master: TestConnection;
    readonly superuser: TestConnection;
    readonly remove: () => Promise<void>;
}

let shared: Promise<Shared> | undefined;
let databases = 0;

// Imported once by however many files, so this is one hook at the end of the whole run.
after(async () => {
    await (await shared)?.remove();
});

/** A new database, owned by the master user, on the one server that a whole run of mocha shares. */
export async function freshDatabase(): Promise<TestConnection> {
    shared ??= start();
    const { master } = await shared;
    const database = `test_${++databases}`;
    await query(master, `create database ${database}`);
    return { ...master, database };
}

/** The superuser of the shared server, on the database of `connection`. */
export async function asSuperuser({ database }: TestConnection): Promise<TestConnection> {
    shared ??= start();
    return { ...(await shared).superuser, database };
}

async function start(): Promise<Shared> {
    const { backend, remove } = backendInTemporaryFolder();
    const spec = databaseSpec();
    await backend.create(spec);
    return {
        master: masterConnection(backend, spec),
        superuser: superuserConnection(backend, spec),
        remove,
    };
}

/** Runs one statement on a connection of its own. */
export async function query<Row extends object>(
    connection: TestConnection,
    text: string,
    values: readonly unknown[] = [],
): Promise<Row[]> {
    const client = new Client(connection);
    await client.connect();
    try {
        return (await client.query<Row>(text, [...values])).rows;
    } finally {
        await client.end();
    }
}
