import assert from "node:assert/strict";
import { query } from "../support/postgres";
import { Logged } from "./logged";
import { type WholeDatabase, wholeDatabase } from "./whole-database";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
const FIELDS = ["address", "date_of_birth", "ip_address", "ssn", "bank_account", "credit_card"];
const ONE_OF = FIELDS.join(", ");

/** A ciphertext that differs from field to field. */
const cipher = (field: string) => Buffer.from(field.padEnd(60, "."));

describe("the functions in the place of tables", () => {
    let database: WholeDatabase;
    let session: Logged;

    before(async () => {
        database = await wholeDatabase();
        await database.owner(`
            insert into pii.encryption_keys (key_type, level, version, identifier, status) values
                ('kms', 2, 1, '${KEY}', 'active'), ('kms', 3, 1, '${KEY}', 'active'),
                ('application', 3, 1, 'app/1', 'active'), ('kms', 3, 2, '${KEY}', 'pending')`);
        await database.owner(
            `insert into pii.users (email, first_name, last_name,
                ${FIELDS.map((field) => `${field}_encrypted`).join()})
            values ('ann@example.org', 'A', 'B', $1, $2, $3, $4, $5, $6)`,
            FIELDS.map(cipher),
        );
        await database.owner(`
            insert into pii.users (email, first_name, last_name) values ('bob@example.org', 'A', 'B');
            insert into pii.encryption_metadata (user_id, level, kms_key, app_key, field) values
                (1, 2, 1, null, 'address'), (1, 2, 1, null, 'ip_address'), (1, 3, 2, 3, 'ssn'),
                (1, 3, 4, 3, 'bank_account')`);
    });
    beforeEach(async () => {
        session = await Logged.begin(database.connection);
    });
    afterEach(() => session.end());

    describe("to read ciphertexts", () => {
        const read = (user: number | null, fields: unknown, purpose: unknown = "delivery") =>
            session.query<Record<string, unknown>>(
                "select field, ciphertext, kms_key, app_key from pii.read_encrypted($1, $2, $3)",
                [user, fields, purpose],
            );

        it("give each field that is asked for, with its keys", async () => {
            const rows = await read(1, ["ssn", "address", "credit_card", "bank_account"]);
            rows.sort((a, b) => FIELDS.indexOf(String(a.field)) - FIELDS.indexOf(String(b.field)));
            assert.deepEqual(rows, [
                { field: "address", ciphertext: cipher("address"), kms_key: 1, app_key: null },
                { field: "ssn", ciphertext: cipher("ssn"), kms_key: 2, app_key: 3 },
                {
                    field: "bank_account",
                    ciphertext: cipher("bank_account"),
                    kms_key: 4,
                    app_key: 3,
                },
                // Its metadata is not there.
                {
                    field: "credit_card",
                    ciphertext: cipher("credit_card"),
                    kms_key: null,
                    app_key: null,
                },
            ]);
        });

        for (const field of FIELDS) {
            it(`give ${field}, and of a person who has none nothing`, async () => {
                const [ann] = await read(1, [field]);
                assert.deepEqual(ann?.ciphertext, cipher(field));
                assert.deepEqual(await read(2, [field]), [
                    { field, ciphertext: null, kms_key: null, app_key: null },
                ]);
            });
        }

        it("log what was read, by the keys that it is under, why and for whom", async () => {
            await session.query("set local app.actor = 'support-7'");
            await read(1, ["ssn", "address", "ip_address", "bank_account"], "payment-run_2");
            const same = {
                user_id: 1,
                operation: "read",
                purpose: "payment-run_2",
                actor: "support-7",
            };
            const log = await session.log();
            assert.deepEqual(
                log.sort((a, b) => String(a.fields).localeCompare(String(b.fields))),
                [
                    { ...same, fields: ["address", "ip_address"], kms_key: 1 },
                    { ...same, fields: ["bank_account"], kms_key: 4, app_key: 3 },
                    { ...same, fields: ["ssn"], kms_key: 2, app_key: 3 },
                ],
            );
        });

        it("log that somebody was asked for who is not there", async () => {
            assert.deepEqual(await read(99, ["ssn"]), []);
            assert.deepEqual(await read(null, ["ssn"]), []);
            const entry = {
                operation: "read",
                fields: ["ssn"],
                purpose: "delivery",
                success: false,
                error_code: "no_such_user",
            };
            assert.deepEqual(await session.log(), [{ user_id: 99, ...entry }, entry]);
        });

        for (const [what, fields] of [
            ["of level 1", ["email"]],
            ["that there are not", ["ssn", "salary"]],
            ["that are null", [null]],
            ["asked for twice", ["ssn", "ssn"]],
            ["none", []],
            ["null", null],
        ] as const) {
            it(`refuse fields: ${what}`, async () => {
                await assert.rejects(read(1, fields), {
                    code: "22023",
                    message: `fields must be some of ${ONE_OF}, each once`,
                });
            });
        }

        for (const purpose of [null, "", "For Jane", "x".repeat(65), "7up"]) {
            it(`refuse the purpose ${JSON.stringify(purpose)}`, async () => {
                await assert.rejects(read(1, ["ssn"], purpose), {
                    code: "22023",
                    message: /^purpose must be a code of up to 64 of a-z, 0-9, _ and -/,
                });
            });
        }

        it("give nothing where nothing can be logged", async () => {
            const { connection } = database;
            const options = "-c role=pii_decryptor -c default_transaction_read_only=on";
            const text = "select ciphertext from pii.read_encrypted(1, '{ssn}', 'delivery')";
            await assert.rejects(query({ ...connection, options }, text), { code: "25006" });
        });

        it("are the decryptor's one way to them", async () => {
            const decryptor = database.as("pii_decryptor");
            const rows = await decryptor<{ ciphertext: Buffer }>(
                "select ciphertext from pii.read_encrypted(1, '{ssn}', 'delivery')",
            );
            assert.deepEqual(rows, [{ ciphertext: cipher("ssn") }]);
            for (const field of FIELDS) {
                await assert.rejects(decryptor(`select ${field}_encrypted from pii.users`), {
                    code: "42501",
                });
            }
        });
    });

    describe("to log operations", () => {
        const account = (...values: unknown[]) =>
            session.query(
                `select pii.log_operations(${values.map((_, index) => `$${index + 1}`).join()})`,
                values,
            );

        it("log a row for each element, failures too", async () => {
            await account(
                ["encrypt", "decrypt", "reencrypt"],
                [1, 1, 2],
                ["ssn", "address", "ssn"],
                [null, "AccessDeniedException", null],
                [12, 3, null],
                [2, 1, 4],
                [3, null, 3],
            );
            assert.deepEqual(await session.log(), [
                {
                    user_id: 1,
                    operation: "encrypt",
                    fields: ["ssn"],
                    duration_ms: 12,
                    kms_key: 2,
                    app_key: 3,
                },
                {
                    user_id: 1,
                    operation: "decrypt",
                    fields: ["address"],
                    duration_ms: 3,
                    kms_key: 1,
                    success: false,
                    error_code: "AccessDeniedException",
                },
                { user_id: 2, operation: "reencrypt", fields: ["ssn"], kms_key: 4, app_key: 3 },
            ]);
        });

        it("take what has a default as left out", async () => {
            await account(["decrypt"], [1], ["ssn"]);
            await account([], [], []);
            assert.deepEqual(await session.log(), [
                { user_id: 1, operation: "decrypt", fields: ["ssn"] },
            ]);
        });

        const GOOD: unknown[][] = [["decrypt"], [1], ["ssn"], [null], [1], [2], [3]];
        for (const [index, name] of [
            "operations",
            "user_ids",
            "fields",
            "error_codes",
            "durations_ms",
            "kms_keys",
            "app_keys",
        ].entries()) {
            it(`refuse ${name} of another length`, async () => {
                for (const other of [[], [...(GOOD[index] ?? []), ...(GOOD[index] ?? [])]]) {
                    await session.query("savepoint before");
                    await assert.rejects(account(...GOOD.with(index, other)), {
                        code: "2202E",
                        message: "the arrays must be of one length",
                    });
                    await session.query("rollback to before");
                }
            });
        }

        for (const [what, index, value] of [
            ["an operation that somebody else logs", 0, "user_delete"],
            ["no operation", 0, null],
            ["nobody", 1, null],
            ["a field that is not encrypted", 2, "email"],
            ["no field", 2, null],
        ] as const) {
            it(`refuse ${what}`, async () => {
                await assert.rejects(account(...GOOD.with(index, [value])), {
                    code: "22023",
                    message: `each must be encrypt, decrypt or reencrypt, have a user_id, and a field of ${ONE_OF}`,
                });
            });
        }

        it("refuse null in the place of an array", async () => {
            await assert.rejects(account(null, [1], ["ssn"]), { code: "2202E" });
        });

        it("are the decryptor's", async () => {
            const text = "select pii.log_operations('{decrypt}', '{1}', '{ssn}')";
            assert.equal((await database.as("pii_decryptor")(text)).length, 1);
            await assert.rejects(database.as("pii_writer")(text), { code: "42501" });
        });
    });
});
