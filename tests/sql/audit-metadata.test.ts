import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { asSuperuser, query, type TestConnection } from "../support/postgres";
import { Logged } from "./logged";
import { type WholeDatabase, wholeDatabase } from "./whole-database";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";

describe("what the audit trail logs of changes of keys, metadata and settings", () => {
    let database: WholeDatabase;
    let session: Logged;

    before(async () => {
        database = await wholeDatabase();
        await database.owner(`
            insert into pii.encryption_keys (key_type, level, version, identifier, status) values
                ('kms', 2, 1, '${KEY}', 'active'), ('kms', 3, 1, '${KEY}', 'active'),
                ('application', 3, 1, 'app/1', 'active'), ('kms', 3, 2, '${KEY}', 'pending');
            insert into pii.users (email, first_name, last_name)
                values ('a@example.org', 'A', 'B'), ('b@example.org', 'A', 'B')`);
    });
    beforeEach(async () => {
        session = await Logged.begin(database.connection);
    });
    afterEach(() => session.end());

    const METADATA = `
        insert into pii.encryption_metadata (user_id, level, kms_key, app_key, field) values
            (1, 3, 2, 3, 'ssn'), (1, 2, 1, null, 'address'), (1, 2, 1, null, 'ip_address'),
            (2, 3, 2, 3, 'bank_account'), (1, 3, 2, 3, 'bank_account')`;

    const sorted = async () => {
        const key = (entry: unknown) => JSON.stringify(entry);
        return (await session.log()).sort((a, b) => key(a).localeCompare(key(b)));
    };

    it("has new metadata, by person and by the keys that fields share", async () => {
        await session.query(METADATA);
        const operation = "metadata_insert";
        assert.deepEqual(await sorted(), [
            { fields: ["address", "ip_address"], kms_key: 1, user_id: 1, operation },
            { fields: ["bank_account", "ssn"], app_key: 3, kms_key: 2, user_id: 1, operation },
            { fields: ["bank_account"], app_key: 3, kms_key: 2, user_id: 2, operation },
        ]);
    });

    it("has the keys before and after a change", async () => {
        await session.query(METADATA);
        await session.forget();
        await session.query(
            "update pii.encryption_metadata set kms_key = 4 where level = 3 and user_id = 1",
        );
        await session.query(
            "update pii.encryption_metadata set encrypted_at = now() where user_id = 2",
        );
        assert.deepEqual(await session.log(), [
            {
                user_id: 1,
                operation: "metadata_update",
                fields: ["bank_account", "ssn"],
                kms_key: 4,
                old_kms_key: 2,
                app_key: 3,
                old_app_key: 3,
            },
            {
                user_id: 2,
                operation: "metadata_update",
                fields: ["bank_account"],
                kms_key: 2,
                old_kms_key: 2,
                app_key: 3,
                old_app_key: 3,
            },
        ]);
    });

    it("has the keys that what is deleted was under, also when its person is", async () => {
        await session.query(METADATA);
        await session.forget();
        await session.query("delete from pii.encryption_metadata where user_id = 1 and level = 2");
        await session.query("delete from pii.users where id = 2");
        assert.deepEqual(await session.log(), [
            {
                user_id: 1,
                operation: "metadata_delete",
                fields: ["address", "ip_address"],
                old_kms_key: 1,
            },
            { user_id: 2, operation: "user_delete", fields: [] },
            {
                user_id: 2,
                operation: "metadata_delete",
                fields: ["bank_account"],
                old_kms_key: 2,
                old_app_key: 3,
            },
        ]);
    });

    it("has keys, and what becomes of them", async () => {
        const [added] = await session.query<{ id: number }>(`
            insert into pii.encryption_keys (key_type, level, version, identifier, status)
            values ('application', 3, 2, 'app/2', 'pending') returning id`);
        await session.query("update pii.encryption_keys set status = 'retiring' where id = 2");
        assert.deepEqual(await session.log(), [
            { operation: "key_insert", fields: ["pending"], app_key: added?.id },
            { operation: "key_update", fields: ["retiring"], kms_key: 2 },
        ]);
    });

    it("has settings by their names", async () => {
        await session.query(`
            insert into pii.system_config (key, value_type, value, description, reason)
            values ('test.one', 'text', 'a', 'For a test.', 'test')`);
        await session.query(`update pii.system_config
            set value = 'b', version = version + 1 where key = 'test.one'`);
        await session.query("delete from pii.system_config where key = 'test.one'");
        assert.deepEqual(
            await session.log(),
            ["insert", "update", "delete"].map((what) => ({
                operation: `config_${what}`,
                fields: ["test.one"],
            })),
        );
    });

    for (const [table, text] of [
        ["encryption_metadata", "update pii.encryption_metadata set user_id = 2"],
        ["encryption_metadata", "update pii.encryption_metadata set field = 'ssn'"],
        ["encryption_metadata", "truncate pii.encryption_metadata"],
        ["encryption_keys", "update pii.encryption_keys set version = 9"],
        ["encryption_keys", "update pii.encryption_keys set identifier = 'x'"],
        ["encryption_keys", "delete from pii.encryption_keys"],
        ["encryption_keys", "truncate pii.encryption_keys cascade"],
        ["system_config", "update pii.system_config set key = 'other.key'"],
        ["system_config", "update pii.system_config set value_type = 'text'"],
        ["system_config", "truncate pii.system_config"],
    ] as const) {
        it(`has nothing of "${text}", which is refused`, async () => {
            await assert.rejects(session.query(text), {
                code: "55000",
                message: new RegExp(`^pii\\.${table}: `),
            });
        });
    }

    describe("and who it was", () => {
        const who = async (connection: TestConnection) => {
            const [added] = await query<{ id: string }>(
                connection,
                `insert into pii.users (email, first_name, last_name)
                values ('${randomBytes(8).toString("hex")}@example.org', 'A', 'B') returning id`,
            );
            const [row] = await database.owner<{ login: string; actor: string | null }>(
                `select login_role as login, actor,
                    accessed_at between now() - interval '1 minute' and now() as recent
                from pii.encryption_audit where user_id = $1`,
                [added?.id],
            );
            return row;
        };

        it("has the login, whatever the role, and the moment", async () => {
            const { connection } = database;
            const login = `login_of_${connection.database}`;
            const password = randomBytes(12).toString("hex");
            await query(
                connection,
                `create role ${login} login password '${password}' in role pii_writer`,
            );
            const logged = await who({ ...connection, user: login, password });
            // The server is every file's, and others look at who is in the role.
            await query(connection, `drop role ${login}`);
            assert.deepEqual(logged, { login, actor: null, recent: true });
            const acting = { ...connection, options: "-c role=pii_writer" };
            assert.deepEqual(await who(acting), { login: "postgres", actor: null, recent: true });
        });

        it("has on whose behalf, as the session says, cut to 128 characters", async () => {
            const { connection } = database;
            const claims = (actor: string) =>
                who({ ...connection, options: `-c role=pii_writer -c app.actor=${actor}` });
            assert.equal((await claims("support-7"))?.actor, "support-7");
            assert.equal((await claims(""))?.actor, null);
            assert.equal((await claims("x".repeat(200)))?.actor, "x".repeat(128));
        });

        it("is logged of a session that says it replays a replica's changes, too", async () => {
            const superuser = await asSuperuser(database.connection);
            const replaying = { ...superuser, options: "-c session_replication_role=replica" };
            assert.equal((await who(replaying))?.login, superuser.user);
        });
    });
});
