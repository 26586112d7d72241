import assert from "node:assert/strict";
import type { Client } from "pg";
import { type TestConnection } from "../support/postgres";
import { asLogin } from "./prepared";
import { allFields, clear, KEY, rotationDatabase, session, stored } from "./rotation-fixture";

const KEYS = { level2: KEY.level2, level3: KEY.level3, app: KEY.app };

describe("storing ciphertexts", () => {
    let connection: TestConnection;
    let writer: Client;

    beforeEach(async () => {
        connection = await rotationDatabase(2);
        writer = await session(asLogin(connection, "pii_app"));
    });
    afterEach(() => writer.end());

    const store = (...values: readonly unknown[]) =>
        writer.query("select pii.store_encrypted($1, $2, $3, $4, $5)", [...values]);
    const fieldsOf = async (person: number) =>
        (await allFields(connection))
            .filter(({ user_id }) => user_id === String(person))
            .map(({ field, value, kms_key, app_key }) => [field, value, kms_key, app_key]);
    const [address, ssn] = [clear(1, "address"), clear(1, "ssn")];

    it("writes columns and keys of fields of both levels, and only those", async () => {
        await store(1, ...stored(["ssn", "address"], ["new ssn", "new address"], KEYS));
        assert.deepEqual(await fieldsOf(1), [
            ["address", "new address", KEY.level2, null],
            ["bank_account", clear(1, "bank_account"), KEY.level3, KEY.app],
            ["credit_card", clear(1, "credit_card"), KEY.level3, KEY.app],
            ["date_of_birth", clear(1, "date_of_birth"), KEY.level2, null],
            ["ip_address", clear(1, "ip_address"), KEY.level2, null],
            ["ssn", "new ssn", KEY.level3, KEY.app],
        ]);
        assert.deepEqual(
            (await fieldsOf(2)).map(([field, value]) => value === clear(2, String(field))),
            Array(6).fill(true),
        );
    });

    it("takes away a field that is null, with what is known about it", async () => {
        await store(1, ["ssn", "address"], [null, null], [null, null], [null, null]);
        assert.deepEqual(
            (await fieldsOf(1)).map(([field]) => field),
            ["bank_account", "credit_card", "date_of_birth", "ip_address"],
        );
    });

    it("leaves the row of an e-mail address that is taken as it was", async () => {
        await assert.rejects(
            writer.query(
                `with person as (
                    insert into pii.users (email, first_name, last_name)
                    values ('1@example.org', 'A', 'B') returning id
                )
                select pii.store_encrypted(id, $1, $2, $3, $4) from person`,
                [...stored(["ssn"], ["new"], KEYS)],
            ),
            /idx_users_email/,
        );
        assert.equal((await fieldsOf(1)).at(-1)?.[1], ssn);
    });

    it("is the writer's only way to a ciphertext", async () => {
        for (const text of [
            "update pii.users set ssn_encrypted = null",
            "insert into pii.users (email, first_name, last_name, ssn_encrypted) values ('x', 'A', 'B', '')",
            "insert into pii.encryption_metadata values (1, now(), 2, 1, null, 'address')",
            "update pii.encryption_metadata set kms_key = 4",
            "delete from pii.encryption_metadata",
        ]) {
            await assert.rejects(writer.query(text), /permission denied for table/, text);
        }
    });

    const [, [cipher2]] = stored(["address"], ["new"], KEYS);
    const [, [cipher3]] = stored(["ssn"], ["new"], KEYS);
    const NAMES = "address, date_of_birth, ip_address, ssn, bank_account, credit_card";
    const inUse = (problem: string) => ({
        code: "55000",
        message: `nothing was stored: ${problem}; encrypt under the active keys`,
    });
    const kinds = { code: "23503" };
    for (const [what, values, expected] of [
        [
            "arrays of several lengths",
            [1, ["address"], [cipher2], [1, 1], [null]],
            {
                code: "2202E",
                message: "fields, ciphertexts, kms_keys and app_keys must be of one length",
            },
        ],
        [
            "a field that there is not",
            [1, ["email"], [cipher2], [1], [null]],
            { code: "22023", message: `fields must be some of ${NAMES}, each once` },
        ],
        [
            "a field given twice",
            [1, ["address", "address"], [cipher2, cipher2], [1, 1], [null, null]],
            { code: "22023" },
        ],
        [
            "a person that there is not",
            [99, ["address"], [cipher2], [1], [null]],
            { code: "P0002" },
        ],
        [
            "a key that there is not",
            [1, ["address"], [cipher2], [99], [null]],
            inUse("key 99 is not there"),
        ],
        [
            "keys that are not used yet",
            [1, ["ssn"], [cipher3], [KEY.newLevel3], [KEY.newApp]],
            inUse("key 5 is pending; key 6 is pending"),
        ],
        ["a key of another level", [1, ["address"], [cipher2], [KEY.level3], [null]], kinds],
        ["a key of another kind", [1, ["ssn"], [cipher3], [KEY.app], [KEY.app]], kinds],
        [
            "level 2 with an application's key",
            [1, ["address"], [cipher2], [1], [KEY.app]],
            { code: "23514" },
        ],
        ["level 3 without one", [1, ["ssn"], [cipher3], [KEY.level3], [null]], { code: "23514" }],
        ["no KMS key", [1, ["address"], [cipher2], [null], [null]], { code: "23502" }],
        ["what is too short", [1, ["address"], [Buffer.alloc(28)], [1], [null]], { code: "23514" }],
    ] as const) {
        it(`refuses ${what}, and changes nothing`, async () => {
            await assert.rejects(store(...values), expected);
            const fields = await fieldsOf(1);
            assert.equal(fields.length, 6);
            assert.deepEqual([fields[0]?.[1], fields[5]?.[1]], [address, ssn]);
        });
    }
});
