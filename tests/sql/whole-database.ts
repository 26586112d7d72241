import { Client } from "pg";
import { applyAccess } from "../../sql/access";
import { CATALOGUE } from "../../sql/catalogue/catalogue";
import { OWNER } from "../../sql/catalogue/roles";
import { loadMigrations, migrate } from "../../sql/runner";
import { query, type TestConnection } from "../support/postgres";
import { provisionedDatabase } from "./provision";

/** Runs one statement on a connection of its own, as one role. */
export type As = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A fresh database with everything that migrations and catalogue put into it. */
export async function wholeDatabase() {
    const connection = await provisionedDatabase();
    await migrate(connection, loadMigrations(), { setRole: OWNER });
    const client = new Client(acting(connection, OWNER));
    await client.connect();
    try {
        await applyAccess(client, CATALOGUE);
    } finally {
        await client.end();
    }
    return {
        connection,
        /** The owner, who may do everything, such as filling tables for a test. */
        owner: as(connection, OWNER),
        as: (role: string, settings?: string) => as(connection, role, settings),
    };
}

export type WholeDatabase = Awaited<ReturnType<typeof wholeDatabase>>;

/** The connection of somebody who acts as `role`; `settings` such as `-c timezone=UTC`. */
export function acting(connection: TestConnection, role: string, settings = ""): TestConnection {
    return { ...connection, options: `-c role=${role} ${settings}` };
}

function as(connection: TestConnection, role: string, settings?: string): As {
    return (text, values) => query(acting(connection, role, settings), text, values);
}
