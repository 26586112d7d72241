import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { Client } from "pg";
import { ACCESS, loadMigrations, migrate } from "../../sql/runner";
import { OWNER } from "../../sql/catalogue/roles";
import { type Listed, listSchema } from "../../sql/schema-listing";
import { readSnapshot, SNAPSHOT_FILE, snapshotText } from "../../sql/snapshot";
import { query, type TestConnection } from "../support/postgres";
import { provisionedDatabase } from "./provision";

const MIGRATIONS = loadMigrations();
const OPTIONS = { setRole: OWNER, access: ACCESS };

/** One row of each table that the migration of that number, or an earlier one, has made. */
const ROWS: Readonly<Record<number, string>> = {
    1: `insert into pii.users (email, first_name, last_name, address_encrypted)
        values ('ada@example.org', 'Ada', 'Lovelace', decode(repeat('ab', 60), 'hex'))`,
    4: `insert into pii.encryption_keys (key_type, level, version, identifier, status) values
            ('kms', 2, 1, 'arn:aws:kms:eu-west-1:111122223333:key/first', 'active'),
            ('kms', 2, 2, 'arn:aws:kms:eu-west-1:111122223333:key/second', 'pending');
        insert into pii.encryption_metadata (user_id, level, kms_key, field)
            values (1, 2, 1, 'address');
        insert into pii.key_rotation_log (key_type, level, old_key, new_key, reason, fields_total)
            values ('kms', 2, 1, 2, 'yearly', 1)`,
};

describe("the schema that the migrations make", () => {
    let newest: TestConnection;
    before(async () => {
        newest = await provisionedDatabase();
        await migrate(newest, MIGRATIONS, OPTIONS);
    });

    it("is what schema.sql says", async () => {
        const text = snapshotText(await listed(newest));
        if (process.env.WRITE_SCHEMA === "1") {
            writeFileSync(SNAPSHOT_FILE, text);
        }
        const known = existsSync(SNAPSHOT_FILE) ? readFileSync(SNAPSHOT_FILE, "utf8") : "";
        assert.equal(known, text, "schema.sql is not current: npm run schema");
        assert.deepEqual(readSnapshot(), await listed(newest));
    });

    for (const [index, { name }] of MIGRATIONS.slice(0, -1).entries()) {
        it(`comes of the schema after ${name}, too, with the rows that are there`, async () => {
            const connection = await provisionedDatabase();
            await migrate(connection, MIGRATIONS.slice(0, index + 1), { setRole: OWNER });
            for (const [since, statement] of Object.entries(ROWS)) {
                if (Number(since) <= index + 1) {
                    await query(acting(connection), statement);
                }
            }
            const columns = await columnsOf(connection);
            const rows = await rowsOf(connection, columns);
            assert.equal(rows["pii.users"]?.length, 1);
            const { migrations } = await migrate(connection, MIGRATIONS, OPTIONS);
            assert.equal(migrations.length, MIGRATIONS.length - index - 1);
            assert.deepEqual(await listed(connection), readSnapshot());
            const after = await rowsOf(connection, columns);
            for (const [table, kept] of Object.entries(rows)) {
                const lost = kept.filter(
                    (row) => !after[table]?.some((other) => isDeepStrictEqual(row, other)),
                );
                assert.deepEqual(lost, [], table);
            }
        });
    }
});

function acting(connection: TestConnection): TestConnection {
    return { ...connection, options: `-c role=${OWNER}` };
}

async function listed(connection: TestConnection): Promise<Listed[]> {
    const client = new Client(connection);
    await client.connect();
    try {
        return await listSchema(client, OWNER);
    } finally {
        await client.end();
    }
}

/** The columns of every table of `pii`. */
async function columnsOf(connection: TestConnection): Promise<Record<string, string[]>> {
    const rows = await query<{ name: string; columns: string[] }>(
        connection,
        `select attrelid::regclass::text as name, array_agg(quote_ident(attname)) as columns
        from pg_attribute join pg_class c on c.oid = attrelid
        where relnamespace = 'pii'::regnamespace and relkind in ('r', 'p') and not relispartition
            and attnum > 0 and not attisdropped
        group by 1`,
    );
    return Object.fromEntries(rows.map(({ name, columns }) => [name, columns]));
}

/** What stood in `columns`, whatever columns there are by now. */
async function rowsOf(connection: TestConnection, columns: Record<string, string[]>) {
    const rows: Record<string, object[]> = {};
    for (const [name, names] of Object.entries(columns)) {
        const list = names.join(", ");
        rows[name] = await query(
            acting(connection),
            `select ${list} from ${name} order by ${list}`,
        );
    }
    return rows;
}
