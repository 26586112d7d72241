import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { type Client, DatabaseError } from "pg";
import { query, type TestConnection } from "../support/postgres";
import {
    allFields,
    clear,
    KEY,
    type Keys,
    reencrypt,
    rotationDatabase,
    session,
    stored,
} from "./rotation-fixture";
import { type Field, moveFields } from "./rotation-worker";

const PEOPLE = 6;
const OLD_KEYS = { level2: KEY.level2, level3: KEY.level3, app: KEY.app };
const NEW_KEYS = { ...OLD_KEYS, level3: KEY.newLevel3 };
const LOCK_NOT_AVAILABLE = "55P03";

describe("a key rotation among others", () => {
    let connection: TestConnection;
    let rotation: string;
    let sessions: Client[];

    const opened = async (role: string) => {
        const client = await session(connection, role);
        sessions.push(client);
        return client;
    };
    /** Of the level-3 KMS key, whose fields have two layers. */
    const begun = async (people: number) => {
        connection = await rotationDatabase(people);
        const rows = await query<{ id: string }>(
            { ...connection, options: "-c role=pii_rotator" },
            "select pii.start_key_rotation($1, $2, 'test') as id",
            [KEY.level3, KEY.newLevel3],
        );
        rotation = rows[0]?.id ?? "";
    };
    const books = async () => {
        const [row] = await query<{ status: string; done: number; left: number }>(
            { ...connection, options: "-c role=pii_rotator" },
            `select status, fields_done::int as done, fields_left::int as left
            from pii.rotation_progress($1)`,
            [rotation],
        );
        return row;
    };
    const finish = () =>
        query<{ status: string }>(
            { ...connection, options: "-c role=pii_rotator" },
            "select pii.finish_key_rotation($1) as status",
            [rotation],
        );
    const take = async (client: Client, people: number) =>
        (
            await client.query<Field>("select * from pii.next_rotation_batch($1, $2)", [
                rotation,
                people,
            ])
        ).rows;
    const record = async (client: Client, batch: readonly Field[]) =>
        (
            await client.query<{ moved: number }>(
                "select pii.record_rotated($1, $2, $3, $4, $5, $6) as moved",
                [
                    rotation,
                    batch[0]?.to_key,
                    batch.map(({ user_id }) => user_id),
                    batch.map(({ field }) => field),
                    batch.map(({ digest }) => digest),
                    await Promise.all(batch.map(reencrypt)),
                ],
            )
        ).rows[0]?.moved ?? 0;
    const store = (client: Client, person: number, value: string, keys: Keys) =>
        client.query("select pii.store_encrypted($1, $2, $3, $4, $5)", [
            person,
            ...stored(["ssn"], [value], keys),
        ]);
    const backend = async (client: Client) =>
        (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid;
    const terminate = (pid: number | undefined) =>
        query(connection, "select pg_terminate_backend($1, 60000)", [pid]);

    beforeEach(() => {
        sessions = [];
    });
    const ended = async () => {
        await Promise.all(sessions.map((client) => client.end().catch(() => undefined)));
        sessions = [];
    };
    afterEach(() => ended());

    describe("of one worker", () => {
        beforeEach(async () => {
            await begun(PEOPLE);
        });

        it("leaves nothing of a batch whose worker is killed, and goes on with another", async () => {
            const victim = await opened("pii_rotator");
            await victim.query("begin");
            assert.equal(await record(victim, await take(victim, 4)), 6);
            await terminate(await backend(victim));
            assert.deepEqual(await books(), { status: "running", done: 0, left: 18 });
            const heir = await opened("pii_rotator");
            assert.equal(await moveFields(heir, rotation, 4, reencrypt), 18);
            assert.deepEqual(await books(), { status: "running", done: 18, left: 0 });
            assert.deepEqual(await finish(), [{ status: "finished" }]);
        });

        it("locks the rows of its batch and nothing else", async () => {
            const worker = await opened("pii_rotator");
            await worker.query("begin");
            const batch = await take(worker, 1);
            assert.deepEqual([...new Set(batch.map(({ user_id }) => user_id))], ["1"]);
            assert.equal(await record(worker, batch), batch.length);

            const modes = await query<{ mode: string }>(
                connection,
                `select distinct mode from pg_locks
                where pid = $1 and locktype = 'relation' order by mode`,
                [await backend(worker)],
            );
            assert.deepEqual(
                modes.map(({ mode }) => mode),
                ["AccessShareLock", "RowExclusiveLock", "RowShareLock"],
            );
            const writer = await opened("pii_writer");
            await writer.query("set lock_timeout = 1");
            await writer.query(
                "update pii.users set phone = '+49 2' where email = '2@example.org'",
            );
            await store(writer, 3, "new", NEW_KEYS);
            await store(writer, 4, "late", OLD_KEYS);
            await writer.query(
                "insert into pii.users (email, first_name, last_name) values ('x@y', 'A', 'B')",
            );
            const reader = await opened("pii_reader");
            await reader.query("set lock_timeout = 1");
            const { rowCount } = await reader.query("select id from pii.users");
            assert.equal(rowCount, PEOPLE + 1);
            const locked = { code: LOCK_NOT_AVAILABLE };
            await assert.rejects(
                writer.query("update pii.users set phone = '1' where email = '1@example.org'"),
                locked,
            );
            await assert.rejects(store(writer, 1, "new", NEW_KEYS), locked);
            await worker.query("commit");
            await store(writer, 1, "new", NEW_KEYS);
        });

        it("shares people with other workers, who never wait for it", async () => {
            const [one, two] = [await opened("pii_rotator"), await opened("pii_rotator")];
            await one.query("begin; set local lock_timeout = 1");
            await two.query("begin; set local lock_timeout = 1");
            const people = (batch: Field[]) => [...new Set(batch.map(({ user_id }) => user_id))];
            const batches = [await take(one, 6), await take(two, 6), await take(two, 6)];
            assert.deepEqual(batches.map(people), [
                ["1", "2"],
                ["3", "4"],
                ["3", "4"],
            ]);
            await one.query("rollback");
            assert.deepEqual(people(await take(two, 100)), ["1", "2", "3", "4", "5", "6"]);
        });

        it("without a transaction writes over nothing that was stored after it was read", async () => {
            const worker = await opened("pii_rotator");
            const writer = await opened("pii_writer");
            const batch = await take(worker, 100);
            assert.equal(batch.length, 18);
            await store(writer, 1, "under the new key", NEW_KEYS);
            await store(writer, 2, "under the old key", OLD_KEYS);
            await writer.query("begin");
            await store(writer, 3, "not yet there", NEW_KEYS);
            await worker.query("set lock_timeout = 1");
            // Of the three: one is newer, one is newer, and all of a person are locked.
            assert.equal(await record(worker, batch), 18 - 1 - 1 - 3);
            assert.deepEqual(await books(), { status: "running", done: 13, left: 4 });
            await writer.query("commit");
            assert.equal(await moveFields(worker, rotation, 100, reencrypt), 3);
            assert.deepEqual(await finish(), [{ status: "finished" }]);
            const ssns = (await allFields(connection))
                .filter(({ field }) => field === "ssn")
                .map(({ value }) => value);
            assert.deepEqual(ssns, [
                "under the new key",
                "under the old key",
                "not yet there",
                ...[4, 5, 6].map((person) => clear(person, "ssn")),
            ]);
        });

        it("does not write a field twice that two have taken", async () => {
            const [one, two] = [await opened("pii_rotator"), await opened("pii_rotator")];
            const batches = [await take(one, 100), await take(two, 100)] as const;
            assert.equal(await record(one, batches[0]), 18);
            assert.equal(await record(two, batches[1]), 0);
            assert.deepEqual(await books(), { status: "running", done: 18, left: 0 });
        });

        it("writes nothing that is not under the old key", async () => {
            const worker = await opened("pii_rotator");
            const [field] = await take(worker, 1);
            assert.ok(field !== undefined);
            assert.equal(await record(worker, [field]), 1);
            const [moved] = (await allFields(connection)).filter(
                (other) => other.field === field.field && other.user_id === field.user_id,
            );
            assert.ok(moved !== undefined);
            const digest = createHash("sha256").update(moved.ciphertext).digest();
            assert.equal(await record(worker, [{ ...field, ...moved, digest }]), 0);
        });

        it("is not finished while somebody stores under the old key", async () => {
            const worker = await opened("pii_rotator");
            const writer = await opened("pii_writer");
            await moveFields(worker, rotation, 100, reencrypt);
            await writer.query("begin");
            await store(writer, 1, "late", OLD_KEYS);
            await assert.rejects(finish(), {
                code: LOCK_NOT_AVAILABLE,
                message:
                    `rotation ${rotation} cannot be finished: ` +
                    "somebody is storing under key 2; try again",
            });
            await writer.query("commit");
            await assert.rejects(finish(), /1 fields are under key 2; move them first/);
            await moveFields(worker, rotation, 100, reencrypt);
            assert.deepEqual(await finish(), [{ status: "finished" }]);
            await assert.rejects(store(writer, 1, "too late", OLD_KEYS), {
                code: "55000",
                message: "nothing was stored: key 2 is retired; encrypt under the active keys",
            });
        });

        it("turns round between two batches, never within one", async () => {
            const worker = await opened("pii_rotator");
            const operator = await opened("pii_rotator");
            await worker.query("begin");
            const batch = await take(worker, 1);
            assert.equal(await record(worker, batch), batch.length);
            const turned = operator.query<{ fields: string }>(
                "select pii.roll_back_key_rotation($1, 'test') as fields",
                [rotation],
            );
            await isAwaited(await backend(worker));
            await worker.query("commit");
            assert.equal((await turned).rows[0]?.fields, String(batch.length));
            assert.equal(await moveFields(worker, rotation, 100, reencrypt), batch.length);
            assert.deepEqual(await finish(), [{ status: "rolled_back" }]);
        });

        it("refuses a batch that waits for the turn", async () => {
            const worker = await opened("pii_rotator");
            const operator = await opened("pii_rotator");
            const batch = await take(worker, 100);
            await operator.query("begin");
            await operator.query("select pii.roll_back_key_rotation($1, 'test')", [rotation]);
            const recorded = assert.rejects(record(worker, batch), {
                message: `rotation ${rotation} goes to key ${KEY.newLevel3} no more; take another batch`,
            });
            await isAwaited(await backend(operator));
            await operator.query("commit");
            await recorded;
            assert.deepEqual(await books(), { status: "rolling_back", done: 0, left: 0 });
        });

        /** Returns once somebody waits for `blocker`. */
        const isAwaited = async (blocker: number | undefined) => {
            const waiting = "select from pg_stat_activity where $1 = any (pg_blocking_pids(pid))";
            while ((await query(connection, waiting, [blocker])).length === 0);
        };
    });

    it("loses nothing to four workers, two of them killed, and four writers at once", async () => {
        const people = 40;
        await begun(people);
        const last = new Map<string, string>();
        let over = false;
        const write = async (n: number) => {
            const writer = await opened("pii_writer");
            // An end of its own, or what they put back under the old key could keep workers for ever.
            for (let round = 0; round < 50 && !over; round++) {
                // Each its own people, so that it is known who was last.
                const person = 1 + n + 4 * Math.floor((Math.random() * people) / 4);
                const value = `${round} of writer ${n}`;
                await store(writer, person, value, round % 2 === 0 ? OLD_KEYS : NEW_KEYS);
                last.set(String(person), value);
            }
        };
        const worker = async () => {
            const client = await opened("pii_rotator");
            await client.query("set app.actor = 'worker'");
            return client;
        };
        const work = async (hold?: Promise<unknown>) => {
            let fields = 0;
            return moveFields(await worker(), rotation, 5, async (field) => {
                if (++fields > 5) {
                    await hold;
                }
                return reencrypt(field);
            });
        };
        const die = async () => {
            const client = await worker();
            const pid = await backend(client);
            let fields = 0;
            await assert.rejects(
                moveFields(client, rotation, 5, async (field) => {
                    if (++fields === 20) {
                        await terminate(pid);
                    }
                    return reencrypt(field);
                }),
            );
        };
        const writers = [0, 1, 2, 3].map(write);
        const killed = Promise.all([die(), die()]);
        // With one batch done and another in hand, so that enough is left to be killed over.
        await Promise.all([killed, work(killed), work(killed)]);
        over = true;
        await Promise.all(writers);
        await work();
        assert.deepEqual(await finish(), [{ status: "finished" }]);
        const fields = await allFields(connection);
        assert.equal(fields.length, 6 * people);
        for (const { user_id, field, value, kms_key, app_key } of fields) {
            const written = field === "ssn" ? last.get(user_id) : undefined;
            assert.equal(value, written ?? clear(user_id, field));
            assert.equal(kms_key, app_key === null ? KEY.level2 : KEY.newLevel3);
        }
        const [logged] = await query<{ fields: number }>(
            { ...connection, options: "-c role=pii_owner" },
            `select sum(cardinality(fields))::int as fields from pii.encryption_audit
            where operation = 'metadata_update' and actor = 'worker'
                and old_kms_key = $1 and kms_key = $2 and (old_app_key, app_key) = ($3, $3)`,
            [KEY.level3, KEY.newLevel3, KEY.app],
        );
        assert.deepEqual(await books(), { status: "finished", done: logged?.fields, left: 0 });
    });

    /** What somebody does next; which of them, and with whom. */
    const step = fc.record({
        does: fc.constantFrom(
            "take",
            "record",
            "record",
            "commit",
            "kill",
            "store",
            "store",
            "turn",
        ),
        who: fc.constantFrom(0 as const, 1 as const),
        person: fc.integer({ min: 1, max: PEOPLE }),
        isNew: fc.boolean(),
    });

    it("keeps its books in whatever order things happen", async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
                await begun(PEOPLE);
                await played(steps);
                await ended();
            }),
            { numRuns: 8 },
        );
    });

    interface Worker {
        client: Client;
        batch: Field[];
        /** Fields recorded in the open transaction. */
        moved: number;
    }

    /** Plays `steps`, and compares after each what is committed with what must be. */
    async function played(steps: (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) {
        const begin = async (): Promise<Worker> => {
            const client = await opened("pii_rotator");
            await client.query("begin; set local lock_timeout = 1");
            return { client, batch: [], moved: 0 };
        };
        const workers: [Worker, Worker] = [await begin(), await begin()];
        const writer = await opened("pii_writer");
        const operator = await opened("pii_rotator");
        for (const client of [writer, operator]) {
            await client.query("set lock_timeout = 1");
        }
        const values = new Map<string, string>();
        let isBack = false;
        let done = 0;
        /** Does nothing where somebody has locked what it needs. */
        const unlessLocked = async (work: Promise<unknown>) => {
            try {
                await work;
                return true;
            } catch (error) {
                if (error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE) {
                    return false;
                }
                throw error;
            }
        };
        for (const [n, { does, who, person, isNew }] of steps.entries()) {
            const worker = workers[who];
            switch (does) {
                case "take":
                    worker.batch = await take(worker.client, 2);
                    break;
                case "record": {
                    const { client, batch } = worker;
                    if (batch.length === 0) {
                        break;
                    }
                    await client.query("savepoint before");
                    try {
                        worker.moved += await record(client, batch);
                    } catch (error) {
                        const { code } = error as DatabaseError;
                        // The other one has recorded and not committed, or the rotation has turned.
                        assert.ok(code === LOCK_NOT_AVAILABLE || code === "55000", String(error));
                        await client.query("rollback to before");
                    }
                    break;
                }
                case "commit":
                    await worker.client.query("commit");
                    done += worker.moved;
                    workers[who] = await begin();
                    break;
                case "kill":
                    await terminate(await backend(worker.client));
                    workers[who] = await begin();
                    break;
                case "store": {
                    const keys = isNew ? NEW_KEYS : OLD_KEYS;
                    if (await unlessLocked(store(writer, person, `value ${n}`, keys))) {
                        values.set(String(person), `value ${n}`);
                    }
                    break;
                }
                case "turn":
                    if (
                        !isBack &&
                        (await unlessLocked(
                            operator.query("select pii.roll_back_key_rotation($1, 'test')", [
                                rotation,
                            ]),
                        ))
                    ) {
                        isBack = true;
                        done = 0;
                    }
            }
            await agrees();
        }
        for (const { client } of workers) {
            await client.query("rollback");
        }
        done += await moveFields(operator, rotation, 100, reencrypt);
        await agrees();
        assert.deepEqual(await finish(), [{ status: isBack ? "rolled_back" : "finished" }]);

        async function agrees() {
            const fields = await allFields(connection);
            assert.deepEqual(
                fields.map(({ value }) => value),
                fields.map(({ user_id, field }) =>
                    field === "ssn" && values.has(user_id)
                        ? values.get(user_id)
                        : clear(user_id, field),
                ),
            );
            const source = isBack ? KEY.newLevel3 : KEY.level3;
            assert.deepEqual(await books(), {
                status: isBack ? "rolling_back" : "running",
                done,
                left: fields.filter(({ kms_key }) => kms_key === source).length,
            });
        }
    }
});
