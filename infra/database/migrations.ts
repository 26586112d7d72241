import type { Migration } from "@pii-platform/sql";
import * as pulumi from "@pulumi/pulumi";
import { type Master, type MasterArgs, masterConnection } from "./master";

export interface MigrationsArgs {
    /** Where to connect. Another `serverName` or `database` runs the migrations anew. */
    readonly master: MasterArgs;
    /** All migrations, the oldest first. An applied one can never change. */
    readonly migrations: readonly Migration[];
    /** Role that owns what the migrations make. */
    readonly owner: pulumi.Input<string>;
    /**
     * What is to be done, as a look at the database has found: where rights were changed by hand, or
     * older data were restored, the state knows of nothing.
     */
    readonly due: pulumi.Input<readonly string[]>;
    /** Why nothing may be done, as that look has found; it refuses preview and update. */
    readonly problems: pulumi.Input<readonly string[]>;
    /** What the catalogue is, in short; another one is put into effect. */
    readonly catalogue: string;
}

interface Inputs extends Omit<MigrationsArgs, "master" | "owner" | "due" | "problems"> {
    readonly master: Master;
    readonly owner: string;
    /** Both not known while the database is not. */
    readonly due?: readonly string[];
    readonly problems?: readonly string[];
}

/** What the state says of the database: no address that differs between machines. */
interface Outputs {
    readonly serverName: string;
    readonly database: string;
    readonly owner: string;
    readonly catalogue: string;
    /** The migrations that are applied, the oldest first. */
    readonly applied: readonly { readonly name: string; readonly checksum: string }[];
    /** Name of the last one. */
    readonly version: string;
    /** What the last update did: names of migrations, and changes of rights in words. */
    readonly changes: {
        readonly migrations: readonly string[];
        readonly access: readonly string[];
    };
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
        const problems = Array.isArray(news.problems) ? (news.problems as string[]) : [];
        const failures = [...rewritten(applied, news.migrations), ...problems].map((reason) => ({
            property: "",
            reason,
        }));
        return Promise.resolve({ inputs: news, failures });
    },
    // Where only the address differs, the database is the same: nothing to do.
    diff(_id, olds, news) {
        const changes =
            olds.serverName !== news.master.serverName ||
            olds.database !== news.master.database ||
            olds.owner !== news.owner ||
            olds.catalogue !== news.catalogue ||
            olds.applied.length !== news.migrations.length ||
            (Array.isArray(news.due) && news.due.length > 0);
        return Promise.resolve({ changes });
    },
    async create(inputs) {
        const { serverName, database } = inputs.master;
        return { id: `${serverName}/${database}`, outs: await migrated(inputs) };
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
    const { ACCESS: access, migrate } = await import("@pii-platform/sql");
    const { master, owner, catalogue, migrations } = inputs;
    const connection = await masterConnection(master);
    const changes = await migrate(connection, migrations, { setRole: owner, access });
    return {
        serverName: master.serverName,
        database: master.database,
        owner,
        catalogue,
        applied: migrations.map(({ name, checksum }) => ({ name, checksum })),
        version: migrations.at(-1)?.name ?? "",
        changes,
    };
}

/**
 * The SQL migrations, applied to one database: each in its own transaction, all under one lock; and
 * after them who may do what, as the catalogue says.
 *
 * Deleting this resource leaves the database as it is, because migrations only go forward.
 */
export class Migrations extends pulumi.dynamic.Resource {
    /** Name of the last migration. */
    declare readonly version: pulumi.Output<string>;
    declare readonly changes: pulumi.Output<Outputs["changes"]>;

    constructor(name: string, args: MigrationsArgs, opts?: pulumi.CustomResourceOptions) {
        const outputs = { version: undefined, applied: undefined, changes: undefined };
        super(provider, name, { ...args, ...outputs }, opts, "pii", "Migrations");
    }
}
