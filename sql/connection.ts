import { checkServerIdentity } from "node:tls";
import { Client, escapeIdentifier } from "pg";
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

export interface Options {
    /**
     * Role that runs the migrations and owns what they make; `user` must be a member of it.
     * @default `user`
     */
    readonly setRole?: string;
}

/** Connects, does `work`, and hangs up whatever happens. */
export async function connected<Result>(
    { ssl, ...connection }: Connection,
    work: (client: Client) => Promise<Result>,
): Promise<Result> {
    const { host, port, database, user } = connection;
    const name = ssl?.servername ?? host;
    const client = new Client({
        ...connection,
        application_name: "pii-migrations",
        connectionTimeoutMillis: 30_000,
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
        throw new MigrationError(
            `cannot connect to database "${database}" on ${host}:${port} as "${user}": ${reason}`,
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
