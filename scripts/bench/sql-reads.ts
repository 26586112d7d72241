import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../sandbox/platform/repository";
import { type Figures, figure, print, ratio } from "./figures";
import { BUSY, peopleFor } from "./sql-data";
import type { Database } from "./sql-database";
import { addCalls, addCost, inTurn } from "./sql-session";

const CALLS = 500;
const READS = 2000;

/** The last hundred operations of somebody: of the busiest person, and of anybody. */
export async function historyFigures(database: Database, rounds: number): Promise<void> {
    const session = await database.as("pii_auditor");
    const text = readFileSync(join(ROOT, "sql/queries/person-history.sql"), "utf8").replace(
        ":user_id",
        "$1",
    );
    const figures: Figures = new Map();
    const called = (what: string, person: number, name?: string) => () =>
        addCalls(figures, what, session, CALLS, () => session.rows(text, [person], name));
    const history = "last 100 operations of";
    await inTurn(rounds, [
        called(`${history} the busiest, prepared`, BUSY, "history"),
        called(`${history} the busiest, planned each time`, BUSY),
        called(`${history} anybody, prepared`, BUSY + 1, "history"),
        called(`${history} anybody, planned each time`, BUSY + 1),
    ]);
    print("person-history", figures);
    for (const unit of ["ms", "CPU ms"]) {
        for (const person of ["the busiest", "anybody"]) {
            figure(figures, `${history} ${person}, prepared, ${unit}`, ["at most", 0.3]);
            figure(figures, `${history} ${person}, planned each time, ${unit}`, ["at most", 5]);
        }
    }
    await session.end();
}

/**
 * Reading three ciphertexts by pii.read_encrypted, which logs it, against reading them from the
 * table: alone, and with the keys that they are under, which the function tells as well.
 *
 * The bar is of a function that neither tells nor logs keys and checks nothing. In a loop within the
 * server this one takes some 70 us, 30 of them to write the log's row and 25 to read with keys; one
 * statement that does all, two, or a loop take the same. A call from a client takes more than twice
 * as much, as if it found caches cold, and the more the busier the machine is.
 */
export async function gateFigures(database: Database, rounds: number, rows: number) {
    const [gate, plain, keys] = ["by read_encrypted", "from users", "from users, with keys"];
    const texts = {
        [gate]: `select * from pii.read_encrypted($1, '{ssn,bank_account,credit_card}', 'delivery')`,
        [plain]: `select ssn_encrypted, bank_account_encrypted, credit_card_encrypted
            from pii.users where id = $1`,
        [keys]: `select f.field, f.ciphertext, m.kms_key, m.app_key
            from pii.users u
                cross join lateral (values
                    ('ssn', ssn_encrypted), ('bank_account', bank_account_encrypted),
                    ('credit_card', credit_card_encrypted)
                ) as f (field, ciphertext)
                left join pii.encryption_metadata m on m.user_id = u.id and m.field = f.field
            where u.id = $1`,
    };
    const figures: Figures = new Map();
    const variants = Object.entries(texts).map(([what, text]) => async () => {
        const role = what === gate ? "pii_decryptor" : "pii_owner";
        const session = await database.as(role, "-c synchronous_commit=off");
        const read = async (count: number) => {
            for (let i = 0; i < count; i++) {
                const person = 1 + ((i * 7919) % (peopleFor(rows) - 1));
                await session.rows(text, [person], what);
            }
        };
        // After five times the plan is kept.
        await read(10);
        addCost(figures, what, await session.cost(() => read(READS)), READS);
        await session.end();
    });
    await inTurn(rounds, variants);
    print("three ciphertexts of one person", figures);
    ratio(figures, `${gate}, CPU us/row`, `${plain}, CPU us/row`, ["at most", 2.9]);
    ratio(figures, `${gate}, CPU us/row`, `${keys}, CPU us/row`);
}
