import { type Client, escapeIdentifier, escapeLiteral } from "pg";
import type { DatabaseSpec } from "../cloud/backends";

/**
 * Prepares a new server as RDS hands one over: a master user that is no superuser but a member of
 * `rds_superuser`, who owns the databases and has no password yet. `client` is the superuser's.
 */
export async function prepare(
    client: Client,
    spec: Pick<DatabaseSpec, "databaseName" | "masterUsername">,
): Promise<void> {
    const master = escapeIdentifier(spec.masterUsername);
    const database = escapeIdentifier(spec.databaseName);
    const statements = [
        "create role rds_superuser",
        "create role rds_replication",
        "create role rds_password",
        "create role rds_iam",
        `grant pg_monitor, pg_signal_backend, pg_checkpoint, pg_create_subscription,
            rds_replication, rds_password to rds_superuser with admin option`,
        "grant set on parameter session_replication_role to rds_superuser",
        `create role ${master} login createdb createrole`,
        `grant rds_superuser to ${master}`,
        `grant rds_iam to ${master} with admin option`,
        `alter database postgres owner to ${master}`,
        "create database rdsadmin",
        "revoke connect on database rdsadmin from public",
    ];
    if (spec.databaseName !== "postgres") {
        statements.push(`create database ${database} owner ${master}`);
    }
    for (const statement of statements) {
        await client.query(statement);
    }
}

/** Gives `role` another password, which the server's log does not show. */
export async function setPassword(client: Client, role: string, password: string): Promise<void> {
    await client.query("set log_statement = 'none'");
    await client.query(`alter role ${escapeIdentifier(role)} password ${escapeLiteral(password)}`);
}
