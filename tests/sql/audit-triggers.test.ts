import assert from "node:assert/strict";
import { once } from "node:events";
import { type Connection, Query } from "pg";
import { type Entry, Logged } from "./logged";
import { type WholeDatabase, wholeDatabase } from "./whole-database";

const ALL = [
    "phone",
    "address",
    "date_of_birth",
    "ip_address",
    "ssn",
    "bank_account",
    "credit_card",
];
const ENCRYPTED = ALL.slice(1);

/** A copy into a table, of rows that the client sends. */
class CopyIn extends Query {
    constructor(
        text: string,
        private readonly lines: string,
    ) {
        super(text);
    }

    handleCopyInResponse(connection: Connection): void {
        const copy = connection as unknown as {
            sendCopyFromChunk(chunk: Buffer): void;
            endCopyFrom(): void;
        };
        copy.sendCopyFromChunk(Buffer.from(this.lines));
        copy.endCopyFrom();
    }
}

describe("what the audit trail logs of changes of users", () => {
    let database: WholeDatabase;
    let session: Logged;

    before(async () => {
        database = await wholeDatabase();
    });
    beforeEach(async () => {
        session = await Logged.begin(database.connection);
    });
    afterEach(() => session.end());

    const write = (text: string) => session.query(text);
    const log = () => session.log();
    const person = async (email = "ann@example.org", more: Record<string, string> = {}) => {
        const names = ["email", "first_name", "last_name", ...Object.keys(more)];
        const values = [`'${email}'`, "'A'", "'B'", ...Object.values(more)];
        const [row] = await write(
            `insert into pii.users (${names.join()}) values (${values.join()}) returning id`,
        );
        return Number(row?.id);
    };
    const cipher = (seed: string) => `decode(repeat(md5('${seed}'), 4), 'hex')`;
    const everything = (seed: string) =>
        Object.fromEntries([
            ["phone", "'+49 1'"],
            ...ENCRYPTED.map((field) => [`${field}_encrypted`, cipher(seed)]),
        ]) as Record<string, string>;

    it("has a person who is added, with the fields that there are", async () => {
        const some = await person("a@example.org", { ssn_encrypted: cipher("1") });
        const all = await person("b@example.org", everything("1"));
        const none = await person("c@example.org");
        assert.deepEqual(await log(), [
            { user_id: some, operation: "user_insert", fields: ["ssn"] },
            { user_id: all, operation: "user_insert", fields: ALL },
            { user_id: none, operation: "user_insert", fields: [] },
        ]);
    });

    for (const [column, value] of [
        ["email", "'new@example.org'"],
        ["first_name", "'New'"],
        ["last_name", "'New'"],
        ["phone", "'+49 2'"],
        ...ENCRYPTED.map((field) => [`${field}_encrypted`, cipher("2")] as const),
    ] as const) {
        const field = column.replace("_encrypted", "");
        it(`has a change of ${field}, to a value, to none, and no other field`, async () => {
            const id = await person("ann@example.org", everything("1"));
            await write(`update pii.users set ${column} = ${value}, updated_at = now()`);
            // The same value once more.
            await write(`update pii.users set ${column} = ${column}`);
            const entries: Entry[] = [
                { user_id: id, operation: "user_insert", fields: ALL },
                { user_id: id, operation: "user_update", fields: [field] },
                { user_id: id, operation: "user_update", fields: [] },
            ];
            if (ALL.includes(field)) {
                await write(`update pii.users set ${column} = null`);
                await write(`update pii.users set ${column} = ${value}`);
                const entry = { user_id: id, operation: "user_update", fields: [field] };
                entries.push(entry, entry);
            }
            assert.deepEqual(await log(), entries);
        });
    }

    it("has who is deleted", async () => {
        const id = await person("ann@example.org", { phone: "'+49 1'" });
        await write("delete from pii.users");
        assert.deepEqual((await log()).slice(1), [
            { user_id: id, operation: "user_delete", fields: ["phone"] },
        ]);
    });

    it("has each row of a statement, and nothing of one that meets none", async () => {
        const ids = [await person("a@example.org"), await person("b@example.org")];
        await session.forget();
        await write("update pii.users set phone = '+49 1'");
        await write("update pii.users set phone = '+49 2' where false");
        await write("delete from pii.users where false");
        assert.deepEqual(
            await log(),
            ids.map((id) => ({ user_id: id, operation: "user_update", fields: ["phone"] })),
        );
    });

    it("tells what an upsert came to", async () => {
        const upsert = (email: string) =>
            write(`
                    insert into pii.users (email, first_name, last_name) values ('${email}', 'A', 'B')
                    on conflict (email) do update set phone = '+49 1' returning id`);
        const id = await person("a@example.org");
        await upsert("a@example.org");
        const [added] = await upsert("b@example.org");
        await write(`insert into pii.users (email, first_name, last_name)
                values ('a@example.org', 'A', 'B') on conflict do nothing`);
        assert.deepEqual((await log()).slice(1), [
            { user_id: id, operation: "user_update", fields: ["phone"] },
            { user_id: Number(added?.id), operation: "user_insert", fields: [] },
        ]);
    });

    it("has all that one statement does in its parts, and a merge", async () => {
        const id = await person("a@example.org");
        await write(`
                with added as (
                    insert into pii.users (email, first_name, last_name)
                    values ('b@example.org', 'A', 'B') returning id
                ), changed as (
                    update pii.users set phone = '+49 1' where email = 'a@example.org'
                )
                select from added`);
        await write(`
                merge into pii.users u using (values ('a@example.org')) as gone (email)
                on u.email = gone.email when matched then delete`);
        const entries = await log();
        assert.deepEqual(
            entries.map(({ operation, fields }) => [operation, fields]),
            [
                ["user_insert", []],
                ["user_insert", []],
                ["user_update", ["phone"]],
                ["user_delete", ["phone"]],
            ],
        );
        assert.deepEqual(
            entries.map(({ user_id }) => user_id === id),
            [true, false, true, true],
        );
    });

    it("has what is copied in", async () => {
        const rows = "a@example.org\tA\tB\nb@example.org\tA\tB\n";
        const text = "copy pii.users (email, first_name, last_name) from stdin";
        await once(session.client.query(new CopyIn(text, rows)), "end");
        const people = await write("select id from pii.users order by email");
        assert.deepEqual(
            await log(),
            people.map(({ id }) => ({
                user_id: Number(id),
                operation: "user_insert",
                fields: [],
            })),
        );
        assert.equal(people.length, 2);
    });

    it("has the many rows of a session whose first changes were small", async () => {
        await write(`insert into pii.users (email, first_name, last_name)
                select i || '@example.org', 'A', 'B' from generate_series(1, 20000) as i`);
        for (let i = 1; i <= 10; i++) {
            await write(`update pii.users set phone = '+49 1' where email = '${i}@example.org'`);
        }
        // A loop within a loop would take some minutes.
        await write("set local statement_timeout = '120s'; update pii.users set phone = '+49 2'");
        const [counts] = await write(`
                select count(*), count(distinct user_id) as people from pii.encryption_audit
                where operation = 'user_update' and fields = '{phone}'`);
        assert.deepEqual(counts, { count: "20010", people: "20000" });
    });

    it("has no value of anybody's", async () => {
        await person("secret@example.org", everything("1"));
        await write("update pii.users set email = 'secret2@example.org', phone = '+49 secret'");
        await write("delete from pii.users");
        const [all] = await write(
            "select string_agg(a::text, ' ') as text from pii.encryption_audit a",
        );
        assert.match(all?.text ?? "", /user_delete/);
        assert.doesNotMatch(all?.text ?? "", /secret|\+49|\\x/);
    });

    for (const [what, text] of [
        ["a new id", "update pii.users set id = default"],
        ["truncate", "truncate pii.users cascade"],
    ] as const) {
        it(`has nothing of ${what}, which is refused`, async () => {
            await assert.rejects(write(text), { code: "55000", message: /^pii\.users: / });
        });
    }
});
