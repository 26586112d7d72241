import { add, type Figures, figure, print, ratio } from "./figures";
import type { Database } from "./sql-database";
import { addCalls, inTurn, type Session } from "./sql-session";

/** Calls in a round of what takes milliseconds; what reads all rows is called once. */
const CALLS = 20;

const SUMMARY = "audit_summary, 30 days";
const PLAIN = "a view over all rows, 30 days";
const STATS = "encryption_stats";
const COUNT = "count of encryption_metadata";
const DIFFERENCES = "rows in which audit_summary and a count of all rows differ";
const ONE_DAY = "closing one day";

const lastDays = (view: string) =>
    `select * from ${view} where day > (now() at time zone 'UTC')::date - 30`;

/** The three views, and the closing of days that makes one of them fast. */
export async function viewFigures(database: Database, rounds: number): Promise<void> {
    const owner = await database.as("pii_owner");
    const auditor = await database.as("pii_auditor");
    await owner.run(
        `create view bench.plain_summary as
        select (accessed_at at time zone 'UTC')::date as day, operation, success,
            count(*) as operations
        from pii.encryption_audit
        group by 1, 2, 3`,
    );
    const figures: Figures = new Map();
    const called = (what: string, session: Session, calls: number, text: string) => () =>
        addCalls(figures, what, session, calls, () => session.rows(text));
    await inTurn(rounds, [() => daysFigures(database, owner, figures)]);
    await inTurn(rounds, [
        called(SUMMARY, auditor, CALLS, lastDays("pii.audit_summary")),
        called(PLAIN, owner, 1, lastDays("bench.plain_summary")),
        called(STATS, auditor, CALLS, "select * from pii.encryption_stats"),
        called(COUNT, owner, CALLS, "select count(*) from pii.encryption_metadata"),
        called(
            "key_rotation_summary of 1000 rotations",
            auditor,
            CALLS,
            "select * from pii.key_rotation_summary",
        ),
    ]);
    print("views", figures);
    figure(figures, DIFFERENCES, ["at most", 0]);
    for (const unit of ["ms", "CPU ms"]) {
        figure(figures, `${ONE_DAY}, ${unit}`, ["at most", 11]);
        figure(figures, `${SUMMARY}, ${unit}`, ["at most", 10]);
        ratio(figures, `${SUMMARY}, ${unit}`, `${PLAIN}, ${unit}`, ["at most", 1 / 20]);
    }
    ratio(figures, `${STATS}, CPU ms`, `${COUNT}, CPU ms`);
    await Promise.all([owner.end(), auditor.end()]);
}

/** Closes all days and then one anew; holds the summary against all rows before, after and later. */
async function daysFigures(database: Database, owner: Session, figures: Figures): Promise<void> {
    const caretaker = await database.as("pii_caretaker");
    const close = (what: string) =>
        addOnce(figures, what, caretaker, () => caretaker.rows("select pii.close_audit_days()"));
    await owner.run("truncate pii.audit_days");
    let differences = await differing(owner);
    await close("closing all days of the year");
    differences += await differing(owner);
    await owner.run("delete from pii.audit_days where day = (select max(day) from pii.audit_days)");
    await close(ONE_DAY);
    await owner.run("update pii.users set phone = '+15550101' where id <= 100");
    add(figures, DIFFERENCES, differences + (await differing(owner)));
    await caretaker.end();
}

/** Notes down what something took that cannot be done twice. */
export async function addOnce(
    figures: Figures,
    what: string,
    session: Session,
    work: () => Promise<unknown>,
): Promise<void> {
    const { seconds, cpuSeconds, wal } = await session.cost(work);
    add(figures, `${what}, ms`, seconds * 1000);
    if (cpuSeconds !== undefined) {
        add(figures, `${what}, CPU ms`, cpuSeconds * 1000);
    }
    add(figures, `${what}, WAL kB`, wal / 1000);
}

async function differing(owner: Session): Promise<number> {
    const [ours, all] = ["pii.audit_summary", "bench.plain_summary"].map(
        (view) => `select day, operation::text, success, operations from ${view}`,
    );
    const one = `(${ours} except all ${all})`;
    const other = `(${all} except all ${ours})`;
    return Number(await owner.value(`select count(*) from (${one} union all ${other}) d`));
}
