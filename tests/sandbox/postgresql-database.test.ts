import assert from "node:assert/strict";
import { Client } from "pg";
import {
    ask,
    check,
    create,
    DATABASE,
    DEFAULTS,
    EXTENSION,
    GRANT,
    GRANT_ROLE,
    master,
    type Resource,
    role,
    SCHEMA,
    standIn,
    useStandIn,
} from "./postgresql-harness";

describe("the postgresql stand-in inside a database", () => {
    useStandIn();

    const owner = "prov_owner";
    const reader = "prov_reader";
    let schema: Resource;
    const database = () => master().database;

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
        const other = await create(SCHEMA, { name: "other", owner, database: database() });
        const memberships = `select from pg_auth_members where roleid = '${owner}'::regrole and set_option`;
        assert.deepEqual(await ask(memberships), []);
        await other.delete();
        assert.deepEqual(await ask(memberships), []);
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
        await ask(`grant ${owner} to current_user; revoke insert on vault.places from ${reader}`);
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
        await ask(`grant ${owner} to current_user; set role ${owner}; create table vault.later ()`);
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
        const { changed, replaces } = standIn().diff({
            type: GRANT_ROLE,
            olds: {},
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
        await made.update({ ...program, name: "prov_db_2", owner: master().user });
        const [row] = await ask(
            `select pg_get_userbyid(datdba) as owner from pg_database where datname = 'prov_db_2'`,
        );
        assert.deepEqual(row, { owner: master().user });
        await made.delete();
        assert.equal(await made.drift(), "gone");
    });

    it("keeps a schema that is not empty, and drops it when told to cascade", async () => {
        await assert.rejects(schema.delete(), /cannot drop schema vault because other objects/);
        await schema.update({ name: "vault", owner, database: database(), dropCascade: true });
        await schema.delete();
        assert.equal(await schema.drift(), "gone");
    });

    it("says what to do about two resources that collide", async () => {
        const reader = await role("crowd");
        const client = new Client(master());
        await client.connect();
        try {
            await client.query("begin; grant usage on schema public to pg_monitor");
            const collision = create(GRANT, {
                role: "prov_crowd",
                database: master().database,
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
