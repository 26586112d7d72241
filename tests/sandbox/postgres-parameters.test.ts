import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import {
    backendInTemporaryFolder,
    databaseSpec,
    masterConnection,
    query,
} from "../support/postgres";

describe("parameters of a PostgreSQL server that change", () => {
    const { backend, remove } = backendInTemporaryFolder();
    const base = { "rds.force_ssl": "0", work_mem: "8192", log_statement: "ddl" };
    const spec = databaseSpec({ parameters: base });

    before(async () => {
        await backend.create(spec);
    });
    beforeEach(async () => {
        await backend.configure(spec.id, base, []);
        await backend.reboot(spec.id);
    });
    after(remove);

    const setting = async (name: string) => {
        const master = masterConnection(backend, spec);
        const [row] = await query<{ value: string }>(
            master,
            "select current_setting($1) as value",
            [name],
        );
        return row?.value;
    };
    const pid = () =>
        readFileSync(join(backend.dir, spec.id, "data", "postmaster.pid"), "utf8").split("\n")[0];

    it("are in force at once where that is asked for, the others after a reboot", async () => {
        const before = pid();
        const changed = { ...base, work_mem: "16384", max_locks_per_transaction: "128" };
        await backend.configure(spec.id, changed, ["work_mem"]);
        assert.equal(await setting("work_mem"), "16MB");
        assert.equal(await setting("max_locks_per_transaction"), "64");
        assert.equal(pid(), before);
        await backend.reboot(spec.id);
        assert.equal(await setting("work_mem"), "16MB");
        assert.equal(await setting("max_locks_per_transaction"), "128");
        assert.notEqual(pid(), before);
    });

    it("wait for a reboot, not for a stop and start of the sandbox", async () => {
        await backend.configure(spec.id, { ...base, work_mem: "16384" }, []);
        await backend.stopAll();
        await backend.startAll();
        assert.equal(await setting("work_mem"), "8MB");
        await backend.reboot(spec.id);
        assert.equal(await setting("work_mem"), "16MB");
    });

    it("go back to PostgreSQL's own value when they are taken away", async () => {
        await backend.configure(spec.id, { log_statement: "ddl" }, ["work_mem"]);
        assert.equal(await setting("work_mem"), "4MB");
    });

    it("close the door to connections without TLS", async () => {
        const plain = () => new Client({ ...masterConnection(backend, spec), ssl: undefined });
        const open = plain();
        await open.connect();
        await open.end();
        await backend.configure(spec.id, { ...base, "rds.force_ssl": "1" }, ["rds.force_ssl"]);
        await assert.rejects(plain().connect(), /no encryption/);
    });

    it("stay as they were when PostgreSQL refuses one", async () => {
        await assert.rejects(
            backend.configure(spec.id, { ...base, work_mem: "plenty" }, ["work_mem"]),
            /PostgreSQL refuses parameters: work_mem = 'plenty'/,
        );
        await backend.reboot(spec.id);
        assert.equal(await setting("work_mem"), "8MB");
    });

    it("leaves out Aurora's own, which PostgreSQL does not know", async () => {
        const parameters = { ...base, apg_buffer_invalid_lookup_strategy: "0" };
        await backend.configure(spec.id, parameters, Object.keys(parameters));
        assert.equal(await setting("work_mem"), "8MB");
    });
});
