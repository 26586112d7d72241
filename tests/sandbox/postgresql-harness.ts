import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresqlProvider } from "../../sandbox/postgresql/provider";
import type { Props, Provider } from "../../sandbox/provider/provider";
import { freshDatabase, query, type TestConnection } from "../support/postgres";

export const ROLE = "postgresql:index/role:Role";
export const SCHEMA = "postgresql:index/schema:Schema";
export const GRANT = "postgresql:index/grant:Grant";
export const DEFAULTS = "postgresql:index/defaultPrivileges:DefaultPrivileges";
export const GRANT_ROLE = "postgresql:index/grantRole:GrantRole";
export const DATABASE = "postgresql:index/database:Database";
export const EXTENSION = "postgresql:index/extension:Extension";

let connection: TestConnection;
let provider: Provider;
let settings: Props;

/** Gives a file of tests a database of its own, and the provider as the stacks configure it. */
export function useStandIn(): void {
    let folder: string;

    before(async () => {
        connection = await freshDatabase();
        folder = mkdtempSync(join(tmpdir(), "pii-platform-"));
        const sslrootcert = join(folder, "ca.pem");
        writeFileSync(sslrootcert, connection.ssl?.ca ?? "");
        settings = {
            host: "localhost",
            port: JSON.stringify(connection.port),
            database: connection.database,
            username: connection.user,
            password: connection.password,
            superuser: "false",
            sslmode: "verify-full",
            sslrootcert,
        };
        provider = await configured({});
    });
    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });
}

/** How the master user logs in to the file's database. */
export const master = (): TestConnection => connection;
/** The provider that the functions below speak to. */
export const standIn = (): Provider => provider;

/** Another provider, with other settings. */
export async function configured(changes: Props): Promise<Provider> {
    const result = postgresqlProvider();
    await result.configure?.({ ...settings, ...changes });
    return result;
}

export function check(type: string, news: Props, olds: Props = {}) {
    const randomSeed = new Uint8Array(32);
    // Checking asks no server, so it needs no settings either.
    return postgresqlProvider().check({ urn: "", type, name: "res", olds, news, randomSeed });
}

/** One resource, as the engine would lead it from program to server and back. */
export class Resource {
    inputs: Props = {};
    outputs: Props = {};
    id = "";

    constructor(readonly type: string) {}

    async create(program: Props): Promise<this> {
        const { inputs, failures } = check(this.type, program);
        assert.deepEqual(failures, []);
        const request = { urn: "", type: this.type, name: "res", inputs, preview: false };
        Object.assign(this, await provider.create(request), { inputs });
        return this;
    }

    async update(program: Props): Promise<void> {
        const { inputs: news } = check(this.type, program, this.inputs);
        const { type, id, outputs: olds, inputs: oldInputs } = this;
        const request = { urn: "", type, id, olds, oldInputs, news, preview: false };
        this.outputs = await provider.update(request);
        this.inputs = news;
    }

    /** What `pulumi up` would change after a refresh; `gone` where nothing is left. */
    async drift(program: Props = this.inputs) {
        const { type, id, inputs, outputs: state } = this;
        const found = await provider.read({ urn: "", type, id, inputs, state });
        if (found === undefined) {
            return "gone";
        }
        assert.deepEqual(found.outputs, { ...state, ...found.outputs });
        const { inputs: news } = check(type, program, found.inputs);
        return provider.diff({ type, olds: found.outputs, oldInputs: found.inputs, news }).changed;
    }

    delete(): Promise<void> {
        const { type, id, outputs: state } = this;
        return provider.delete({ urn: "", type, id, state });
    }
}
export const create = (type: string, program: Props) => new Resource(type).create(program);
/** A role, which is the whole server's: its name is of these tests' own. */
export const role = (name: string, more: Props = {}) =>
    create(ROLE, { name: `prov_${name}`, ...more });
/** Runs one statement as the master user. */
export const ask = (text: string) => query<Record<string, unknown>>(connection, text);
