import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import {
    backendInTemporaryFolder,
    databaseSpec,
    masterConnection,
    query,
} from "../support/postgres";

describe("data of one PostgreSQL cluster in another", () => {
    const { backend, remove } = backendInTemporaryFolder();
    const source = databaseSpec({ id: "source" });
    const copyOf = (id: string, changes = {}) => ({
        ...source,
        id,
        image: "taken",
        hostnames: [`${id}.example.com`],
        ...changes,
    });

    before(async () => {
        await backend.create(source);
        await query(masterConnection(backend, source), "create table t as select 1 as n");
        assert.equal(await backend.save(source.id, "taken"), true);
    });
    after(async () => {
        await remove();
    });

    const rows = (spec: typeof source) =>
        query<{ n: number }>(masterConnection(backend, spec), "select n from t order by n");

    it("begins with what was there when the image was taken, and goes its own way", async () => {
        const copy = copyOf("copy");
        await query(masterConnection(backend, source), "insert into t values (2)");
        await backend.create(copy);
        assert.deepEqual(await rows(copy), [{ n: 1 }]);
        await query(masterConnection(backend, copy), "insert into t values (3)");
        assert.deepEqual(await rows(source), [{ n: 1 }, { n: 2 }]);
        assert.deepEqual(await rows(copy), [{ n: 1 }, { n: 3 }]);
    });

    it("does not cut off who is connected to the source", async () => {
        const client = new Client(masterConnection(backend, source));
        await client.connect();
        await client.query("begin");
        await client.query("insert into t values (4)");
        await backend.save(source.id, "busy");
        await client.query("commit");
        await client.end();
        const copy = copyOf("busy-copy", { image: "busy" });
        await backend.create(copy);
        assert.equal(
            (await rows(copy)).some(({ n }) => n === 4),
            false,
        );
    });

    it("keeps the source's password where it gets none, and takes another", async () => {
        const kept = copyOf("kept", { masterPassword: undefined });
        await backend.create(kept);
        assert.deepEqual(await rows({ ...kept, masterPassword: source.masterPassword }), [
            { n: 1 },
        ]);
        const other = copyOf("other", { masterPassword: "another-password" });
        await backend.create(other);
        assert.deepEqual(await rows(other), [{ n: 1 }]);
        await assert.rejects(
            rows({ ...other, masterPassword: source.masterPassword }),
            /password authentication failed/,
        );
    });

    it("outlives the source, until it is forgotten", async () => {
        const lost = databaseSpec({ id: "lost" });
        await backend.create(lost);
        await query(masterConnection(backend, lost), "create table t as select 7 as n");
        await backend.save(lost.id, "of-lost");
        await backend.delete(lost.id);
        const found = { ...lost, id: "found", image: "of-lost" };
        await backend.create(found);
        assert.deepEqual(await rows(found), [{ n: 7 }]);
        await backend.forget("of-lost");
        await backend.forget("of-lost");
        assert.equal(existsSync(join(backend.dir, ".images", "of-lost")), false);
        await assert.rejects(backend.create({ ...lost, id: "late", image: "of-lost" }), /ENOENT/);
    });

    it("has none to keep of a cluster that never started, and replaces an older image", async () => {
        assert.equal(await backend.save("never", "nothing"), false);
        await query(masterConnection(backend, source), "delete from t");
        await backend.save(source.id, "taken");
        const empty = copyOf("empty");
        await backend.create(empty);
        assert.deepEqual(await rows(empty), []);
    });
});
