import { CLUSTER, INSTANCE } from "../aws/rds/types";
import { SECRET, secretValue } from "../aws/secretsmanager/store";
import type { Account } from "../cloud/account";
import type { PostgresBackend } from "../postgres/backend";

/** How to connect to the newest cluster as its master user. */
export interface Master {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
}

/** @returns nothing while there is no cluster that takes connections */
export function masterOf(account: Account, postgres: PostgresBackend): Master | undefined {
    const cluster = account.all(CLUSTER).at(-1);
    // The server is made with the first instance.
    const isServed = account
        .all(INSTANCE)
        .some(({ inputs }) => inputs.clusterIdentifier === cluster?.id);
    if (cluster === undefined || !isServed) {
        return undefined;
    }
    const { databaseName = "postgres", masterUsername = "" } = cluster.inputs as Record<
        string,
        string | undefined
    >;
    return {
        host: "127.0.0.1",
        port: postgres.port(cluster.id),
        database: databaseName,
        user: masterUsername,
        password: passwordsIn(account).get(masterUsername) ?? "",
    };
}

/** Passwords that stand in Secrets Manager, by the user that each is for. */
export function passwordsIn(account: Account): Map<string, string> {
    const found = new Map<string, string>();
    for (const { id } of account.all(SECRET)) {
        const text = secretValue(account, id)?.secretString ?? "";
        if (text.startsWith("{")) {
            const { username, password } = JSON.parse(text) as Record<string, string | undefined>;
            if (username !== undefined && password !== undefined) {
                found.set(username, password);
            }
        }
    }
    return found;
}
