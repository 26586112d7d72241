import { type Client, DatabaseError } from "pg";
import { MigrationError as UmzugError, Umzug } from "umzug";
import { become, connected, type Connection, type Options } from "./connection";
import { applied, ensureLedger, record } from "./ledger";
import { type Migration, MigrationError } from "./migrations";
import { runStatements } from "./statements";

export { type Connection, type Options } from "./connection";
export { loadMigrations, type Migration, MigrationError } from "./migrations";

/** How long a runner waits for another one that is at work. */
const TURN_TIMEOUT = "10min";
/** How long a migration waits for a lock: what it waits for, others then wait behind. */
const LOCK_TIMEOUT = "5s";
/** How long one statement of a migration may take. */
const STATEMENT_TIMEOUT = "5min";

/**
 * Names of the migrations that {@link migrate} would apply, in their order; changes nothing.
 * @throws MigrationError as `migrate` does
 */
export function pending(
    connection: Connection,
    migrations: readonly Migration[],
    { setRole }: Options = {},
): Promise<string[]> {
    return connected(connection, async (client) => {
        if (setRole !== undefined) {
            await become(client, setRole);
        }
        return (await umzug(client, migrations).pending()).map(({ name }) => name);
    });
}

/**
 * Applies the migrations that the database does not have yet, each in its own transaction together
 * with its row in `pii_migrations.ledger`. Of several runners at once one does the work while the
 * others wait. What was applied stays applied when a later migration fails.
 * @throws MigrationError when the ledger and the files contradict each other (nothing is applied
 * then), or when a migration fails (it leaves nothing of itself; mend it and run again)
 */
export function migrate(
    connection: Connection,
    migrations: readonly Migration[],
    { setRole }: Options = {},
): Promise<{
    /** Names of the migrations that this call applied. */
    applied: string[];
    /** Number of the newest migration, such as `000001`; empty when there is none. */
    version: string;
}> {
    return connected(connection, async (client) => {
        await takeTurn(client);
        if (setRole !== undefined) {
            await become(client, setRole);
        }
        await ensureLedger(client, setRole);
        try {
            const done = await umzug(client, migrations).up();
            return {
                applied: done.map(({ name }) => name),
                version: migrations.at(-1)?.name.split("_", 1)[0] ?? "",
            };
        } catch (error) {
            throw error instanceof UmzugError ? error.cause : error;
        }
    });
}

function umzug(client: Client, migrations: readonly Migration[]): Umzug<Client> {
    return new Umzug({
        migrations: migrations.map((migration) => ({
            name: migration.name,
            up: () => apply(client, migration),
        })),
        context: client,
        storage: {
            executed: () => applied(client, migrations),
            // The row is written by `apply`, in the migration's own transaction.
            logMigration: () => Promise.resolve(),
            unlogMigration: () => Promise.reject(new Error("migrations only go forward")),
        },
        logger: undefined,
    });
}

/** Waits until no other runner is at work in this database; ends with the connection. */
async function takeTurn(client: Client): Promise<void> {
    await client.query(`set lock_timeout = '${TURN_TIMEOUT}'`);
    try {
        await client.query("select pg_advisory_lock(hashtextextended('pii_migrations', 0))");
    } catch (error) {
        if (error instanceof DatabaseError && error.code === "55P03") {
            throw new MigrationError(
                `another runner has been at work in this database for ${TURN_TIMEOUT}; ` +
                    "look for application_name pii-migrations in pg_stat_activity",
                { cause: error },
            );
        }
        throw error;
    }
}

async function apply(client: Client, migration: Migration): Promise<void> {
    await client.query(`
        begin;
        set local lock_timeout = '${LOCK_TIMEOUT}';
        set local statement_timeout = '${STATEMENT_TIMEOUT}';
        set local search_path = pg_catalog, pg_temp;
    `);
    try {
        const start = performance.now();
        await runStatements(client, migration);
        await record(client, migration, Math.round(performance.now() - start));
        await client.query("commit");
    } catch (error) {
        // Where the connection is lost, PostgreSQL rolls back by itself.
        await client.query("rollback").catch(() => undefined);
        if (error instanceof MigrationError) {
            throw error;
        }
        throw new MigrationError(`${migration.name}: ${(error as Error).message}`, {
            cause: error,
        });
    }
}
