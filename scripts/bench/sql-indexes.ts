import { type Figures, print, ratio } from "./figures";
import { CIPHERTEXTS, COLUMNS, partition, peopleFor } from "./sql-data";
import type { Database } from "./sql-database";
import { addCost, inTurn, type Session } from "./sql-session";

/** Rows of each copy to begin with, and rows that are inserted into it at a time. */
const FILLED = 200_000;
const INSERTED = 10_000;
/** Times that a round does so. */
const TIMES = 3;

interface Table {
    readonly name: string;
    /** Fills a copy for a start. */
    readonly fill: (copy: string) => string;
    /** Inserts {@link INSERTED} rows, which are others than those of an earlier `$1`. */
    readonly insert: (copy: string) => string;
}

interface Index {
    readonly name: string;
    /** What it is on, and of which rows. */
    readonly on: string;
}

/**
 * What each index costs whoever inserts: copies of a table with all of its indexes against copies
 * without that one.
 */
export async function indexFigures(database: Database, rounds: number, rows: number) {
    const owner = await database.as("pii_owner", "-c synchronous_commit=off");
    for (const table of [audit(rows), users]) {
        await tableFigures(owner, rounds, table);
    }
    await owner.end();
}

async function tableFigures(owner: Session, rounds: number, table: Table): Promise<void> {
    const indexes = await indexesOf(owner, `pii.${table.name}`);
    const figures: Figures = new Map();
    const whole = "with all indexes";
    const variants = [undefined, ...indexes].map((without, number) => ({
        what: without === undefined ? whole : `without ${without.name}`,
        copy: `bench.${table.name}_${number}`,
        without,
    }));
    for (const { copy, without } of variants) {
        await owner.run(`create table ${copy} (like pii.${table.name} including all)`);
        await dropIndex(owner, copy, without);
        await owner.run(table.fill(copy), `vacuum (analyze) ${copy}`);
    }
    let unique = 0;
    await inTurn(
        rounds,
        variants.map(({ what, copy }) => async () => {
            const insert = () => owner.rows(table.insert(copy), [++unique]);
            await insert();
            const cost = await owner.cost(async () => {
                for (let time = 0; time < TIMES; time++) {
                    await insert();
                }
            });
            addCost(figures, what, cost, TIMES * INSERTED);
        }),
    );
    print(`inserts of ${INSERTED} into ${table.name}`, figures);
    for (const { what } of variants.slice(1)) {
        for (const unit of ["CPU us/row", "WAL B/row"]) {
            ratio(figures, `${whole}, ${unit}`, `${what}, ${unit}`);
        }
    }
}

async function indexesOf(owner: Session, table: string): Promise<Index[]> {
    return owner.rows<Index>(
        `select indexrelid::regclass::text as name,
            regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', '') as on
        from pg_index where indrelid = $1::regclass order by name`,
        [table],
    );
}

/** The copy's indexes have other names. */
async function dropIndex(owner: Session, copy: string, index: Index | undefined): Promise<void> {
    const same = (await indexesOf(owner, copy)).find(({ on }) => on === index?.on);
    if (same === undefined) {
        return;
    }
    const [constraint] = await owner.rows<{ name: string }>(
        "select conname as name from pg_constraint where conindid = $1::regclass",
        [same.name],
    );
    await owner.run(
        constraint === undefined
            ? `drop index ${same.name}`
            : `alter table ${copy} drop constraint ${constraint.name}`,
    );
}

/** Log entries as there are in a month; a third of a percent fails or is seldom. */
function audit(rows: number): Table {
    const columns = "user_id, kms_key, app_key, success, operation, fields, purpose, error_code";
    return {
        name: "encryption_audit",
        fill: (copy) => `insert into ${copy} (accessed_at, ${columns})
            select accessed_at, ${columns} from pii.${partition(-1)} limit ${FILLED}`,
        insert: (copy) => `insert into ${copy} (${columns})
            select 1 + (i::bigint * 7919 + $1::int) % ${peopleFor(rows)}, 2, 3, i % 500 > 0,
                case when i % 1000 = 1 then 'user_delete' else 'decrypt' end, '{ssn}',
                'delivery', case when i % 500 = 0 then 'AccessDenied' end
            from generate_series(1, ${INSERTED}) i`,
    };
}

const users: Table = {
    name: "users",
    fill: (copy) => `insert into ${copy} (${COLUMNS})
        select ${COLUMNS} from pii.users limit ${FILLED}`,
    insert: (copy) => `insert into ${copy} (${COLUMNS})
        select 'x' || $1::int || '-' || i || '@example.com', 'Ann', 'Example', '+15550100',
            ${Object.keys(CIPHERTEXTS).join()}
        from bench.seed`,
};
