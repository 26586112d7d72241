import type { Migration } from "@pii-platform/sql";
import * as pulumi from "@pulumi/pulumi";

export interface MigrationsArgs {
    /** All migrations, the oldest first. An applied one can never change. */
    readonly migrations: readonly Migration[];
    /** Role that owns what the migrations make. */
    readonly owner: pulumi.Input<string>;
    /** Where to connect: the end of a tunnel, or the cluster itself. */
    readonly host: pulumi.Input<string>;
    readonly port: pulumi.Input<number>;
    /** The cluster's own host name, which its certificate must bear. Another one runs them anew. */
    readonly serverName: pulumi.Input<string>;
    readonly database: pulumi.Input<string>;
    readonly user: pulumi.Input<string>;
    readonly password: pulumi.Input<string>;
    /** File with the certificates that the server's one is checked against. */
    readonly caFile: string;
}

type Inputs = { readonly [K in keyof MigrationsArgs]: pulumi.Unwrap<MigrationsArgs[K]> };

/** What the state says of the database: no address that differs between machines. */
interface Outputs {
    readonly serverName: string;
    readonly database: string;
    readonly owner: string;
    /** The migrations that are applied, the oldest first. */
    readonly applied: readonly { readonly name: string; readonly checksum: string }[];
    /** Name of the last one. */
    readonly version: string;
}

/**
 * Runs the migrations for the engine.
 *
 * The engine keeps the object, serialized, in the state, and calls it in a process of its own. So
 * it captures nothing: what a method needs, it loads when it is called.
 */
const provider: pulumi.dynamic.ResourceProvider<Inputs, Outputs> = {
    /** Refuses an edited migration at preview. The ledger would refuse it too, but only later. */
    check(olds, news) {
        const applied = (olds as Partial<Inputs>).migrations ?? [];
        // Of no property, or the engine prints the text of all migrations with it.
        const failures = rewritten(applied, news.migrations).map((reason) => ({
            property: "",
            reason,
        }));
        return Promise.resolve({ inputs: news, failures });
    },
    // Where only the address or the password differs, the database is the same: nothing to do.
    diff(_id, olds, news) {
        const changes =
            olds.serverName !== news.serverName ||
            olds.database !== news.database ||
            olds.owner !== news.owner ||
            olds.applied.length !== news.migrations.length;
        return Promise.resolve({ changes });
    },
    async create(inputs) {
        const id = `${inputs.serverName}/${inputs.database}`;
        return { id, outs: await migrated(inputs) };
    },
    async update(_id, _olds, news) {
        return { outs: await migrated(news) };
    },
};

/** Why the files are not what was applied, with what is right; empty when only new ones came. */
export function rewritten(applied: readonly Migration[], files: readonly Migration[]): string[] {
    return applied.flatMap(({ name, checksum }) => {
        const file = files.find((migration) => migration.name === name);
        if (file === undefined) {
            return [`${name} has been applied, but its file is gone; put it back`];
        }
        return file.checksum === checksum
            ? []
            : [
                  `${name} has been applied, but its file was changed since; put it back as it was, and write a new migration`,
              ];
    });
}

async function migrated(inputs: Inputs): Promise<Outputs> {
    const { readFileSync } = await import("node:fs");
    const { migrate } = await import("@pii-platform/sql");
    const { host, port, database, user, password, serverName, owner, migrations } = inputs;
    const ssl = { ca: readFileSync(inputs.caFile, "utf8"), servername: serverName };
    await migrate({ host, port, database, user, password, ssl }, migrations, { setRole: owner });
    const applied = migrations.map(({ name, checksum }) => ({ name, checksum }));
    return { serverName, database, owner, applied, version: migrations.at(-1)?.name ?? "" };
}

/**
 * The SQL migrations, applied to one database: each in its own transaction, all under one lock.
 *
 * Deleting this resource leaves the database as it is, because migrations only go forward.
 */
export class Migrations extends pulumi.dynamic.Resource {
    /** Name of the last migration. */
    declare readonly version: pulumi.Output<string>;

    constructor(name: string, args: MigrationsArgs, opts?: pulumi.CustomResourceOptions) {
        const outputs = { version: undefined, applied: undefined };
        super(provider, name, { ...args, ...outputs }, opts, "pii", "Migrations");
    }
}
