import assert from "node:assert/strict";
import { readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { setImmediate } from "node:timers/promises";
import { postgresBackend } from "../../sandbox/postgres/backend";
import { isServing } from "../../sandbox/postgres/server";
import {
    backendInTemporaryFolder,
    databaseSpec,
    masterConnection,
    query,
    type TestConnection,
} from "../support/postgres";

describe("PostgreSQL behind the simulated Aurora", () => {
    const { backend, remove } = backendInTemporaryFolder();
    const spec = databaseSpec({
        masterUsername: "pii_admin",
        masterPassword: `it's "quoted" \\ 100%`,
        parameters: {
            "rds.force_ssl": "1",
            shared_preload_libraries: "pg_stat_statements,pgaudit",
            shared_buffers: "{DBInstanceClassMemory/12038}",
            max_connections: "5000",
            work_mem: "8192",
            log_statement: "ddl",
            "pgaudit.log": "ddl,role,write",
        },
    });
    let master: TestConnection;
    const pid = () =>
        Number(
            readFileSync(join(backend.dir, spec.id, "data", "postmaster.pid"), "utf8").split(
                "\n",
            )[0],
        );

    before(async () => {
        await backend.create(spec);
        master = masterConnection(backend, spec);
    });
    after(remove);

    it("hands over a master user that is no superuser but a member of rds_superuser", async () => {
        const [role] = await query(
            master,
            `select rolsuper, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls,
                pg_has_role('rds_superuser', 'usage') as rds,
                pg_has_role('pg_monitor', 'usage') as monitor,
                pg_has_role('rds_iam', 'usage with admin option') as iam
            from pg_roles where rolname = current_user`,
        );
        assert.deepEqual(role, {
            rolsuper: false,
            rolcreaterole: true,
            rolcreatedb: true,
            rolcanlogin: true,
            rolbypassrls: false,
            rds: true,
            monitor: true,
            iam: true,
        });
    });

    it("has RDS's roles, and rdsadmin as the only superuser", async () => {
        const roles = await query<Record<string, unknown>>(
            master,
            `select rolname, rolsuper, rolcanlogin from pg_roles
            where rolname !~ '^pg_' order by rolname`,
        );
        assert.deepEqual(
            roles.map((role) => Object.values(role)),
            [
                ["pii_admin", false, true],
                ["rds_iam", false, false],
                ["rds_password", false, false],
                ["rds_replication", false, false],
                ["rds_superuser", false, false],
                ["rdsadmin", true, true],
            ],
        );
    });

    it("gives the master its databases, not rdsadmin's", async () => {
        const databases = await query(
            master,
            `select datname, pg_get_userbyid(datdba) as owner,
                has_database_privilege(datname, 'connect') as connect
            from pg_database where not datistemplate order by datname`,
        );
        assert.deepEqual(databases, [
            { datname: "pii", owner: "pii_admin", connect: true },
            { datname: "postgres", owner: "pii_admin", connect: true },
            { datname: "rdsadmin", owner: "rdsadmin", connect: false },
        ]);
    });

    it("refuses a connection without TLS where rds.force_ssl asks for it", async () => {
        const client = new Client({ ...master, ssl: undefined });
        await assert.rejects(client.connect(), /no pg_hba.conf entry .* no encryption/);
    });

    it("has a certificate for the endpoint and for localhost, and for no other name", async () => {
        const name = async (servername: string) => {
            const client = new Client({
                ...master,
                ssl: { ca: readFileSync(backend.caFile, "utf8"), servername },
            });
            await client.connect();
            await client.end();
        };
        await name("localhost");
        await name("test.cluster-abc.eu-central-1.rds.amazonaws.com");
        await assert.rejects(name("other.eu-central-1.rds.amazonaws.com"), /not in the cert's/);
        const stranger = new Client({ ...master, ssl: true });
        await assert.rejects(stranger.connect(), /unable to verify|self-signed/);
    });

    it("takes the parameter group's values, less formulas, memory and missing libraries", async () => {
        const [settings] = await query(
            master,
            `select current_setting('work_mem') as work_mem,
                current_setting('shared_buffers') as shared_buffers,
                current_setting('max_connections') as max_connections,
                current_setting('shared_preload_libraries') as libraries,
                current_setting('pgaudit.log') as pgaudit,
                current_setting('rds.force_ssl') as force_ssl,
                current_setting('timezone') as timezone,
                current_setting('listen_addresses') as addresses`,
        );
        assert.deepEqual(settings, {
            work_mem: "8MB",
            shared_buffers: "32MB",
            max_connections: "100",
            libraries: "pg_stat_statements",
            pgaudit: "ddl,role,write",
            force_ssl: "1",
            timezone: "UTC",
            addresses: "127.0.0.1",
        });
    });

    it("lets the master create the extensions that RDS lets it create, and no other", async () => {
        await query(master, "create extension pgcrypto");
        await query(master, "create extension pg_stat_statements");
        await assert.rejects(query(master, "create extension file_fdw"), /permission denied/);
    });

    it("keeps passwords out of the server's log", async () => {
        await backend.setMasterPassword(spec.id, "another password");
        master = { ...master, password: "another password" };
        await query(master, "select 1");
        await backend.setMasterPassword(spec.id, spec.masterPassword);
        master = { ...master, password: spec.masterPassword };
        const log = readFileSync(join(backend.dir, spec.id, "data", "server.log"), "utf8");
        assert.doesNotMatch(log, /another password|quoted/);
        const password = statSync(join(backend.dir, spec.id, "password"));
        assert.equal(password.mode & 0o777, 0o600);
    });

    it("stops and starts on the same port with the same data, and creates nothing twice", async () => {
        const { port } = master;
        await query(master, "create table kept as select 42 as answer");
        await backend.stopAll();
        await assert.rejects(query(master, "select 1"), /ECONNREFUSED/);
        await backend.create(spec);
        assert.equal(backend.port(spec.id), port);
        assert.deepEqual(await query(master, "select answer from kept"), [{ answer: 42 }]);
        const running = pid();
        await backend.startAll();
        assert.equal(pid(), running);
    });

    it("starts again after the server was killed, with what was committed", async () => {
        process.kill(pid(), "SIGKILL");
        while (isServing(join(backend.dir, spec.id, "data"))) {
            await setImmediate();
        }
        await backend.startAll();
        assert.deepEqual(await query(master, "select answer from kept"), [{ answer: 42 }]);
    });

    it("leaves a process alone that has come by the dead server's number", async () => {
        await backend.stopAll();
        const file = join(backend.dir, spec.id, "data", "postmaster.pid");
        writeFileSync(file, `${process.pid}\n`);
        await backend.stopAll();
        await backend.startAll();
        assert.notEqual(pid(), process.pid);
        await query(master, "select 1");
    });

    it("takes another port when its own is taken", async () => {
        await backend.stopAll();
        const squatter = createServer().listen(master.port, "127.0.0.1");
        await once(squatter, "listening");
        try {
            await backend.startAll();
            assert.notEqual(backend.port(spec.id), master.port);
            master = masterConnection(backend, spec);
            await query(master, "select 1");
        } finally {
            squatter.close();
        }
    });

    it("makes a cluster once when two ask for it at once", async () => {
        const other = databaseSpec({ id: "twice", parameters: {} });
        await Promise.all([backend.create(other), postgresBackend(backend.dir).create(other)]);
        const connection = masterConnection(backend, other);
        assert.deepEqual(await query({ ...connection, ssl: undefined }, "select 1 as one"), [
            { one: 1 },
        ]);
    });

    it("deletes a cluster with its server and data, also when it is not there", async () => {
        const { port } = masterConnection(backend, databaseSpec({ id: "twice" }));
        await backend.delete("twice");
        await backend.delete("twice");
        assert.throws(() => backend.port("twice"), /no PostgreSQL cluster "twice"/);
        await assert.rejects(query({ ...master, port }, "select 1"), /ECONNREFUSED/);
    });

    it("stops a cluster whose making was cut short, and makes it anew", async () => {
        const half = databaseSpec({ id: "half" });
        await backend.create(half);
        const connection = masterConnection(backend, half);
        rmSync(join(backend.dir, "half", "cluster.json"));
        await backend.stopAll();
        await assert.rejects(query(connection, "select 1"), /ECONNREFUSED/);
        await backend.startAll();
        await backend.create(half);
        await query(masterConnection(backend, half), "select 1");
        await backend.delete("half");
    });

    it("says which parameter PostgreSQL refuses, and starts once it is mended", async () => {
        const wrong = databaseSpec({ id: "mended", parameters: { work_mem: "plenty" } });
        await assert.rejects(backend.create(wrong), /invalid value for parameter "work_mem"/);
        const right = { ...wrong, parameters: { work_mem: "1MB" } };
        await backend.create(right);
        const [row] = await query(masterConnection(backend, right), "show work_mem");
        assert.deepEqual(row, { work_mem: "1MB" });
        await backend.delete("mended");
    });

    it("runs as an account that is not root", async () => {
        const [row] = await query<{ dir: string }>(
            master,
            "select current_setting('data_directory') as dir",
        );
        assert.equal(row?.dir, realpathSync(join(backend.dir, spec.id, "data")));
        assert.notEqual(statSync(row.dir).uid, 0);
    });
});
