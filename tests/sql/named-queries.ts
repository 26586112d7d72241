import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { TestConnection } from "../support/postgres";
import { asLogin } from "./prepared";
import { acting } from "./whole-database";

const FOLDER = join(__dirname, "../../sql/queries");

/** A row of an answer, its values as PostgreSQL writes them. */
export type Answer = Readonly<Record<string, string | null>>;

export function namesOfQueries(): string[] {
    return readdirSync(FOLDER).map((name) => name.replace(/\.sql$/, ""));
}

export function textOf(name: string): string {
    return readFileSync(join(FOLDER, `${name}.sql`), "utf8");
}

/** Whom the query names as the one to run it. */
export function loginFor(name: string): string {
    return /^-- Who: (\w+)/m.exec(textOf(name))?.[1] ?? "";
}

/** Runs a query as psql would, as the one whom it names unless told otherwise. */
export async function run(
    connection: TestConnection,
    name: string,
    variables: Readonly<Record<string, string>> = {},
    who = loginFor(name),
): Promise<Answer[]> {
    const login = who === "pii_owner" ? acting(connection, who) : asLogin(connection, who);
    const client = new Client({
        ...login,
        options: `${login.options ?? ""} -c timezone=UTC`,
        types: { getTypeParser: () => (value: unknown) => value },
    });
    await client.connect();
    try {
        const text = textOf(name).replace(
            /(?<!:):([a-z_]+)/g,
            (whole, variable: string) => variables[variable] ?? whole,
        );
        return (await client.query<Record<string, string | null>>(text)).rows;
    } finally {
        await client.end();
    }
}

/** Some columns of each row, or all, joined by blanks; `-` for null. */
export function lines(rows: readonly Answer[], ...columns: string[]): string[] {
    return rows.map((row) =>
        (columns.length === 0 ? Object.keys(row) : columns)
            .map((column) => row[column] ?? "-")
            .join(" "),
    );
}
