import type { Client } from "pg";
import { commentChanges } from "./access/comments";
import { readLive } from "./access/live";
import { viewChanges } from "./access/masked-views";
import { mistakes } from "./access/mistakes";
import { defaultChanges, privilegeChanges } from "./access/privileges";
import { roleChanges } from "./access/roles";
import type { Catalogue } from "./catalogue/types";
import { MigrationError } from "./migrations";

/** How long to wait for a lock: what this waits for, others then wait behind. */
const LOCK_TIMEOUT = "5s";

/** Where a database is not what its catalogue says. All empty where it is. */
export interface AccessDifferences {
    /** Where catalogue and schema contradict each other, with what mends it; only people can. */
    readonly mistakes: readonly string[];
    /** Statements of the owner that {@link applyAccess} would run: rights, comments, masked views. */
    readonly statements: readonly string[];
    /** Statements that it would run as the login role: limits of roles. */
    readonly roleStatements: readonly string[];
    /** What is wrong with roles and database, which the layer `database` makes and mends. */
    readonly findings: readonly string[];
}

/**
 * Compares rights, comments, masked views and roles with `catalogue`; changes nothing.
 * @param client has connected as who made the roles, and acts as the owner of the schemas, with no
 * transaction open
 */
export function accessDifferences(
    client: Client,
    catalogue: Catalogue,
): Promise<AccessDifferences> {
    return inTransaction(client, "read only", async () => (await compare(client, catalogue)).found);
}

/**
 * Makes rights, comments and masked views what `catalogue` says, whatever they were, and the limits
 * of roles; in one transaction. Where nothing differs, nothing is written or locked.
 *
 * Of several at once one does the work while the others wait, behind the lock that the runner of
 * migrations has as well. It must not run beside a grant by anybody else: PostgreSQL refuses one of
 * the two ("tuple concurrently updated").
 * @param client as {@link accessDifferences} takes it
 * @returns the statements that it ran
 * @throws MigrationError when catalogue and schema contradict each other, or a role is not there
 */
export function applyAccess(client: Client, catalogue: Catalogue): Promise<string[]> {
    return inTransaction(client, "read write", async () => {
        await client.query("select pg_advisory_xact_lock(hashtextextended('pii_migrations', 0))");
        await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
        const { found, missing } = await compare(client, catalogue);
        const problems = [
            ...found.mistakes,
            ...missing.map((role) => `role ${role} is not there; the layer database makes it`),
        ];
        if (problems.length > 0) {
            throw new MigrationError(`rights were left as they are: ${problems.join("; ")}`);
        }
        for (const statement of found.statements) {
            await run(client, statement);
        }
        if (found.roleStatements.length > 0) {
            // Until the end of the transaction.
            await client.query("set local role none");
        }
        for (const statement of found.roleStatements) {
            await run(client, statement);
        }
        return [...found.statements, ...found.roleStatements];
    });
}

async function compare(
    client: Client,
    catalogue: Catalogue,
): Promise<{ found: AccessDifferences; missing: readonly string[] }> {
    const { rows } = await client.query<{ owner: string }>(
        "select current_user::regrole::text as owner",
    );
    const owner = rows[0]?.owner ?? "";
    const live = await readLive(client, catalogue);
    const views = await viewChanges(client, catalogue, live);
    const roles = await roleChanges(client);
    return {
        found: {
            mistakes: mistakes(catalogue, live, owner),
            statements: [
                ...views.statements,
                ...commentChanges(catalogue, live, views.remade),
                ...(await defaultChanges(client, owner)),
                ...(await privilegeChanges(client, catalogue, live, views.remade)),
            ],
            roleStatements: roles.statements,
            findings: roles.findings,
        },
        missing: roles.missing,
    };
}

async function run(client: Client, statement: string): Promise<void> {
    try {
        await client.query(statement);
    } catch (error) {
        throw new MigrationError(
            `rights were left as they are: ${(error as Error).message}, from: ${statement}`,
            { cause: error },
        );
    }
}

async function inTransaction<Result>(
    client: Client,
    access: "read only" | "read write",
    work: () => Promise<Result>,
): Promise<Result> {
    // Nothing that others could have put into a schema comes before what PostgreSQL brings.
    await client.query(`begin ${access}; set local search_path = pg_catalog, pg_temp`);
    try {
        const result = await work();
        await client.query("commit");
        return result;
    } catch (error) {
        // Where the connection is lost, PostgreSQL rolls back by itself.
        await client.query("rollback").catch(() => undefined);
        throw error;
    }
}
