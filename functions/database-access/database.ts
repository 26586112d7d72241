import { Client, DatabaseError } from "pg";
import { Failure, failure } from "./failures";

/** Which database, and as whom. */
export interface Target {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
    /** Certificates, as PEM text, one of which must have signed the server's. */
    readonly ca: readonly string[];
    readonly connectTimeoutMs: number;
}

/** How long the server works on a statement, and waits for a lock, before it gives up. */
export interface Patience {
    readonly statementMs: number;
    readonly lockMs: number;
}

/** How much longer than the server we wait for its answer: then the network has lost it. */
const ANSWER_MS = 1000;

/** How long a server may take to take note that we leave. */
const GOODBYE_MS = 500;

/** Runs a statement of ours; what comes from outside is bound to it. */
export type Query = <Row extends object>(
    text: string,
    values?: readonly unknown[],
) => Promise<Row[]>;

/** One connection, for one invocation. */
export class Database {
    /** Why the connection is of no more use. */
    #broken: Failure | undefined;

    private constructor(
        private readonly client: Client,
        private readonly remainingMs: () => number,
    ) {}

    /**
     * Connects, does `work`, and hangs up whatever happens. The server's certificate is verified,
     * with its name, before anything is sent.
     *
     * A connection is never kept for the next invocation: one that idles takes a place that others
     * need, keeps a serverless cluster from pausing, and may long be dead when it is used again.
     * @param remainingMs how much of the invocation's time is left
     * @throws Failure
     */
    static async use<Result>(
        { connectTimeoutMs, ca, ...target }: Target,
        remainingMs: () => number,
        work: (database: Database) => Promise<Result>,
    ): Promise<Result> {
        const client = new Client({
            ...target,
            application_name: "pii-database-access",
            connectionTimeoutMillis: within(connectTimeoutMs, remainingMs),
            ssl: { ca: [...ca], rejectUnauthorized: true, minVersion: "TLSv1.2" },
        });
        // A connection that is lost rejects the statement in hand as well; that one is reported.
        client.on("error", () => undefined);
        try {
            await client.connect();
            return await work(new Database(client, remainingMs));
        } catch (error) {
            throw failure(error);
        } finally {
            await hangUp(client);
        }
    }

    /** Reads, in a transaction that cannot do anything else. @throws Failure */
    read<Result>(patience: Patience, work: (query: Query) => Promise<Result>): Promise<Result> {
        return this.#transaction("read only", patience, work);
    }

    /** Changes something, all of it or nothing. @throws Failure */
    write<Result>(patience: Patience, work: (query: Query) => Promise<Result>): Promise<Result> {
        return this.#transaction("read write", patience, work);
    }

    async #transaction<Result>(
        access: "read only" | "read write",
        patience: Patience,
        work: (query: Query) => Promise<Result>,
    ): Promise<Result> {
        if (this.#broken !== undefined) {
            throw this.#broken;
        }
        // The server's own limit, too, or it would go on after we have hung up.
        const statementMs = within(patience.statementMs, () => this.remainingMs() - ANSWER_MS);
        const query = async <Row extends object>(text: string, values: readonly unknown[] = []) => {
            const query_timeout = within(statementMs + ANSWER_MS, this.remainingMs);
            const { rows } = await this.client.query<Row>({
                text,
                values: [...values],
                query_timeout,
            } as { text: string; values: unknown[] });
            return rows;
        };
        try {
            // Not when connecting: a proxy takes no settings then. And nothing that others could
            // have put into a schema may come before what PostgreSQL brings.
            await query(`begin transaction ${access}`);
            await query(
                `select set_config('statement_timeout', $1, true), set_config('lock_timeout', $2, true),
                    set_config('search_path', 'pg_catalog, pg_temp', true), set_config('timezone', 'UTC', true)`,
                [statementMs, patience.lockMs],
            );
            const result = await work(query);
            await query("commit");
            return result;
        } catch (error) {
            const reason = failure(error);
            if (error instanceof DatabaseError || error instanceof Failure) {
                // The next transaction must not find itself within this one.
                await query("rollback").catch(() => undefined);
            } else {
                this.#broken = reason;
            }
            throw reason;
        }
    }
}

/** Kept back of the invocation's time, to hang up and to answer. */
const RESERVE_MS = 1500;

/** @throws Failure when no time is left */
function within(milliseconds: number, remainingMs: () => number): number {
    const left = remainingMs() - RESERVE_MS;
    if (left <= 0) {
        throw new Failure("out-of-time");
    }
    return Math.min(milliseconds, left);
}

/** Takes leave, for which a server that is gone gets no more than a moment. */
async function hangUp(client: Client): Promise<void> {
    // In the driver, but missing from its types.
    const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } })
        .connection;
    const timer = setTimeout(() => {
        stream.destroy();
    }, GOODBYE_MS);
    try {
        await client.end();
    } catch {
        // It was not connected.
    } finally {
        clearTimeout(timer);
    }
}
