import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { postgresqlProvider } from "../../sandbox/postgresql/provider";
import type { Props, Provider } from "../../sandbox/provider/provider";
import { UNKNOWN } from "../../sandbox/provider/unknown";
import { freshDatabase, query, START_TIMEOUT, type TestConnection } from "../support/postgres";

const ROLE = "postgresql:index/role:Role";
const SCHEMA = "postgresql:index/schema:Schema";
const GRANT = "postgresql:index/grant:Grant";
const DEFAULTS = "postgresql:index/defaultPrivileges:DefaultPrivileges";
const GRANT_ROLE = "postgresql:index/grantRole:GrantRole";
const DATABASE = "postgresql:index/database:Database";
const EXTENSION = "postgresql:index/extension:Extension";

describe("the postgresql stand-in", () => {
    let folder: string;
    let connection: TestConnection;
    let provider: Provider;
    let settings: Props;

    before(async function () {
        this.timeout(START_TIMEOUT);
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

    async function configured(changes: Props): Promise<Provider> {
        const result = postgresqlProvider();
        await result.configure?.({ ...settings, ...changes });
        return result;
    }

    function check(type: string, news: Props, olds: Props = {}) {
        const randomSeed = new Uint8Array(32);
        return provider.check({ urn: "", type, name: "res", olds, news, randomSeed });
    }

    /** One resource, as the engine would lead it from program to server and back. */
    class Resource {
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
            return provider.diff({ type, oldInputs: found.inputs, news }).changed;
        }

        delete(): Promise<void> {
            const { type, id, outputs: state } = this;
            return provider.delete({ urn: "", type, id, state });
        }
    }
    const create = (type: string, program: Props) => new Resource(type).create(program);
    const ask = (text: string) => query<Record<string, unknown>>(connection, text);
    /** Roles are the whole server's: names of this file's own. */
    const role = (name: string, more: Props = {}) =>
        create(ROLE, { name: `prov_${name}`, ...more });

    describe("with a Role", () => {
        it("makes what the program says, shows no difference, sees drift, and drops it", async () => {
            const program = {
                name: "prov_all",
                login: true,
                createDatabase: true,
                connectionLimit: 3,
                searchPaths: ["pii", "$user"],
                statementTimeout: 5000,
                idleInTransactionSessionTimeout: 60000,
                validUntil: "infinity",
                roles: ["rds_iam", "pg_monitor"],
            };
            const made = await create(ROLE, program);
            assert.equal(made.id, "prov_all");
            assert.deepEqual(made.outputs, {
                ...program,
                roles: ["pg_monitor", "rds_iam"],
                superuser: false,
                createRole: false,
                inherit: true,
                replication: false,
                bypassRowLevelSecurity: false,
                encryptedPassword: true,
                assumeRole: "",
                skipDropRole: false,
                skipReassignOwned: false,
            });
            assert.deepEqual(await made.drift(program), []);
            await ask(
                "alter role prov_all nologin connection limit 9; grant pg_signal_backend to prov_all; alter role prov_all reset statement_timeout",
            );
            assert.deepEqual((await made.drift(program)).toString().split(",").sort(), [
                "connectionLimit",
                "login",
                "roles",
                "statementTimeout",
            ]);
            await made.update({
                ...program,
                login: false,
                roles: ["rds_iam"],
                searchPaths: undefined,
            });
            const [now] = await ask(
                `select rolcanlogin, rolconfig from pg_roles where rolname = 'prov_all'`,
            );
            assert.deepEqual(now, {
                rolcanlogin: false,
                rolconfig: ["idle_in_transaction_session_timeout=60000"],
            });
            assert.deepEqual(made.outputs.roles, ["rds_iam"]);
            await made.delete();
            assert.equal(await made.drift(), "gone");
        });

        it("sets passwords that log in, and never keeps a write-only one", async () => {
            const open = (password: string) =>
                query({ ...connection, user: "prov_login", password }, "select 1");
            const first = "it's \\ first";
            const made = await role("login", {
                login: true,
                passwordWo: first,
                passwordWoVersion: "1",
            });
            await open(first);
            assert.ok(!JSON.stringify(made.outputs).includes("first"));
            const changed = { name: "prov_login", login: true, passwordWo: "second" };
            assert.deepEqual(await made.drift({ ...changed, passwordWoVersion: "1" }), []);
            await made.update({ ...changed, passwordWoVersion: "2" });
            await open("second");
            await assert.rejects(open(first), /password authentication failed/);
            await made.update({ name: "prov_login", login: true, password: "third" });
            await open("third");
            assert.equal(made.outputs.password, "third");
            await made.update({ name: "prov_renamed", login: true, password: "third" });
            assert.equal(made.outputs.name, "prov_renamed");
            await made.delete();
        });

        it("gives what the role owns to the connected user before it drops it", async () => {
            const made = await role("heir");
            await ask("grant prov_heir to current_user");
            await ask("create schema heirloom authorization prov_heir");
            await made.delete();
            assert.equal(await made.drift(), "gone");
            const [heirloom] = await ask(
                "select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = 'heirloom'",
            );
            assert.deepEqual(heirloom, { owner: connection.user });
        });

        it("makes up a name where there is none, and keeps it", () => {
            const { inputs } = check(ROLE, {});
            assert.match(inputs.name as string, /^res-[0-9a-f]{7}$/);
            assert.equal(check(ROLE, {}, inputs).inputs.name, inputs.name);
        });

        it("refuses what RDS refuses its master", async () => {
            await assert.rejects(role("super", { superuser: true }), /permission denied to create/);
            await assert.rejects(
                role("rls", { bypassRowLevelSecurity: true }),
                /permission denied/,
            );
            assert.deepEqual(
                await ask("select from pg_roles where rolname ~ '^prov_(super|rls)'"),
                [],
            );
        });

        it("fails with a login's password where the program takes the master for a superuser", async () => {
            const careless = await configured({ superuser: undefined });
            const { inputs } = check(ROLE, {
                name: "prov_careless",
                login: true,
                password: "x-x-x",
            });
            const request = { urn: "", type: ROLE, name: "res", inputs, preview: false };
            await assert.rejects(careless.create(request), (error: Error) => {
                assert.match(error.message, /connected user postgres is not a SUPERUSER/);
                assert.doesNotMatch(error.message, /x-x-x/);
                return true;
            });
            await ask("drop role if exists prov_careless");
        });
    });

    describe("inside a database", () => {
        const owner = "prov_owner";
        const reader = "prov_reader";
        let schema: Resource;
        const database = () => connection.database;

        before(async () => {
            await role("owner");
            await role("reader");
            schema = await create(SCHEMA, { name: "vault", owner, database: database() });
            await ask(`
                grant ${owner} to current_user;
                create table vault.people (id int, email text, secret text);
                create table vault.places (id int);
                create sequence vault.numbers;
                alter table vault.people owner to ${owner};
                alter table vault.places owner to ${owner};
                revoke ${owner} from current_user`);
        });
        after(async () => {
            await ask(`grant ${owner}, ${reader} to current_user`);
            await ask(`drop owned by ${owner}, ${reader} cascade; drop role ${owner}, ${reader}`);
        });

        const onTables = () => ({
            role: reader,
            database: database(),
            schema: "vault",
            objectType: "table",
        });
        const may = async (privilege: string, table = "people") => {
            const [row] = await ask(
                `select has_table_privilege('${reader}', oid, '${privilege}') as may
                from pg_class where relname = '${table}'`,
            );
            return row?.may;
        };

        it("makes a schema for an owner that the master is no member of", async () => {
            assert.equal(schema.id, `${database()}.vault`);
            assert.equal(schema.outputs.owner, owner);
            assert.deepEqual(await schema.drift(), []);
            const [member] = await ask(`select pg_has_role('${owner}', 'set') as may`);
            assert.deepEqual(member, { may: false });
        });

        it("grants on a database and on a schema, and revokes both", async () => {
            for (const [objectType, privileges] of [
                ["database", ["CONNECT", "TEMPORARY"]],
                ["schema", ["USAGE"]],
            ] as const) {
                const made = await create(GRANT, {
                    role: reader,
                    database: database(),
                    schema: objectType === "schema" ? "vault" : undefined,
                    objectType,
                    privileges: [...privileges].reverse(),
                });
                assert.deepEqual(await made.drift(), []);
                assert.deepEqual(made.outputs.privileges, privileges);
                await made.delete();
                assert.deepEqual(await made.drift(), ["privileges"]);
            }
        });

        it("grants on every table there is, and sees one that lacks it", async () => {
            const made = await create(GRANT, { ...onTables(), privileges: ["SELECT", "INSERT"] });
            assert.equal(made.id, `${reader}_${database()}_vault_table`);
            assert.deepEqual(await made.drift(), []);
            assert.equal(await may("insert", "places"), true);
            await ask(
                `grant ${owner} to current_user; revoke insert on vault.places from ${reader}`,
            );
            assert.deepEqual(await made.drift(), ["privileges"]);
            await made.update({ ...onTables(), privileges: ["SELECT"] });
            assert.equal(await may("insert"), false);
            assert.equal(await may("select"), true);
            await made.delete();
            assert.equal(await may("select"), false);
        });

        it("grants ALL, and knows it again", async () => {
            const program = { ...onTables(), objects: ["people"], privileges: ["ALL"] };
            const made = await create(GRANT, program);
            assert.deepEqual(await made.drift(program), []);
            assert.equal(await may("truncate"), true);
            await made.delete();
            assert.equal(await may("truncate"), false);
        });

        it("grants on columns, which a grant on all tables wipes out", async () => {
            const program = {
                ...onTables(),
                objectType: "column",
                objects: ["people"],
                columns: ["email", "id"],
                privileges: ["SELECT"],
            };
            const columns = await create(GRANT, program);
            assert.deepEqual(await columns.drift(program), []);
            const tables = await create(GRANT, { ...onTables(), privileges: ["INSERT"] });
            assert.deepEqual(await columns.drift(program), ["columns"]);
            await columns.update(program);
            assert.deepEqual(await columns.drift(program), []);
            await columns.delete();
            await tables.delete();
        });

        it("sets default privileges for what the owner makes from then on", async () => {
            const program = {
                role: reader,
                owner,
                database: database(),
                schema: "vault",
                objectType: "table",
                privileges: ["SELECT"],
            };
            const made = await create(DEFAULTS, program);
            assert.equal(made.id, `${reader}_${database()}_vault_${owner}_table`);
            assert.deepEqual(await made.drift(program), []);
            await ask(
                `grant ${owner} to current_user; set role ${owner}; create table vault.later ()`,
            );
            assert.equal(await may("select", "later"), true);
            await made.update({ ...program, privileges: ["SELECT", "UPDATE"] });
            assert.deepEqual(made.outputs.privileges, ["SELECT", "UPDATE"]);
            await made.delete();
            assert.equal(await made.drift(), "gone");
        });

        it("takes away what PUBLIC has", async () => {
            const everybody = { role: "public", database: database(), objectType: "database" };
            const made = await create(GRANT, { ...everybody, privileges: [] });
            const [now] = await ask(
                `select has_database_privilege('${reader}', current_database(), 'connect') as may`,
            );
            assert.deepEqual(now, { may: false });
            assert.deepEqual(await made.drift(), []);
            await made.update({ ...everybody, privileges: ["CONNECT"] });
        });

        it("makes memberships, and replaces one whose option changes", async () => {
            const program = { role: reader, grantRole: owner };
            const made = await create(GRANT_ROLE, program);
            assert.equal(made.id, `${reader}_${owner}_false`);
            assert.deepEqual(await made.drift(program), []);
            const { changed, replaces } = provider.diff({
                type: GRANT_ROLE,
                oldInputs: made.inputs,
                news: check(GRANT_ROLE, { ...program, withAdminOption: true }).inputs,
            });
            assert.deepEqual([changed, replaces], [["withAdminOption"], ["withAdminOption"]]);
            await made.delete();
            assert.equal(await made.drift(), "gone");
        });

        it("creates and drops an extension", async () => {
            const made = await create(EXTENSION, { name: "citext", schema: "vault" });
            assert.deepEqual(await made.drift(), []);
            assert.equal(made.outputs.database, database());
            await made.delete();
            assert.equal(await made.drift(), "gone");
        });

        it("creates a database for an owner, renames and drops it", async () => {
            const program = { name: "prov_db", owner, connectionLimit: 7 };
            const made = await create(DATABASE, program);
            assert.deepEqual(await made.drift(program), []);
            assert.equal(made.outputs.encoding, "UTF8");
            await made.update({ ...program, name: "prov_db_2", owner: connection.user });
            const [row] = await ask(
                `select pg_get_userbyid(datdba) as owner from pg_database where datname = 'prov_db_2'`,
            );
            assert.deepEqual(row, { owner: connection.user });
            await made.delete();
            assert.equal(await made.drift(), "gone");
        });

        it("keeps a schema that is not empty, and drops it when told to cascade", async () => {
            await assert.rejects(schema.delete(), /cannot drop schema vault because other objects/);
            await schema.update({ name: "vault", owner, database: database(), dropCascade: true });
            await schema.delete();
            assert.equal(await schema.drift(), "gone");
        });
    });

    describe("at preview", () => {
        const preview = (type: string, program: Props) =>
            provider.create({
                urn: "",
                type,
                name: "res",
                inputs: check(type, program).inputs,
                preview: true,
            });

        it("does nothing, and knows nothing of what PostgreSQL will decide", async () => {
            const { id, outputs } = await preview(SCHEMA, { name: "later" });
            assert.equal(id, "");
            assert.deepEqual(outputs, {
                name: "later",
                database: UNKNOWN,
                owner: UNKNOWN,
                ifNotExists: true,
                dropCascade: false,
            });
            assert.deepEqual(await ask("select from pg_namespace where nspname = 'later'"), []);
        });

        it("takes inputs that are not known yet", async () => {
            const program = { name: UNKNOWN, database: UNKNOWN, owner: UNKNOWN };
            assert.deepEqual(check(SCHEMA, program).failures, []);
            assert.equal((await preview(SCHEMA, program)).outputs.owner, UNKNOWN);
            const grant = {
                role: UNKNOWN,
                database: UNKNOWN,
                schema: UNKNOWN,
                privileges: UNKNOWN,
            };
            assert.deepEqual(check(GRANT, { ...grant, objectType: "table" }).failures, []);
            assert.deepEqual(check(GRANT, { ...grant, objectType: UNKNOWN }).failures, []);
        });

        it("takes a host that is not known yet, until there is something to do", async () => {
            const early = await configured({ host: UNKNOWN });
            const { inputs } = check(ROLE, { name: "prov_early" });
            const request = { urn: "", type: ROLE, name: "res", inputs };
            await early.create({ ...request, preview: true });
            await assert.rejects(early.create({ ...request, preview: false }), {
                message:
                    "the postgresql provider's host is not known before its resource is created",
            });
        });
    });

    describe("refuses", () => {
        const grant = { role: "r", database: "d", schema: "s", objectType: "table" };
        const failures: [string, string, Props, Props[]][] = [
            [
                "an unknown input",
                ROLE,
                { name: "r", sureuser: true },
                [
                    {
                        property: "sureuser",
                        reason: `the sandbox's model of ${ROLE} has no such input; add it in sandbox/postgresql`,
                    },
                ],
            ],
            [
                "a missing input",
                GRANT_ROLE,
                { role: "r" },
                [{ property: "grantRole", reason: "is required" }],
            ],
            [
                "two kinds of password",
                ROLE,
                { password: "a", passwordWo: "b", passwordWoVersion: "1" },
                [
                    { property: "password", reason: "cannot be given with passwordWo" },
                    { property: "password", reason: "cannot be given with passwordWoVersion" },
                ],
            ],
            [
                "a write-only password without a version",
                ROLE,
                { passwordWo: "b" },
                [
                    {
                        property: "passwordWo",
                        reason: "must be given together with passwordWoVersion",
                    },
                ],
            ],
            [
                "an unknown type of object",
                GRANT,
                { ...grant, objectType: "view", privileges: [] },
                [
                    {
                        property: "objectType",
                        reason: "must be one of database, schema, table, sequence, function, procedure, routine, column, got view",
                    },
                ],
            ],
            [
                "a privilege that the type lacks",
                GRANT,
                { ...grant, privileges: ["USAGE"] },
                [
                    {
                        property: "privileges",
                        reason: "USAGE is not an allowed privilege for object type table: ALL, SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER",
                    },
                ],
            ],
            [
                "a grant without a schema",
                GRANT,
                { ...grant, schema: undefined, privileges: [] },
                [{ property: "schema", reason: "is required for object type table" }],
            ],
            [
                "objects of a schema",
                GRANT,
                { ...grant, objectType: "schema", objects: ["a"], privileges: ["USAGE"] },
                [{ property: "objects", reason: "cannot be given for object type schema" }],
            ],
            [
                "a column grant without columns or of two privileges",
                GRANT,
                {
                    ...grant,
                    objectType: "column",
                    objects: ["a"],
                    privileges: ["SELECT", "INSERT"],
                },
                [
                    { property: "columns", reason: "are required for object type column" },
                    {
                        property: "privileges",
                        reason: "must be exactly one for object type column",
                    },
                ],
            ],
            [
                "default privileges on the schemas of a schema",
                DEFAULTS,
                { ...grant, owner: "o", objectType: "schema", privileges: ["USAGE"] },
                [{ property: "schema", reason: "cannot be given for object type schema" }],
            ],
        ];
        for (const [what, type, program, expected] of failures) {
            it(what, () => {
                assert.deepEqual(check(type, program).failures, expected);
            });
        }

        it("a type that it has no model of", () => {
            assert.throws(() => check("postgresql:index/function:Function", {}), {
                message:
                    "the sandbox has no model of postgresql:index/function:Function; " +
                    "add one in sandbox/postgresql",
            });
        });

        it("settings that it does not know or that the real driver refuses", async () => {
            await assert.rejects(configured({ sslmode: "prefer", awsRdsIamAuth: "true" }), {
                message:
                    "the postgresql provider's settings: awsRdsIamAuth the sandbox's model of " +
                    "postgresql:provider has no such input; add it in sandbox/postgresql; " +
                    "sslmode must be one of disable, require, verify-ca, verify-full, got prefer",
            });
        });

        it("a server that it cannot log in to, without the password", async () => {
            const wrong = await configured({ password: "not the one" });
            const { inputs } = check(ROLE, { name: "prov_wrong" });
            const request = { urn: "", type: ROLE, name: "res", inputs, preview: false };
            await assert.rejects(wrong.create(request), {
                message:
                    `error connecting to PostgreSQL server localhost:${connection.port}, database ` +
                    `"${connection.database}", as "postgres": ` +
                    'password authentication failed for user "postgres"',
            });
        });

        it("a certificate of another authority", async () => {
            const stranger = await configured({ sslrootcert: undefined });
            const { inputs } = check(ROLE, { name: "prov_stranger" });
            const request = { urn: "", type: ROLE, name: "res", inputs, preview: false };
            await assert.rejects(stranger.create(request), /unable to verify|self-signed/);
        });
    });

    it("imports a role, a schema, a database and an extension by their ids, nothing else", async () => {
        const read = (type: string, id: string) =>
            provider.read({ urn: "", type, id, inputs: {}, state: {} });
        const found = await read(ROLE, "rds_superuser");
        assert.equal(found?.inputs.name, "rds_superuser");
        assert.equal(
            (await read(SCHEMA, `${connection.database}.public`))?.outputs.owner,
            "pg_database_owner",
        );
        assert.equal(
            (await read(EXTENSION, `${connection.database}.plpgsql`))?.outputs.version,
            "1.0",
        );
        assert.equal(await read(DATABASE, "nowhere"), undefined);
        await assert.rejects(read(GRANT, "a_b"), /Grant "a_b" cannot be imported/);
    });

    it("says what to do about two resources that collide", async () => {
        const reader = await role("crowd");
        const client = new Client(connection);
        await client.connect();
        try {
            await client.query("begin; grant usage on schema public to pg_monitor");
            const collision = create(GRANT, {
                role: "prov_crowd",
                database: connection.database,
                schema: "public",
                objectType: "schema",
                privileges: ["USAGE"],
            });
            const waiting =
                "select from pg_stat_activity where datname = current_database() " +
                "and application_name = 'Terraform provider' and wait_event_type = 'Lock'";
            while ((await ask(waiting)).length === 0) {
                // The provider has yet to come to the row that is being changed here.
            }
            await client.query("commit");
            await assert.rejects(collision, {
                message:
                    "tuple concurrently updated; two resources worked on one role or owner " +
                    "at once: chain them with dependsOn",
            });
        } finally {
            await client.end();
        }
        await reader.delete();
    });
});
