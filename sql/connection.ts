import { checkServerIdentity } from "node:tls";
import { Client, escapeIdentifier } from "pg";
import { adviceOn } from "./advice";
import { MigrationError } from "./migrations";

/** The database to migrate, and who does it. */
export interface Connection {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
    /** Without it the connection is not encrypted. */
    readonly ssl?: {
        /** Certificates, as PEM text, one of which must have signed the server's. */
        readonly ca: string;
        /** The name that the server must prove to have. @default `host` */
        readonly servername?: string;
    };
}

/** There is no connection to the database; the message says what to do. */
export class UnreachableError extends MigrationError {}

/** How long connecting may take, in milliseconds. */
const CONNECT_TIMEOUT = 30_000;

/**
 * Connects, does `work`, and hangs up whatever happens.
 * @param connectTimeout how long connecting may take, in milliseconds
 * @throws UnreachableError when there is no connection; it says what to do
 */
export async function connected<Result>(
    { ssl, ...connection }: Connection,
    work: (client: Client) => Promise<Result>,
    connectTimeout = CONNECT_TIMEOUT,
): Promise<Result> {
    const { host, port, database, user } = connection;
    const name = ssl?.servername ?? host;
    const client = new Client({
        ...connection,
        application_name: "pii-migrations",
        connectionTimeoutMillis: connectTimeout,
        ssl: ssl && {
            ca: ssl.ca,
            // Not by `servername`, which pg replaces by the host it dials, such as a tunnel's end.
            checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
        },
    });
    // A connection that is lost rejects the query in hand as well; that one is reported.
    client.on("error", () => undefined);
    try {
        await client.connect();
    } catch (error) {
        const reason = (error as Error).message;
        throw new UnreachableError(
            `cannot connect to database "${database}" on ${host}:${port} as "${user}": ${reason}` +
                adviceOn(error, connection),
            { cause: error },
        );
    }
    try {
        return await work(client);
    } finally {
        await client.end();
    }
}

/** Makes `role` the one that acts. */
export async function become(client: Client, role: string): Promise<void> {
    try {
        await client.query(`set role ${escapeIdentifier(role)}`);
    } catch (error) {
        throw new MigrationError(
            `cannot act as role "${role}": ${(error as Error).message}; ` +
                `grant "${role}" to "${client.user ?? ""}" first`,
            { cause: error },
        );
    }
}
