import { escapeIdentifier, escapeLiteral } from "pg";
import { connected, type Connection } from "./connection";
import { scramVerifier } from "./scram";

/**
 * Gives the role `role` another password. The server is told only what it keeps of it, so that no log
 * holds the password.
 */
export function setPassword(
    connection: Connection,
    role: string,
    password: string,
): Promise<unknown> {
    return connected(connection, (client) =>
        client.query(
            `alter role ${escapeIdentifier(role)} password ${escapeLiteral(scramVerifier(password))}`,
        ),
    );
}
