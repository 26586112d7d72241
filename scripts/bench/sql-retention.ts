import { type Figures, figure, print, ratio } from "./figures";
import { MONTHS, partition } from "./sql-data";
import type { Database } from "./sql-database";
import { inTurn, type Session } from "./sql-session";
import { addOnce } from "./sql-views";

const DROP = "drop_expired_audit_partitions";
const DELETE = "DELETE and VACUUM";

/**
 * One month of twelve that goes, after its days have been closed, against one that is deleted. Each
 * round takes one from either end of the year.
 */
export async function retentionFigures(database: Database, rounds: number): Promise<void> {
    const owner = await database.as("pii_owner");
    const master = await database.as("none");
    const figures: Figures = new Map();
    await owner.run("select pii.close_audit_days()");
    await inTurn(rounds, [
        async (round) => {
            await master.run("checkpoint");
            await drop(database, owner, figures, MONTHS - 1 - round);
        },
        async (round) => {
            await master.run("checkpoint");
            const name = `pii.${partition(-1 - round)}`;
            // What keeps everybody else from deleting would be a part of the figure.
            await owner.run(`alter table ${name} disable trigger keep_rows`);
            await addOnce(figures, DELETE, owner, () =>
                owner.run(`delete from ${name}`, `vacuum ${name}`),
            );
        },
    ]);
    print("a month of twelve", figures);
    figure(figures, `${DROP}, ms`, ["at most", 30]);
    figure(figures, `${DROP}, CPU ms`, ["at most", 30]);
    figure(figures, `${DROP}, WAL kB`, ["at most", 1000]);
    ratio(figures, `${DROP}, ms`, `${DELETE}, ms`, ["at most", 1 / 10]);
    ratio(figures, `${DROP}, WAL kB`, `${DELETE}, WAL kB`, ["at most", 1 / 50]);
    await Promise.all([owner.end(), master.end()]);
}

/** Has whatever is older than that many months dropped, which is one month. */
async function drop(database: Database, owner: Session, figures: Figures, keep: number) {
    await owner.rows("select pii.set_config_value('audit.retention_months', $1, 'bench')", [
        String(keep),
    ]);
    const caretaker = await database.as("pii_caretaker");
    let dropped: object[] = [];
    await addOnce(figures, DROP, caretaker, async () => {
        dropped = await caretaker.rows(`select pii.${DROP}()`);
    });
    if (dropped.length !== 1) {
        throw new Error(`${dropped.length} partitions were dropped in the place of one`);
    }
    await caretaker.end();
}
