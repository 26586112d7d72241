import { randomBytes } from "node:crypto";
import { type Figures, print, ratio } from "./figures";
import { CIPHERTEXTS, KEYS } from "./sql-data";
import type { Database } from "./sql-database";
import { addCost, inTurn, type Session } from "./sql-session";

/** People of a batch, as many as docs/key-rotation.md advises at most; batches of a round. */
const PEOPLE = 50;
const BATCHES = 20;

/** What encrypting anew under another key of level 3 changes. */
const COLUMNS = ["ssn_encrypted", "bank_account_encrypted", "credit_card_encrypted"] as const;

interface Field {
    readonly user_id: string;
    readonly field: string;
    readonly ciphertext: Buffer;
    readonly digest: Buffer;
    readonly to_key: number;
}

/** Batches of a key rotation against plain updates of as many people, which are audited too. */
export async function rotationFigures(database: Database, rounds: number): Promise<void> {
    const settings = "-c synchronous_commit=off";
    const rotator = await database.as("pii_rotator", settings);
    const owner = await database.as("pii_owner", settings);
    const rotation = await rotator.value("select pii.start_key_rotation($1, $2, 'bench')", [
        KEYS.level3,
        KEYS.newLevel3,
    ]);
    const figures: Figures = new Map();
    const [rotated, updated] = ["next_rotation_batch and record_rotated", "update of users"];
    await batch(rotator, rotation);
    await inTurn(rounds, [
        async (round) => {
            const cost = await owner.cost(async () => {
                for (let n = 0; n < BATCHES; n++) {
                    await update(owner, (round * BATCHES + n) * PEOPLE);
                }
            });
            addCost(figures, updated, cost, BATCHES * PEOPLE * COLUMNS.length);
        },
        async () => {
            let fields = 0;
            const cost = await rotator.cost(async () => {
                for (let n = 0; n < BATCHES; n++) {
                    fields += await batch(rotator, rotation);
                }
            });
            addCost(figures, rotated, cost, fields);
        },
    ]);
    print(`three fields of each of ${PEOPLE} people at once, by field`, figures);
    for (const unit of ["CPU us/row", "WAL B/row"]) {
        ratio(figures, `${rotated}, ${unit}`, `${updated}, ${unit}`);
    }
    await Promise.all([rotator.end(), owner.end()]);
}

/** Answers how many fields it has moved. */
async function batch(rotator: Session, rotation: unknown): Promise<number> {
    await rotator.run("begin");
    const fields = await rotator.rows<Field>(
        // Of the people that it may take it finds each as often as they have fields.
        "select user_id, field, ciphertext, digest, to_key from pii.next_rotation_batch($1, $2)",
        [rotation, PEOPLE * COLUMNS.length],
        "next",
    );
    await rotator.rows(
        "select pii.record_rotated($1, $2, $3, $4, $5, $6)",
        [
            rotation,
            fields[0]?.to_key,
            fields.map((field) => field.user_id),
            fields.map((field) => field.field),
            fields.map((field) => field.digest),
            fields.map((field) => randomBytes(field.ciphertext.length)),
        ],
        "record",
    );
    await rotator.run("commit");
    return fields.length;
}

async function update(owner: Session, first: number): Promise<void> {
    const people = Array.from({ length: PEOPLE }, (_, index) => first + index + 1);
    await owner.rows(
        `update pii.users u
        set ssn_encrypted = n.ssn, bank_account_encrypted = n.bank, credit_card_encrypted = n.card
        from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[]) as n (id, ssn, bank, card)
        where u.id = n.id`,
        [people, ...COLUMNS.map((name) => people.map(() => randomBytes(CIPHERTEXTS[name])))],
        "update",
    );
}
