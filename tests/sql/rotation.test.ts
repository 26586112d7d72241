import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "pg";
import { query, type TestConnection } from "../support/postgres";
import { asLogin } from "./prepared";
import {
    allFields,
    clear,
    KEY,
    reencrypt,
    rotationDatabase,
    session,
    stored,
} from "./rotation-fixture";
import { type Field, moveFields } from "./rotation-worker";

const PEOPLE = 6;

describe("a key rotation", () => {
    let connection: TestConnection;
    let rotator: Client;

    beforeEach(async () => {
        connection = await rotationDatabase(PEOPLE);
        rotator = await session(asLogin(connection, "pii_rotation"));
    });
    afterEach(() => rotator.end());

    const start = async (oldKey: number, newKey: number, reason = "yearly") => {
        const { rows } = await rotator.query<{ id: string }>(
            "select pii.start_key_rotation($1, $2, $3) as id",
            [oldKey, newKey, reason],
        );
        return rows[0]?.id ?? "";
    };
    const finish = async (rotation: string) => {
        const { rows } = await rotator.query<{ status: string }>(
            "select pii.finish_key_rotation($1) as status",
            [rotation],
        );
        return rows[0]?.status;
    };
    const rollBack = async (rotation: string, reason = "too slow") => {
        const { rows } = await rotator.query<{ fields: string }>(
            "select pii.roll_back_key_rotation($1, $2) as fields",
            [rotation, reason],
        );
        return Number(rows[0]?.fields);
    };
    const progress = async (rotation: string) => {
        const { rows } = await rotator.query(
            `select status, from_key as from, to_key as to, fields_total::int as total,
                fields_done::int as done, fields_left::int as left
            from pii.rotation_progress($1)`,
            [rotation],
        );
        return rows[0] as unknown;
    };
    const owner = <Row extends object>(text: string, values: readonly unknown[] = []) =>
        query<Row>({ ...connection, options: "-c role=pii_owner" }, text, values);
    const statuses = async () => {
        const keys = await owner<{ id: number; status: string }>(
            "select id, status from pii.encryption_keys order by id",
        );
        return Object.fromEntries(keys.map(({ id, status }) => [id, status]));
    };
    /** How many fields are under each pair of keys, such as `{"2+3": 18}`; all must say what they said. */
    const keysInUse = async () => {
        const counts: Record<string, number> = {};
        for (const { user_id, field, value, kms_key, app_key } of await allFields(connection)) {
            assert.equal(value, clear(user_id, field));
            const keys = [kms_key, ...(app_key === null ? [] : [app_key])].join("+");
            counts[keys] = (counts[keys] ?? 0) + 1;
        }
        return counts;
    };
    /** Takes a batch of one person, and records it, in one transaction. */
    const moveOne = async (rotation: string) => {
        await rotator.query("begin");
        const batch = await take(rotator, rotation, 1);
        const moved = await record(rotator, rotation, batch);
        await rotator.query("commit");
        return moved;
    };

    it("moves every field of a KMS key to the new one, and leaves the rest alone", async () => {
        const rotation = await start(KEY.level2, KEY.newLevel2);
        assert.deepEqual(await progress(rotation), {
            status: "running",
            from: KEY.level2,
            to: KEY.newLevel2,
            total: 18,
            done: 0,
            left: 18,
        });
        assert.equal(await moveFields(rotator, rotation, 2, reencrypt), 18);
        assert.equal(await finish(rotation), "finished");
        assert.deepEqual(await progress(rotation), {
            status: "finished",
            from: KEY.level2,
            to: KEY.newLevel2,
            total: 18,
            done: 18,
            left: 0,
        });
        assert.deepEqual(await keysInUse(), { "4": 18, "2+3": 18 });
        const old = await owner(
            `select status, retired_at = (select finished_at from pii.key_rotation_log) as now,
                keep_until - retired_at = interval '365 days' as kept
            from pii.encryption_keys where id = $1`,
            [KEY.level2],
        );
        assert.deepEqual(old, [{ status: "retired", now: true, kept: true }]);
    });

    it("moves a level-3 field's inner layer and leaves the outer one alone, and the reverse", async () => {
        const inner = await start(KEY.app, KEY.newApp);
        assert.equal(await moveFields(rotator, inner, 100, reencrypt), 18);
        assert.equal(await finish(inner), "finished");
        assert.deepEqual(await keysInUse(), { "1": 18, "2+6": 18 });
        const outer = await start(KEY.level3, KEY.newLevel3);
        assert.equal(await moveFields(rotator, outer, 100, reencrypt), 18);
        assert.equal(await finish(outer), "finished");
        assert.deepEqual(await keysInUse(), { "1": 18, "5+6": 18 });
    });

    it("runs beside those of other kinds of keys, batch by batch", async () => {
        const pairs = [
            [KEY.level2, KEY.newLevel2],
            [KEY.level3, KEY.newLevel3],
            [KEY.app, KEY.newApp],
        ] as const;
        const rotations: string[] = [];
        for (const [oldKey, newKey] of pairs) {
            rotations.push(await start(oldKey, newKey));
        }
        for (let person = 1; person <= PEOPLE; person++) {
            for (const rotation of rotations) {
                assert.equal(await moveOne(rotation), 3);
            }
        }
        for (const rotation of rotations) {
            assert.equal(await finish(rotation), "finished");
        }
        assert.deepEqual(await keysInUse(), { "4": 18, "5+6": 18 });
    });

    it("says what was left out when a ciphertext cannot be decrypted, and is refused its end", async () => {
        const rotation = await start(KEY.level2, KEY.newLevel2);
        const broken = (field: Field) =>
            field.user_id === "2" && field.field === "address"
                ? Promise.reject(new Error("broken"))
                : reencrypt(field);
        assert.equal(await moveFields(rotator, rotation, 1, broken), 17);
        await assert.rejects(finish(rotation), {
            message: `rotation ${rotation} cannot be finished: 1 fields are under key 1; move them first`,
        });
        assert.equal(await moveFields(rotator, rotation, 1, reencrypt), 1);
        assert.equal(await finish(rotation), "finished");
    });

    it("goes back half-way, with what was written under the new key meanwhile", async () => {
        const rotation = await start(KEY.level3, KEY.newLevel3);
        assert.equal(await moveOne(rotation), 3);
        assert.equal(await moveOne(rotation), 3);
        // Of somebody whose turn has not come.
        await store(connection, PEOPLE, "ssn", clear(PEOPLE, "ssn"), {
            level2: KEY.level2,
            level3: KEY.newLevel3,
            app: KEY.app,
        });
        assert.equal(await rollBack(rotation), 7);
        assert.deepEqual(
            [(await statuses())[KEY.level3], (await statuses())[KEY.newLevel3]],
            ["active", "retiring"],
        );
        assert.equal(await moveOne(rotation), 3);
        assert.deepEqual(await progress(rotation), {
            status: "rolling_back",
            from: KEY.newLevel3,
            to: KEY.level3,
            total: 7,
            done: 3,
            left: 4,
        });
        await assert.rejects(finish(rotation), /4 fields are under key 5/);
        assert.equal(await moveFields(rotator, rotation, 100, reencrypt), 4);
        assert.equal(await finish(rotation), "rolled_back");
        assert.deepEqual(await keysInUse(), { "1": 18, "2+3": 18 });
        assert.deepEqual(
            [(await statuses())[KEY.level3], (await statuses())[KEY.newLevel3]],
            ["active", "retired"],
        );
        const log = await owner(
            `select status, reason, fields_total::int as total, fields_done::int as done,
                rollback_reason, rollback_total::int, rollback_done::int,
                rollback_started_by = started_by as both, finished_at > rollback_started_at as over
            from pii.key_rotation_log`,
        );
        assert.deepEqual(log, [
            {
                status: "rolled_back",
                reason: "yearly",
                total: 18,
                done: 6,
                rollback_reason: "too slow",
                rollback_total: 7,
                rollback_done: 7,
                both: true,
                over: true,
            },
        ]);
    });

    it("goes back after its end, while the old key can still decrypt", async () => {
        const rotation = await start(KEY.level2, KEY.newLevel2);
        await moveFields(rotator, rotation, 100, reencrypt);
        await finish(rotation);
        assert.equal(await rollBack(rotation), 18);
        assert.deepEqual(await statuses(), {
            1: "active",
            2: "active",
            3: "active",
            4: "retiring",
            5: "pending",
            6: "pending",
        });
        assert.equal(await moveFields(rotator, rotation, 100, reencrypt), 18);
        assert.equal(await finish(rotation), "rolled_back");
        assert.deepEqual(await keysInUse(), { "1": 18, "2+3": 18 });
    });

    it("does not go back to a key whose time is over", async () => {
        const rotation = await start(KEY.level2, KEY.newLevel2);
        await moveFields(rotator, rotation, 100, reencrypt);
        await finish(rotation);
        await owner("update pii.encryption_keys set keep_until = '2026-01-01Z' where id = 1");
        await assert.rejects(
            rollBack(rotation),
            /cannot be rolled back: key 1 had to be kept until/,
        );
    });

    it("keeps a retired key for as many days as is set", async () => {
        await owner("select pii.set_config_value('keys.keep_retired_days', '7', 'no backups')");
        const rotation = await start(KEY.level2, KEY.newLevel2);
        await moveFields(rotator, rotation, 100, reencrypt);
        await finish(rotation);
        assert.deepEqual(
            await owner(
                `select (keep_until - retired_at)::text as kept from pii.encryption_keys where id = 1`,
            ),
            [{ kept: "7 days" }],
        );
    });

    it("is in the summary", async () => {
        const done = await start(KEY.level2, KEY.newLevel2);
        await moveFields(rotator, done, 100, reencrypt);
        await finish(done);
        await rollBack(await start(KEY.level3, KEY.newLevel3));
        await start(KEY.app, KEY.newApp);
        assert.deepEqual(
            await owner(
                `select key_type, level, under_way::int, finished::int, rolled_back::int,
                    fields_done::int, average_duration is not null as measured
                from pii.key_rotation_summary order by key_type, level`,
            ),
            [
                ["application", 3, 1, 0, 0, false],
                ["kms", 2, 0, 1, 18, true],
                ["kms", 3, 1, 0, 0, false],
            ].map(([key_type, level, under_way, finished, fields_done, measured]) => ({
                key_type,
                level,
                under_way,
                finished,
                rolled_back: 0,
                fields_done,
                measured,
            })),
        );
    });

    it("leaves a row of the audit trail for each step, with keys and without values", async () => {
        const [before] = await owner<{ id: string }>(
            "select max(id) as id from pii.encryption_audit",
        );
        const rotation = await start(KEY.app, KEY.newApp);
        await rotator.query("set app.actor = 'rotation job 7'");
        assert.equal(await moveOne(rotation), 3);
        await rollBack(rotation);
        assert.equal(await moveOne(rotation), 3);
        await finish(rotation);
        const rows = await owner<Record<string, unknown>>(
            `select concat_ws(' ', operation, user_id, array_to_string(fields, ','),
                concat(old_kms_key, '+', old_app_key, '>', kms_key, '+', app_key), purpose, actor) as said
            from pii.encryption_audit where id > $1 and success and login_role = 'pii_rotation'
            order by id`,
            [before?.id],
        );
        const FIELDS = "bank_account,credit_card,ssn";
        assert.deepEqual(
            rows.map(({ said }) => said).sort(),
            [
                "key_update retiring +>+3",
                "key_update active +>+6",
                "rotation_start  +3>+6",
                `read 1 ${FIELDS} +>2+3 key-rotation rotation job 7`,
                `metadata_update 1 ${FIELDS} 2+3>2+6 rotation job 7`,
                `user_update 1 ssn,bank_account,credit_card +>+ rotation job 7`,
                "key_update retiring +>+6 rotation job 7",
                "key_update active +>+3 rotation job 7",
                "rotation_rollback  +6>+3 rotation job 7",
                `read 1 ${FIELDS} +>2+6 key-rotation rotation job 7`,
                `metadata_update 1 ${FIELDS} 2+6>2+3 rotation job 7`,
                `user_update 1 ssn,bank_account,credit_card +>+ rotation job 7`,
                "key_update retired +>+6 rotation job 7",
                "rotation_rolled_back  +6>+3 rotation job 7",
            ].sort(),
        );
    });

    describe("is refused", () => {
        const refused = (problem: string) => ({
            code: "55000",
            message: `no rotation was started: ${problem}`,
        });

        it("from or to a key that is not there, and says all that is wrong at once", async () => {
            await assert.rejects(
                start(98, 99, ""),
                refused(
                    "there is no key 98; there is no key 99; the reason must have 1 to 500 characters",
                ),
            );
        });

        it("from a key to itself", async () => {
            await assert.rejects(
                start(KEY.level2, KEY.level2),
                refused(
                    "the new key is the old one; the new key 1 is active; " +
                        "it must be pending: add one by pii.add_encryption_key",
                ),
            );
        });

        it("to a key of another level or kind", async () => {
            await assert.rejects(
                start(KEY.level2, KEY.newLevel3),
                refused("key 1 is of type kms and level 2, but key 5 is of type kms and level 3"),
            );
            await assert.rejects(
                start(KEY.level3, KEY.newApp),
                refused(
                    "key 2 is of type kms and level 3, but key 6 is of type application and level 3",
                ),
            );
        });

        it("while another one of the same kind of key runs", async () => {
            const rotation = await start(KEY.level2, KEY.newLevel2);
            await rotator.query(
                `select pii.add_encryption_key('kms', 2,
                    'arn:aws:kms:eu-central-1:123456789012:key/third')`,
            );
            const running = `rotation ${rotation} of this kind of key is running; finish it first`;
            await assert.rejects(start(KEY.newLevel2, 7), refused(running));
            await assert.rejects(
                start(KEY.level2, 7),
                refused(`the old key 1 is retiring; it must be active; ${running}`),
            );
        });

        it("from and to a retired key", async () => {
            const rotation = await start(KEY.level2, KEY.newLevel2);
            await moveFields(rotator, rotation, 100, reencrypt);
            await finish(rotation);
            await assert.rejects(
                start(KEY.newLevel2, KEY.level2),
                refused(
                    "the new key 1 is retired; it must be pending: add one by pii.add_encryption_key",
                ),
            );
            await rotator.query(
                `select pii.add_encryption_key('kms', 2,
                    'arn:aws:kms:eu-central-1:123456789012:key/third')`,
            );
            await assert.rejects(
                start(KEY.level2, 7),
                refused("the old key 1 is retired; it must be active"),
            );
            await assert.rejects(finish(rotation), /^error: rotation \d+ is over: finished$/);
            await start(KEY.newLevel2, 7);
            await assert.rejects(rollBack(rotation), /key 4 is retiring; it must be active/);
        });

        it("a second way back, an unknown number, a missing reason", async () => {
            const rotation = await start(KEY.level2, KEY.newLevel2);
            await assert.rejects(
                rollBack(rotation, ""),
                /the reason must have 1 to 500 characters/,
            );
            await assert.rejects(
                rollBack("99"),
                /rotation 99 cannot be rolled back: it does not exist/,
            );
            await assert.rejects(finish("99"), { message: "there is no rotation 99" });
            await rollBack(rotation);
            await assert.rejects(rollBack(rotation), /it is rolling_back/);
        });

        it("batches of no size, of an unknown rotation, and in a frozen snapshot", async () => {
            const rotation = await start(KEY.level2, KEY.newLevel2);
            for (const size of [0, 10_001, null]) {
                await assert.rejects(take(rotator, rotation, size), {
                    code: "22023",
                    message: `batch_size must be from 1 to 10000 people, got ${size ?? "<NULL>"}`,
                });
            }
            await assert.rejects(take(rotator, "99", 1), { message: "there is no rotation 99" });
            await rotator.query("begin isolation level repeatable read");
            await assert.rejects(take(rotator, rotation, 1), {
                message:
                    "key rotation works in transactions that are read committed, not repeatable read",
            });
            await rotator.query("rollback");
        });

        it("a batch recorded with gaps, or unchanged, or after the rotation has turned", async () => {
            const rotation = await start(KEY.level2, KEY.newLevel2);
            const batch = await take(rotator, rotation, 1);
            await assert.rejects(
                rotator.query("select pii.record_rotated($1, 4, '{1}', '{}', '{}', '{}')", [
                    rotation,
                ]),
                { code: "2202E" },
            );
            await assert.rejects(
                rotator.query("select pii.record_rotated($1, 4, $2, $3, $4, $5)", [
                    rotation,
                    batch.map(({ user_id }) => user_id),
                    batch.map(({ field }) => field),
                    batch.map(({ digest }) => digest),
                    batch.map(({ ciphertext }) => ciphertext),
                ]),
                { message: "a ciphertext is the one that was read; encrypt it under key 4" },
            );
            await rollBack(rotation);
            await assert.rejects(record(rotator, rotation, batch), {
                message: `rotation ${rotation} goes to key 1, not 4; take another batch`,
            });
            assert.deepEqual(await keysInUse(), { "1": 18, "2+3": 18 });
        });
    });

    it("is nobody's business but the rotator's", async () => {
        for (const role of ["pii_writer", "pii_reader", "pii_decryptor", "pii_auditor"]) {
            const other = await session(connection, role);
            for (const call of [
                "pii.start_key_rotation(1, 4, 'mine')",
                "pii.next_rotation_batch(1, 1)",
                "pii.record_rotated(1, 4, '{}', '{}', '{}', '{}')",
                "pii.finish_key_rotation(1)",
                "pii.roll_back_key_rotation(1, 'mine')",
                "pii.add_encryption_key('kms', 2, 'mine')",
                "pii.fields_under(1)",
                "pii.log_rotation('rotation_start', 'kms', 1, 4)",
            ]) {
                await assert.rejects(
                    other.query(`select ${call}`),
                    /permission denied for function/,
                );
            }
            await other.end();
        }
        for (const table of ["users", "encryption_metadata", "encryption_audit"]) {
            await assert.rejects(
                rotator.query(`select from pii.${table}`),
                /permission denied for table/,
            );
        }
    });
});

describe("the page about key rotation", () => {
    it("shows the worker that these tests run", () => {
        const page = readFileSync(join(__dirname, "../../docs/key-rotation.md"), "utf8");
        const worker = readFileSync(join(__dirname, "rotation-worker.ts"), "utf8");
        assert.ok(page.includes(`\`\`\`ts\n${worker}\`\`\``), "copy tests/sql/rotation-worker.ts");
    });
});

async function take(client: Client, rotation: string, size: number | null): Promise<Field[]> {
    const { rows } = await client.query<Field>("select * from pii.next_rotation_batch($1, $2)", [
        rotation,
        size,
    ]);
    return rows;
}

/** Encrypts `batch` anew and records it; answers how many fields were written. */
async function record(client: Client, rotation: string, batch: readonly Field[]) {
    const { rows } = await client.query<{ moved: number }>(
        "select pii.record_rotated($1, $2, $3, $4, $5, $6) as moved",
        [
            rotation,
            batch[0]?.to_key,
            batch.map(({ user_id }) => user_id),
            batch.map(({ field }) => field),
            batch.map(({ digest }) => digest),
            await Promise.all(batch.map(reencrypt)),
        ],
    );
    return rows[0]?.moved;
}

/** Stores one field of one person, as the writer. */
async function store(
    connection: TestConnection,
    person: number,
    field: string,
    value: string,
    keys: Parameters<typeof stored>[2],
) {
    await query(
        { ...connection, options: "-c role=pii_writer" },
        "select pii.store_encrypted($1, $2, $3, $4, $5)",
        [person, ...stored([field], [value], keys)],
    );
}
