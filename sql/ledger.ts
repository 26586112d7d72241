import { type Client, escapeIdentifier } from "pg";
import { type Migration, MigrationError } from "./migrations";

/** Makes the table that holds what has been applied, owned by `owner`, unless it is there. */
export async function ensureLedger(client: Client, owner: string | undefined): Promise<void> {
    if (await hasLedger(client)) {
        return;
    }
    await ensureSchema(client, owner);
    await client.query(`
        create table pii_migrations.ledger (
            name        text        primary key,
            checksum    text        not null check (checksum ~ '^[0-9a-f]{64}$'),
            applied_at  timestamptz not null default clock_timestamp(),
            applied_by  text        not null default session_user,
            duration_ms integer     not null check (duration_ms >= 0)
        );
        comment on table pii_migrations.ledger is
            'One row per applied migration; written in the transaction that applied it.';
        comment on column pii_migrations.ledger.name is 'File name of the migration.';
        comment on column pii_migrations.ledger.checksum is
            'SHA-256 of the file with LF line ends; an edited file is refused.';
        comment on column pii_migrations.ledger.applied_at is 'When it was applied.';
        comment on column pii_migrations.ledger.applied_by is 'Login role that applied it.';
        comment on column pii_migrations.ledger.duration_ms is
            'How long its statements took, in milliseconds.';
    `);
}

export async function record(
    client: Client,
    { name, checksum }: Migration,
    durationMs: number,
): Promise<void> {
    await client.query(
        "insert into pii_migrations.ledger (name, checksum, duration_ms) values ($1, $2, $3)",
        [name, checksum, durationMs],
    );
}

/** Makes the ledger's schema: as the login role, because the owner need not be able to. */
async function ensureSchema(client: Client, owner: string | undefined): Promise<void> {
    // Asked first, because `if not exists` wants the right to create even where nothing is made.
    const { rowCount } = await client.query(
        "select from pg_catalog.pg_namespace where nspname = 'pii_migrations'",
    );
    if (rowCount !== 0) {
        return;
    }
    const create = "create schema pii_migrations";
    const role = owner && escapeIdentifier(owner);
    try {
        await client.query(
            role ? `reset role; ${create} authorization ${role}; set role ${role}` : create,
        );
    } catch (error) {
        throw new MigrationError(
            `cannot make schema pii_migrations: ${(error as Error).message}; ` +
                `grant "${client.user ?? ""}" create on the database`,
            { cause: error },
        );
    }
}

/** A migration that the database says to have. */
export interface LedgerRow {
    readonly name: string;
    readonly checksum: string;
}

/** What the database says to have, the oldest first. */
export async function readLedger(client: Client): Promise<LedgerRow[]> {
    if (!(await hasLedger(client))) {
        return [];
    }
    const { rows } = await client.query<LedgerRow>(
        "select name, checksum from pii_migrations.ledger order by name",
    );
    return rows;
}

/** How the ledger and the files contradict each other: more than that files are yet to be applied. */
export function contradictions(
    ledger: readonly LedgerRow[],
    migrations: readonly Migration[],
): string[] {
    const files = new Map(migrations.map((migration) => [migration.name, migration]));
    return ledger.flatMap(({ name, checksum }) => {
        const file = files.get(name);
        if (file === undefined) {
            return (
                `"${name}" was applied to this database but is not among the files: ` +
                "the database is newer than this code, or the file was renamed or deleted"
            );
        }
        return file.checksum === checksum
            ? []
            : `"${name}" was edited after it had been applied: it was ${checksum}, ` +
                  `the file is ${file.checksum}; put it back and write a new migration`;
    });
}

/**
 * Names of the applied migrations.
 * @throws MigrationError when the ledger and the files contradict each other
 */
export async function applied(client: Client, migrations: readonly Migration[]): Promise<string[]> {
    const ledger = await readLedger(client);
    const problems = contradictions(ledger, migrations);
    if (problems.length > 0) {
        throw new MigrationError(`nothing was applied: ${problems.join("; ")}`);
    }
    return ledger.map(({ name }) => name);
}

async function hasLedger(client: Client): Promise<boolean> {
    const { rowCount } = await client.query(
        `select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'pii_migrations' and c.relname = 'ledger'`,
    );
    return rowCount === 1;
}
