import { postgreSplitterOptions, splitQuery } from "dbgate-query-splitter";
import { type Client, DatabaseError, type QueryConfig } from "pg";
import { type Migration, MigrationError } from "./migrations";

const BLANKS_AND_COMMENTS = /^(?:\s+|--[^\n]*|\/\*.*?\*\/)*/s;
const TRANSACTION_CONTROL =
    /^(?:begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\s+transaction)\b/i;

/** One statement of a migration, with its place in the file. */
interface Statement {
    readonly text: string;
    /** Offset of `text` in the file. */
    readonly offset: number;
}

/**
 * Runs the statements of `migration` one by one, in the transaction that is open.
 * @throws MigrationError naming file, line, column and PostgreSQL's message; not its detail, which
 * quotes rows, and rows are personal data
 */
export async function runStatements(client: Client, migration: Migration): Promise<void> {
    const statements = statementsOf(migration);
    for (const statement of statements) {
        if (TRANSACTION_CONTROL.test(statement.text)) {
            throw new MigrationError(
                `${place(migration, statement.offset)}: a migration runs in one transaction of ` +
                    "the runner's; take begin, commit, rollback and savepoints out",
            );
        }
    }
    for (const { text, offset } of statements) {
        try {
            // The extended protocol takes one statement only, so none can hide behind another.
            const query: QueryConfig & { queryMode: "extended" } = { text, queryMode: "extended" };
            await client.query(query);
        } catch (error) {
            throw explained(migration, text, offset, error);
        }
    }
}

function statementsOf({ sql }: Migration): Statement[] {
    const parts = splitQuery(sql, { ...postgreSplitterOptions, returnRichInfo: true });
    return parts.flatMap((part) => {
        if (typeof part === "string" || part.trimStart === undefined) {
            return [];
        }
        const skipped = BLANKS_AND_COMMENTS.exec(part.text)?.[0].length ?? 0;
        const text = part.text.slice(skipped);
        return text === "" ? [] : { text, offset: part.trimStart.position + skipped };
    });
}

function explained(migration: Migration, text: string, offset: number, error: unknown) {
    if (!(error instanceof DatabaseError)) {
        return new MigrationError(`${place(migration, offset)}: ${(error as Error).message}`, {
            cause: error,
        });
    }
    // PostgreSQL counts characters, JavaScript counts UTF-16 units.
    const before = Array.from(text)
        .slice(0, Number(error.position ?? 1) - 1)
        .join("").length;
    const hint = error.hint === undefined ? "" : ` (${error.hint})`;
    const remedy =
        error.code === "25001"
            ? "; a migration runs in a transaction: use the form of the statement that can"
            : "";
    return new MigrationError(
        `${place(migration, offset + before)}: ${error.message}${hint}${remedy}`,
        { cause: error },
    );
}

function place({ name, sql }: Migration, offset: number): string {
    const lines = sql.slice(0, offset).split("\n");
    return `${name}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}
