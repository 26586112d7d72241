import { type Client, DatabaseError } from "pg";
import { MigrationError as UmzugError, Umzug } from "umzug";
import { become, connected, type Connection } from "./connection";
import { applied, ensureLedger, record } from "./ledger";
import { type Migration, MigrationError } from "./migrations";
import { giveTo } from "./ownership";
import { runStatements } from "./statements";

export { ACCESS } from "./platform-access";
export { connected, type Connection, UnreachableError } from "./connection";
export { type Difference, driftOf } from "./drift";
export { setPassword } from "./login";
export { loadMigrations, type Migration, MigrationError } from "./migrations";
export { scramVerifier } from "./scram";
export { readSnapshot } from "./snapshot";

/** What follows from the migrations, and is brought up to date after each run: who may do what. */
export interface Access {
    /** Stands for what should be: where it is another one, there is something to do. */
    readonly fingerprint: string;
    /** What is not as it should be, in words; changes nothing. */
    differences(client: Client): Promise<readonly string[]>;
    /** Makes it so, all of it or nothing; what it changed, in words. */
    apply(client: Client): Promise<readonly string[]>;
}

export interface Options {
    /**
     * Role that runs the migrations and owns what they make; `user` must be a member of it.
     * @default `user`
     */
    readonly setRole?: string;
    /** Brought up to date after the migrations, in the same turn. @default nothing */
    readonly access?: Access;
}

/** What {@link migrate} would do, or has done. */
export interface Changes {
    /** Names of migrations, in their order. */
    readonly migrations: readonly string[];
    /** Changes of who may do what, in words. */
    readonly access: readonly string[];
}

/** How long a runner waits for another one that is at work. */
const TURN_TIMEOUT = "10min";
/** How long a migration waits for a lock: what it waits for, others then wait behind. */
const LOCK_TIMEOUT = "5s";
/** How long one statement of a migration may take. */
const STATEMENT_TIMEOUT = "5min";
/** How long a look at the database may take to connect, in milliseconds: a preview waits for it. */
const LOOK_TIMEOUT = 5_000;

/**
 * What {@link migrate} would do, on a connection that cannot change anything. Who may do what is
 * looked at only where no migration is due, because those bring what it is about.
 * @throws MigrationError as `migrate` does
 */
export function plan(
    connection: Connection,
    migrations: readonly Migration[],
    { setRole, access }: Options = {},
): Promise<Changes> {
    const look = async (client: Client) => {
        await client.query(`
            set default_transaction_read_only = on;
            set lock_timeout = '${LOCK_TIMEOUT}';
            set statement_timeout = '${LOCK_TIMEOUT}';
        `);
        const due = (await umzug(client, migrations).pending()).map(({ name }) => name);
        if (access === undefined || due.length > 0 || !(await mayBecome(client, setRole))) {
            return { migrations: due, access: [] };
        }
        if (setRole !== undefined) {
            await become(client, setRole);
        }
        return { migrations: due, access: await access.differences(client) };
    };
    return connected(connection, (client) => look(client).catch(rethrow), LOOK_TIMEOUT);
}

/**
 * Whether the session may act as the role. It may not after the database layer was destroyed, nor
 * while that layer is being made: the role comes first, and the membership in it after that.
 */
async function mayBecome(client: Client, role: string | undefined): Promise<boolean> {
    const { rowCount } = await client.query(
        `select from pg_catalog.pg_roles
        where rolname = coalesce($1, session_user) and pg_has_role(session_user, oid, 'SET')`,
        [role],
    );
    return rowCount === 1;
}

/**
 * Applies the migrations that the database does not have yet, each in its own transaction together
 * with its row in `pii_migrations.ledger`, and then brings `access` up to date. Of several runners at
 * once one does the work while the others wait. What was applied stays applied when a later migration
 * fails.
 * @throws MigrationError when the ledger and the files contradict each other (nothing is applied
 * then), or when a migration fails (it leaves nothing of itself; mend it and run again)
 */
export function migrate(
    connection: Connection,
    migrations: readonly Migration[],
    { setRole, access }: Options = {},
): Promise<Changes> {
    const work = async (client: Client) => {
        await takeTurn(client);
        if (setRole !== undefined) {
            await giveTo(setRole, client);
            await become(client, setRole);
        }
        await ensureLedger(client, setRole);
        const done = await umzug(client, migrations).up();
        return {
            migrations: done.map(({ name }) => name),
            access: (await access?.apply(client)) ?? [],
        };
    };
    return connected(connection, (client) => work(client).catch(rethrow));
}

/** Throws what umzug's error is about. */
function rethrow(error: unknown): never {
    throw error instanceof UmzugError ? error.cause : error;
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
