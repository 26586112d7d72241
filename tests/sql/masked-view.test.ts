import assert from "node:assert/strict";
import fc from "fast-check";
import { Client } from "pg";
import { type TestConnection } from "../support/postgres";
import { asLogin, asOwner, preparedDatabase } from "./prepared";

interface Person {
    readonly email: string;
    readonly first_name: string;
    readonly last_name: string;
    readonly phone: string | null;
}

/** Text as PostgreSQL takes it, of any alphabet, seldom of the form that is expected. */
const text = (maxLength: number) =>
    fc.string({ unit: "binary", maxLength }).filter((value) => !/\0|\p{Surrogate}/u.test(value));
/** Only characters of which `lower` leaves none as another one. */
const word = fc.stringMatching(/^[a-z0-9@.+é¤𝄞-]{0,20}$/u);
const people = fc.record({
    email: fc.oneof(
        word,
        fc.tuple(word, word).map(([name, domain]) => `${name}@${domain}.org`),
    ),
    first_name: text(30),
    last_name: text(30),
    phone: fc.option(fc.oneof(text(20), fc.stringMatching(/^\+[0-9 ]{0,15}$/))),
});

describe("the masked view", () => {
    let owner: Client;
    let analyst: Client;
    let connection: TestConnection;

    before(async () => {
        connection = await preparedDatabase();
        owner = new Client(connection);
        analyst = new Client(asLogin(connection, "pii_report"));
        await owner.connect();
        await analyst.connect();
    });
    after(async () => {
        await owner.end();
        await analyst.end();
    });

    /** What the analyst sees of a person. */
    const seen = async (person: Person): Promise<Person> => {
        const { rows } = await owner.query<{ id: string }>(
            `insert into pii.users (email, first_name, last_name, phone) values ($1, $2, $3, $4)
            on conflict (email) do update set first_name = $2, last_name = $3, phone = $4
            returning id`,
            [person.email, person.first_name, person.last_name, person.phone],
        );
        const found = await analyst.query<Person>(
            "select email, first_name, last_name, phone from users_masked where id = $1",
            [rows[0]?.id],
        );
        const [masked] = found.rows;
        assert.ok(masked);
        return masked;
    };
    const first = (value: string) => Array.from(value)[0] ?? "";

    it("shows of names a letter, of e-mail addresses that and the domain, of telephones an end", async () => {
        assert.deepEqual(
            await seen({
                email: "ann.lee@example.org",
                first_name: "Ann",
                last_name: "Lee",
                phone: "+49 171 555 0142",
            }),
            { email: "a***@example.org", first_name: "A***", last_name: "L***", phone: "***42" },
        );
        assert.deepEqual(
            await seen({ email: "no address", first_name: "", last_name: "é", phone: "123456" }),
            { email: "n***", first_name: "***", last_name: "é***", phone: "***" },
        );
        assert.deepEqual(
            await seen({ email: "a@b@c.org", first_name: "A", last_name: "B", phone: null }),
            { email: "a***@c.org", first_name: "A***", last_name: "B***", phone: null },
        );
    });

    it("tells nothing else, whatever the values are", async () => {
        await fc.assert(
            fc.asyncProperty(people, async (person) => {
                const masked = await seen(person);
                assert.equal(masked.first_name, `${first(person.first_name)}***`);
                assert.equal(masked.last_name, `${first(person.last_name)}***`);
                const domain = /@[^@]*$/.exec(person.email)?.[0] ?? "";
                assert.equal(masked.email, `${first(person.email)}***${domain}`);
                const phone = Array.from(person.phone ?? "");
                const end = phone.length > 6 ? phone.slice(-2).join("") : "";
                assert.equal(masked.phone, person.phone === null ? null : `***${end}`);
            }),
            { numRuns: 300 },
        );
    });

    it("has no column of level 2 or 3, and takes nothing", async () => {
        const { fields } = await analyst.query("select * from users_masked limit 0");
        assert.deepEqual(
            fields.map(({ name }) => name),
            ["id", "email", "first_name", "last_name", "phone", "created_at", "updated_at"],
        );
        for (const statement of [
            "update pii.users_masked set created_at = now()",
            "delete from pii.users_masked",
            "insert into pii.users_masked (created_at) values (now())",
        ]) {
            await assert.rejects(analyst.query(statement), { code: "42501" });
        }
    });

    it("shows a function of the reader's nothing but what is masked, before any condition", async () => {
        await asOwner(connection, (client) =>
            client.query(
                `insert into pii.users (email, first_name, last_name, phone)
                values ('hidden@example.org', 'Hidden', 'Hidden', '5550142')`,
            ),
        );
        // A cast that fails tells its argument, and so do conditions that divide by it.
        for (const column of ["email", "first_name", "last_name", "phone"]) {
            await assert.rejects(
                analyst.query(`select id from users_masked where ${column}::integer = 1`),
                (error: Error) => {
                    assert.match(error.message, /invalid input syntax for type integer: ".*\*\*\*/);
                    assert.doesNotMatch(error.message, /hidden|Hidden|55501/);
                    return true;
                },
            );
        }
    });
});
