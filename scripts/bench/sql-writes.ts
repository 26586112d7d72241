import { add, type Bar, type Figures, print, ratio } from "./figures";
import { CIPHERTEXTS, COLUMNS } from "./sql-data";
import type { Database } from "./sql-database";
import { addCost, inTurn, type Session } from "./sql-session";

/** Rows of a bulk write: as many as bench.seed has. */
const BULK = 10_000;
/** Rows that are written one by one. */
const SINGLE = 4000;

const SYNCED = "rows/s where commits wait for the disk";

/** Makes what is written another thing each time. */
let unique = 0;

const NAMES = Object.keys(CIPHERTEXTS);

interface Write {
    readonly what: string;
    readonly rows: number;
    readonly work: (session: Session, rows: number, unique: number) => Promise<unknown>;
    /** Where no commit waits for the disk. */
    readonly bars: Readonly<Record<"CPU us/row" | "WAL B/row" | "rows/s", Bar>>;
    /** Where each does: how many write at once, how many rows each, and the bar of rows/s. */
    readonly synced: { readonly sessions: number; readonly rows: number; readonly bar: Bar };
}

const WRITES: readonly Write[] = [
    {
        what: "insert of one",
        rows: SINGLE,
        work: insertSingly,
        bars: {
            "CPU us/row": ["at most", 2.2],
            "WAL B/row": ["at most", 1.3],
            "rows/s": ["at least", 0.45],
        },
        synced: { sessions: 4, rows: SINGLE / 4, bar: ["at least", 0.8] },
    },
    {
        what: `insert of ${BULK}`,
        rows: BULK,
        work: (session, _, unique) =>
            session.rows(
                `insert into pii.users (${COLUMNS})
                select 'b' || $1::int || '-' || i || '@example.com', 'Ann', 'Example',
                    '+15550100', ${NAMES.join()}
                from bench.seed`,
                [unique],
            ),
        bars: {
            "CPU us/row": ["at most", 1.7],
            "WAL B/row": ["at most", 1.3],
            "rows/s": ["at least", 0.5],
        },
        synced: { sessions: 1, rows: BULK, bar: ["at least", 0.5] },
    },
    {
        what: `update of ${BULK}`,
        rows: BULK,
        // Each statement takes other people than the one before.
        work: (session, _, unique) =>
            session.rows(
                `update pii.users
                set phone = '+1' || $1::int, ssn_encrypted = bank_account_encrypted,
                    bank_account_encrypted = ssn_encrypted
                where id > $1::int % 2 * ${BULK} and id <= ($1::int % 2 + 1) * ${BULK}`,
                [unique],
            ),
        bars: {
            "CPU us/row": ["at most", 2.1],
            "WAL B/row": ["at most", 1.3],
            "rows/s": ["at least", 0.4],
        },
        synced: { sessions: 1, rows: BULK, bar: ["at least", 0.4] },
    },
];

/**
 * What the audit trail costs those who write to users: with its triggers against without. The owner
 * writes, because nobody else does without pii.store_encrypted, which does more.
 */
export async function writeFigures(database: Database, rounds: number): Promise<void> {
    const owner = await database.as("pii_owner");
    for (const write of WRITES) {
        const { what, bars, synced } = write;
        const figures: Figures = new Map();
        const names = { bare: `${what}, bare`, audited: `${what}, audited` };
        const variant = (isAudited: boolean, measure: Measure) => async () => {
            await setAudit(owner, isAudited);
            await measure(database, write, figures, isAudited ? names.audited : names.bare);
            await owner.run("vacuum pii.users");
        };
        for (const measure of [measureCost, measureSynced]) {
            await inTurn(rounds, [variant(false, measure), variant(true, measure)]);
        }
        print(`${what}, with the audit trail and without`, figures);
        for (const [unit, bar] of Object.entries(bars)) {
            ratio(figures, `${names.audited}, ${unit}`, `${names.bare}, ${unit}`, bar);
        }
        ratio(figures, `${names.audited}, ${SYNCED}`, `${names.bare}, ${SYNCED}`, synced.bar);
    }
    await setAudit(owner, true);
    await owner.end();
}

type Measure = (database: Database, write: Write, figures: Figures, name: string) => Promise<void>;

async function measureCost(...[database, write, figures, name]: Parameters<Measure>) {
    const session = await database.as("pii_owner", "-c synchronous_commit=off");
    // The first one plans.
    await write.work(session, 1, ++unique);
    const cost = await session.cost(() => write.work(session, write.rows, ++unique));
    addCost(figures, name, cost, write.rows);
    await session.end();
}

async function measureSynced(...[database, { work, synced }, figures, name]: Parameters<Measure>) {
    const sessions = await Promise.all(
        Array.from({ length: synced.sessions }, () => database.as("pii_owner")),
    );
    await Promise.all(sessions.map((session) => work(session, 1, ++unique)));
    const start = performance.now();
    await Promise.all(sessions.map((session) => work(session, synced.rows, ++unique)));
    const seconds = (performance.now() - start) / 1000;
    add(figures, `${name}, ${SYNCED}`, (synced.sessions * synced.rows) / seconds);
    await Promise.all(sessions.map((session) => session.end()));
}

/** Switches the triggers that log; those that refuse stay. */
async function setAudit(owner: Session, isOn: boolean): Promise<void> {
    const how = isOn ? "enable always" : "disable";
    const each = ["insert", "update", "delete"].map((what) => `${how} trigger log_${what}`);
    await owner.run(`alter table pii.users ${each.join()}`);
}

async function insertSingly(session: Session, rows: number, first: number): Promise<void> {
    const values = Object.values(CIPHERTEXTS).map((length) => Buffer.alloc(length, first));
    const text = `insert into pii.users (${COLUMNS})
        values ($1, 'Ann', 'Example', '+15550100', $2, $3, $4, $5, $6, $7)`;
    for (let i = 0; i < rows; i++) {
        await session.rows(text, [`s${first}-${i}@example.com`, ...values], "insert");
    }
}
