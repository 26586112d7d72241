import * as pulumi from "@pulumi/pulumi";

/** A migration: its file's name and text. */
export interface Migration {
    readonly name: string;
    readonly sql: string;
}

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

interface Inputs {
    readonly migrations: readonly Migration[];
    readonly owner: string;
    readonly host: string;
    readonly port: number;
    readonly serverName: string;
    readonly database: string;
    readonly user: string;
    readonly password: string;
    readonly caFile: string;
}

/** What stays in the state: no address that differs between machines, and no password. */
interface Outputs {
    readonly serverName: string;
    readonly database: string;
    readonly owner: string;
    /** Names of the migrations that are applied, the oldest first. */
    readonly applied: readonly string[];
    /** Name of the last one. */
    readonly version: string;
}

/*
 * The engine keeps this object, serialized, in the state, and runs it in a process of its own.
 * So it captures nothing: what it needs, it requires when it runs. The runner and its rules
 * are in @pii-platform/sql; the names there decide what is pending.
 */
const provider: pulumi.dynamic.ResourceProvider<Inputs, Outputs> = {
    async create(inputs) {
        const { migrateOverTls } = await import("@pii-platform/sql");
        return {
            id: `${inputs.serverName}/${inputs.database}`,
            outs: await migrateOverTls(inputs),
        };
    },
    async update(_id, _olds, news) {
        const { migrateOverTls } = await import("@pii-platform/sql");
        return { outs: await migrateOverTls(news) };
    },
    // Where the address or the password changes, the database is the same: nothing to do.
    diff(_id, olds, news) {
        const same =
            olds.serverName === news.serverName &&
            olds.database === news.database &&
            olds.owner === news.owner &&
            JSON.stringify(olds.applied) === JSON.stringify(news.migrations.map((m) => m.name));
        return Promise.resolve({ changes: !same });
    },
};

/**
 * The SQL migrations, applied to one database: each in its own transaction, all under one lock.
 *
 * Deleting this resource leaves the database as it is, because migrations only go forward.
 */
export class Migrations extends pulumi.dynamic.Resource {
    declare readonly version: pulumi.Output<string>;
    declare readonly applied: pulumi.Output<string[]>;

    constructor(name: string, args: MigrationsArgs, opts?: pulumi.CustomResourceOptions) {
        const outputs = { version: undefined, applied: undefined };
        super(provider, name, { ...args, ...outputs }, opts, "pii", "Migrations");
    }
}
