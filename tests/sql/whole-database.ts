import { query, type TestConnection } from "../support/postgres";
import { preparedDatabase } from "./prepared";

/** Runs one statement on a connection of its own, as one role. */
export type As = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A fresh database as a deployment leaves it, and who asks what in it. */
export async function wholeDatabase() {
    const connection = await preparedDatabase();
    return {
        connection,
        /** The owner, who may do everything, such as filling tables for a test. */
        owner: as(connection, "pii_owner"),
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
