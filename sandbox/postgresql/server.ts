import { Client, DatabaseError } from "pg";
import type { Settings } from "./settings";

/** The server that the provider works on: one short connection for each piece of work. */
export class Server {
    constructor(readonly settings: Settings) {}

    /** Does `work` on a connection to `database`, without a transaction. */
    async session<Result>(
        database: string,
        work: (client: Client) => Promise<Result>,
    ): Promise<Result> {
        const client = new Client(this.settings.connection(database));
        // A connection that is lost rejects the query in hand as well; that one is reported.
        client.on("error", () => undefined);
        try {
            await client.connect();
        } catch (error) {
            const { host, port } = client;
            const reason = (error as Error).message;
            throw new Error(
                `error connecting to PostgreSQL server ${host}:${port}, database "${database}", ` +
                    `as "${client.user ?? ""}": ${reason}`,
                { cause: error },
            );
        }
        try {
            return await work(client);
        } catch (error) {
            throw error instanceof DatabaseError ? explained(error) : error;
        } finally {
            await client.end();
        }
    }

    /** Does `work` in one transaction on `database`. */
    transaction<Result>(
        database: string,
        work: (client: Client) => Promise<Result>,
    ): Promise<Result> {
        return this.session(database, async (client) => {
            await client.query("begin");
            const result = await work(client);
            await client.query("commit");
            return result;
        });
    }
}

/** Statements hold passwords and are left out; PostgreSQL's message and detail hold none. */
function explained({ message, detail, code }: DatabaseError): Error {
    const more = detail === undefined ? "" : ` (${detail})`;
    const isCollision = code === "40P01" || message.startsWith("tuple concurrently ");
    const remedy = isCollision
        ? "; two resources worked on one role or owner at once: chain them with dependsOn"
        : "";
    return new Error(message + more + remedy);
}
