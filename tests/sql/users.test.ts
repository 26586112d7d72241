import assert from "node:assert/strict";
import { query, type TestConnection } from "../support/postgres";
import { preparedDatabase } from "./prepared";

const LEVEL_1 = ["email", "first_name", "last_name", "phone"];
const LEVEL_2 = ["address_encrypted", "date_of_birth_encrypted", "ip_address_encrypted"];
const LEVEL_3 = ["ssn_encrypted", "bank_account_encrypted", "credit_card_encrypted"];
const NOT_PERSONAL = ["id", "created_at", "updated_at"];

describe("the users table", () => {
    let connection: TestConnection;

    before(async () => {
        connection = await preparedDatabase();
    });

    const as = (role: string, text: string) =>
        query<{ id?: string }>({ ...connection, options: `-c role=${role}` }, text);

    it("has the columns of the three levels and no other", async () => {
        const rows = await query<{ name: string }>(
            connection,
            `select attname as name from pg_attribute
            where attrelid = 'pii.users'::regclass and attnum > 0 and not attisdropped`,
        );
        assert.deepEqual(
            rows.map(({ name }) => name).sort(),
            [...LEVEL_1, ...LEVEL_2, ...LEVEL_3, ...NOT_PERSONAL].sort(),
        );
    });

    it("says level and purpose of every column", async () => {
        const rows = await query<{ name: string; comment: string | null }>(
            connection,
            `select attname as name, col_description(attrelid, attnum) as comment
            from pg_attribute where attrelid = 'pii.users'::regclass and attnum > 0`,
        );
        const start = (name: string) =>
            LEVEL_1.includes(name)
                ? "Level 1, clear text: "
                : LEVEL_2.includes(name)
                  ? "Level 2, encrypted: "
                  : LEVEL_3.includes(name)
                    ? "Level 3, encrypted twice: "
                    : "Not personal: ";
        for (const { name, comment } of rows) {
            assert.ok(comment?.startsWith(start(name)), `${name}: ${comment ?? "no comment"}`);
        }
    });

    it("has the seed's two indexes beside the key, and keeps ciphertexts uncompressed", async () => {
        const indexes = await query<{ name: string; definition: string }>(
            connection,
            `select indexname as name, indexdef as definition from pg_indexes
            where schemaname = 'pii' and tablename = 'users' order by 1`,
        );
        assert.deepEqual(
            indexes.map(({ definition }) => definition),
            [
                "CREATE INDEX idx_users_created_at ON pii.users USING btree (created_at)",
                "CREATE UNIQUE INDEX idx_users_email ON pii.users USING btree (email)",
                "CREATE UNIQUE INDEX users_pkey ON pii.users USING btree (id)",
            ],
        );
        const external = await query<{ name: string }>(
            connection,
            `select attname as name from pg_attribute
            where attrelid = 'pii.users'::regclass and attstorage = 'e' order by attnum`,
        );
        assert.deepEqual(
            external.map(({ name }) => name),
            [...LEVEL_2, ...LEVEL_3],
        );
    });

    it("takes a ciphertext of the least length, and nothing shorter", async () => {
        const insert = (column: string, bytes: number) =>
            as(
                "pii_owner",
                `insert into pii.users (email, first_name, last_name, ${column})
                values ('${column}${bytes}@example.org', 'A', 'B',
                    decode(repeat('00', ${bytes}), 'hex'))`,
            );
        for (const [names, least] of [
            [LEVEL_2, 29],
            [LEVEL_3, 57],
        ] as const) {
            for (const column of names) {
                await insert(column, least);
                const constraint = `users_${column.replace("encrypted", "ciphertext")}`;
                await assert.rejects(
                    insert(column, least - 1),
                    new RegExp(`violates check constraint "${constraint}"`),
                );
            }
        }
    });

    it("lets the writer add, find and change a person, and the reader see level 1", async () => {
        const upsert = (name: string) =>
            as(
                "pii_writer",
                `insert into pii.users (email, first_name, last_name)
                values ('ann@example.org', '${name}', 'Lee')
                on conflict (email) do update set first_name = '${name}' returning id`,
            );
        assert.deepEqual(await upsert("Ann"), await upsert("Anna"));
        const found = "where email = 'ann@example.org'";
        await as("pii_writer", `update pii.users set phone = '+49 1', updated_at = now() ${found}`);
        const people = await as("pii_reader", `select first_name, phone from pii.users ${found}`);
        assert.deepEqual(people, [{ first_name: "Anna", phone: "+49 1" }]);
        await assert.rejects(
            as("pii_writer", `delete from pii.users ${found}`),
            /permission denied/,
        );
        await assert.rejects(as("pii_writer", `select phone from pii.users`), /permission denied/);
        await assert.rejects(as("pii_reader", `select * from pii.users`), /permission denied/);
        await assert.rejects(as("pii_auditor", `select id from pii.users`), /permission denied/);
    });

    it("keeps e-mail addresses in lower case, each once", async () => {
        const insert = (email: string) =>
            as(
                "pii_writer",
                `insert into pii.users (email, first_name, last_name) values ('${email}', 'A', 'B')`,
            );
        await insert("bob@example.org");
        await assert.rejects(insert("bob@example.org"), /idx_users_email/);
        await assert.rejects(insert("Bob@example.org"), /users_email_lower_case/);
    });
});
