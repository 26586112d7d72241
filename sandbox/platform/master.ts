import { globalOf, primaryOf } from "../aws/rds/global-members";
import { masterPassword } from "../aws/rds/master";
import { membersOf } from "../aws/rds/members";
import { CLUSTER } from "../aws/rds/types";
import { SECRET, secretValue } from "../aws/secretsmanager/store";
import { type Account, type Entry, isOfStack } from "../cloud/account";
import type { PostgresBackend } from "../postgres/backend";

/** How to connect to a cluster as its master user. */
export interface Master {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
}

/** The cluster of a stack; the account may hold others: clones, restored ones, those that follow. */
export function clusterOf(account: Account, stack: string): Entry | undefined {
    return account.all(CLUSTER).find((cluster) => isOfStack(cluster, stack));
}

/**
 * How to connect to the cluster of the stack.
 * @returns nothing while it has none that takes connections
 */
export function masterOf(
    account: Account,
    postgres: PostgresBackend,
    stack: string,
): Master | undefined {
    const cluster = clusterOf(account, stack);
    // The server is made with the first instance.
    if (cluster === undefined || membersOf({ account, id: cluster.id }).length === 0) {
        return undefined;
    }
    const { databaseName, masterUsername } = cluster.outputs as Record<string, string | undefined>;
    return {
        host: "127.0.0.1",
        port: postgres.port(cluster.id),
        database: databaseName ?? "postgres",
        user: masterUsername ?? "",
        password: passwordOf(account, cluster) ?? "",
    };
}

/** One that follows another has that one's master, password included. */
function passwordOf(account: Account, { id, inputs, urn }: Entry): string | undefined {
    const primary = primaryOf(account, globalOf(account, id));
    return (
        masterPassword({ account, inputs, urn }) ??
        (primary && masterPassword({ account, ...primary }))
    );
}

/** Passwords of the stack that stand in Secrets Manager, by the user that each is for. */
export function passwordsIn(account: Account, stack: string): Map<string, string> {
    const found = new Map<string, string>();
    for (const { id } of account.all(SECRET).filter((secret) => isOfStack(secret, stack))) {
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
